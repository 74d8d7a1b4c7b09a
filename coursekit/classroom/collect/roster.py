"""Whose file is it: a student's id, number or name in the name of a folder or a file."""

import re
import unicodedata

from coursekit.classroom.classlist import Student, can_name_folder

#: Moodle: ``Ada Lovelace_1234567_assignsubmission_file_``, a folder or the head of a file's name.
_MOODLE = re.compile(r"(?P<name>.+)_(?P<number>\d+)_assignsubmission_[a-z]+(?:_(?P<rest>.*))?")
#: Canvas: ``lovelaceada_123_456_hand-computation-1.ipynb``, with LATE after the name when late.
_CANVAS = re.compile(
    r"(?P<name>[^_]+)_(?P<late>LATE_)?(?P<number>\d+)_(?P<attempt>\d+)_(?P<rest>.+)", re.IGNORECASE
)
_VERSION = re.compile(r"(?:\s*\((?P<browser>\d{1,4})\)|-(?P<canvas>\d{1,3}))$")
_BETWEEN = "_- .("
_NUMBERS = ("participant", "idnumber", "sis user id", "sis login id", "username", "email")


class Roster:
    """The students of a class by everything that can name them.

    Parameters
    ----------
    students : list of Student
    assignment : str
        Its name says nothing about whose file it is.
    """

    def __init__(self, students, assignment):
        self._assignment = folded(assignment)
        self._ids = _index((folded(student.id), student.id) for student in students)
        self._numbers = _index(
            (_number(student.also[column]), student.id)
            for student in students
            for column in _NUMBERS
            if column in student.also
        )
        self._names = _index(
            (key, student.id) for student in students for key in _name_keys(student)
        )
        self._groups = _index(
            (letters(student.also.get("group", "")), student.id) for student in students
        )

    def find(self, file):
        """Return the ids of those whom the names of the file's folders and itself may mean.

        The outermost name counts first.  One id is an answer; several cannot be told apart, and
        none is nobody of the class.
        """
        parts = labels(file)
        for search in (self._exactly, self._in_part):
            for part in parts:
                if found := search(part):
                    return sorted(found)
        return []

    def of_group(self, file):
        """Return the ids of the group that the name of a folder or of the file means, if one."""
        for part in labels(file):
            match = _platform(part)
            name = match["name"] if match else own_part(folded(part), self._assignment)
            if found := self._groups.get(letters(name)):
                return sorted(found)
        return []

    def named_in(self, text):
        """Return the ids that a notebook's own-numbers cell names."""
        return sorted(self._ids.get(folded(text), ()))

    def _exactly(self, part):
        if match := _platform(part):
            number = match["number"]
            if group := self._groups.get(letters(match["name"])):
                return group  # Canvas puts the number of one member beside the group's name
            found = self._ids.get(number) or self._numbers.get(number)
            return found or self._names.get(letters(self._without_group(match["name"])))
        part = folded(part)
        return self._ids.get(part) or self._ids.get(without_version(part))

    def _without_group(self, name):
        """Moodle writes ``Red-Ada Lovelace`` where the group Red hands in together."""
        group, _, rest = name.partition("-")
        return rest if letters(group) in self._groups else name

    def _in_part(self, part):
        """A number or a whole name; else an id at one end, the longest."""
        part = own_part(folded(part), self._assignment)
        found = self._ids.get(part) or self._numbers.get(part) or self._names.get(letters(part))
        if found or not part:
            return found
        cuts = [place for place, letter in enumerate(part) if letter in _BETWEEN]
        ends = [part[:cut] for cut in reversed(cuts)] + [part[cut + 1 :] for cut in cuts]
        return next((self._ids[end] for end in ends if end in self._ids), None)


def newcomer(file, assignment, shared):
    """Return the student whom a file's name tells of where there is no class list, or None.

    Parameters
    ----------
    file : File
    assignment : str
    shared : int
        How many folders all files have in common; they name nobody.
    """
    parts = labels(file)[shared:]
    for match in filter(None, map(_platform, parts)):
        return Student(match["number"], match["name"])
    own = parts[0] if len(parts) > 1 else own_part(folded(parts[0]), folded(assignment))
    return Student(own) if can_name_folder(own) else None


def is_late(file):
    """Whether Canvas marked the file as handed in late."""
    return any(match["late"] for match in map(_CANVAS.fullmatch, labels(file)) if match)


def is_from_platform(file):
    """Whether Moodle or Canvas named the file, and with it a person."""
    return any(map(_platform, labels(file)))


def labels(file):
    """The names of a file's folders and its own, without what zips and notebooks end in."""
    *folders, name = (unicodedata.normalize("NFC", part).strip() for part in file.parts)
    return [re.sub(r"\.zip$", "", part, flags=re.IGNORECASE) for part in (*folders, stem_of(name))]


def own_part(part, assignment):
    """What a name says beside the assignment's name and a version."""
    part = without_version(part)
    part = part.removesuffix(assignment).removeprefix(assignment)
    return part.strip(_BETWEEN)


def _platform(part):
    return _MOODLE.fullmatch(part) or _CANVAS.fullmatch(part)


def folded(text):
    """``text`` in one normal form and in small letters."""
    return unicodedata.normalize("NFC", text).casefold().strip()


def stem_of(name):
    """A file's name without what a notebook's name ends in."""
    return re.sub(r"\.ipynb(\.txt|\.json)?$", "", name, flags=re.IGNORECASE)


def without_version(stem):
    """``x (1)`` and ``x-1`` are versions of ``x``."""
    return _VERSION.sub("", stem)


def version_of(stem):
    """The number of a version; 0 without one."""
    match = _VERSION.search(stem)
    return int(match["browser"] or match["canvas"]) if match else 0


def _index(pairs):
    found = {}
    for key, student in pairs:
        if key:
            found.setdefault(key, set()).add(student)
    return found


def _number(text):
    """Moodle writes ``Participant 123`` where marking is blind."""
    return folded(text).removeprefix("participant ")


def letters(text):
    """The letters and digits of a name, without accents."""
    return "".join(c for c in unicodedata.normalize("NFKD", folded(text)) if c.isalnum())


def _name_keys(student):
    """A name as platforms write it: as it stands, the last name first, the first name first."""
    words = student.name.replace(",", " ").split()
    return {letters("".join(words[k:] + words[:k])) for k in range(len(words))}
