"""One notebook a student out of all that was handed in, and a sentence about everything else."""

import os
from dataclasses import dataclass

from coursekit.classroom.collect import groups
from coursekit.classroom.collect.content import same, student_inside
from coursekit.classroom.collect.files import File
from coursekit.classroom.collect.roster import (
    Roster,
    folded,
    is_from_platform,
    is_late,
    newcomer,
    stem_of,
    version_of,
    without_version,
)  # fmt: skip
from coursekit.classroom.collect.walk import everything, is_notebook
from coursekit.classroom.tables import plain

NO_NOTEBOOK = "it is no notebook"


@dataclass(frozen=True)
class Work:
    """What one student handed in.

    Attributes
    ----------
    file : File
        The notebook to be marked; with its trouble where none can be read.
    notes : tuple of str
        What the instructor should know about the choice.
    numbers_of : str
        Of a group's notebook: the member whose own numbers stand in it, where that is another.
    """

    file: File
    notes: tuple[str, ...] = ()
    numbers_of: str = ""


@dataclass(frozen=True)
class Gathered:
    """A class's work.

    Attributes
    ----------
    students : dict of Student
        By id, in the order of the class list; without a list everybody who was found.
    works : dict of Work
        By id; who handed in nothing is not in it.
    unmatched : tuple of (str, str)
        The name of each file that belongs to nobody, and why.
    equal : tuple of (str, str)
        The name of a file that several students handed in, and who.
    """

    students: dict
    works: dict
    unmatched: tuple[tuple[str, str], ...]
    equal: tuple[tuple[str, str], ...] = ()


def gather(submitted, assignment, students=None):
    """Find each student's notebook.

    Of several the one that bears the assignment's name counts, then the one with the highest number
    in its name (``x-2``, ``x (2)``), then the newest, then the last by name.

    Parameters
    ----------
    submitted : Path
        A folder or a zip, as a platform gave it out.
    assignment : str
    students : list of Student, optional
        When left out, everybody who handed in is a student.

    Raises
    ------
    ValueError
        When there is no such folder, or nothing in it belongs to a student.
    """
    files = everything(submitted)
    if not any(is_notebook(file) or file.trouble for file in files):
        raise ValueError(f"There is no notebook in {submitted}: is it the right folder?")
    owned, unmatched, newcomers, by_numbers = _owners(files, assignment, students)
    if not owned:
        raise ValueError(
            f"Nothing in {submitted} could be matched to a student; the first file is "
            f"{plain(files[0].name)}. Is it the right folder, and the right class list or key?"
        )
    works = {owner: _work(found, assignment) for owner, found in owned.items()}
    works = groups.with_numbers(works, students or [])
    for owner in by_numbers:
        told = "the file's name names nobody: known by the own numbers in it"
        works[owner] = Work(works[owner].file, (*works[owner].notes, told))
    known = students if students is not None else sorted(newcomers.values(), key=lambda s: s.id)
    equal = groups.equal(works, students or [])
    return Gathered({student.id: student for student in known}, works, tuple(unmatched), equal)


def _owners(files, assignment, students):
    """Each student's files, ``(name, why)`` of the others, newcomers, and ids by own numbers."""
    roster = Roster(students or [], assignment)
    shared = _shared_folders(files)
    owned, others, newcomers = {}, [], {}
    for file in files:
        ids = roster.find(file)
        if students is None and (student := newcomer(file, assignment, shared)):
            ids = [newcomers.setdefault(student.id, student).id]
        members = ids if len(ids) == 1 else roster.of_group(file)
        for each in members:
            owned.setdefault(each, []).append(file)
        if not members:
            others.append((file, ids))
    by_name = set(owned)
    unmatched = [_by_numbers(roster, owned, by_name, *each) for each in others]
    unmatched = [each for each in unmatched if each]
    return owned, unmatched, newcomers, [owner for owner in owned if owner not in by_name]


def _by_numbers(roster, owned, by_name, file, ids):
    """Give a file that names nobody to whom its own numbers belong; else say why it is nobody's."""
    inside = []
    if not ids and is_notebook(file) and not file.trouble and not is_from_platform(file):
        inside = roster.named_in(student_inside(file))
    if len(inside) == 1 and inside[0] not in by_name:
        owned.setdefault(inside[0], []).append(file)
        return None
    if inside:
        return plain(file.name), f"it has the own numbers of {inside[0]}, who handed in another"
    return plain(file.name), _why(file, ids)


def _why(file, ids):
    if ids:
        return f"it could be that of {', '.join(ids)}"
    return file.trouble or ("it names nobody of the class" if is_notebook(file) else NO_NOTEBOOK)


def _shared_folders(files):
    """How many folders lie around everything; one file alone lies in its student's."""
    folders = [file.parts[:-1] for file in files]
    return len(os.path.commonprefix(folders)) if len(files) > 1 else 0


def _work(found, assignment):
    """The best of a student's files, and notes about the others."""
    troubled = [file for file in found if file.trouble]
    readable = [file for file in found if is_notebook(file) and not file.trouble]
    candidates = readable or troubled or [_no_notebook(file) for file in found]
    chosen, *others = sorted(candidates, key=lambda file: _rank(file, assignment), reverse=True)
    notes = ["handed in late, as Canvas tells"] if is_late(chosen) else []
    if others := [file for file in others if not same(file, chosen)]:
        listed = ", ".join(plain(file.name) for file in others)
        notes.append(f"of several files, {plain(chosen.name)} was marked, and not {listed}")
    if readable:
        notes += [f"{plain(file.name)}: {file.trouble}" for file in troubled]
    return Work(chosen, tuple(notes))


def _no_notebook(file):
    return File(file.name, file.path, file.inside, file.date, file.trouble or NO_NOTEBOOK)


def _rank(file, assignment):
    stem = stem_of(folded(file.parts[-1]))
    named = folded(assignment) in stem
    exact = without_version(stem).endswith(folded(assignment))
    return named, exact, version_of(stem), file.date, file.name
