"""A class list: a CSV file with one student a row, checked before anything is written."""

import csv
import io
import re
from dataclasses import dataclass, field
from pathlib import Path

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{name}{n}" for name in ("com", "lpt") for n in range(10)
}

#: What a column is called here, and in the lists that Canvas and Moodle export.
COLUMNS = {
    "id": ("id",),
    "name": ("name", "student", "full name", "fullname"),
    "first": ("first name", "firstname"),
    "last": ("last name", "lastname", "surname"),
    "idnumber": ("idnumber", "id number"),
    "username": ("username",),
    "email": ("email address", "email", "e-mail"),
    "participant": ("identifier",),
    "sis user id": ("sis user id",),
    "sis login id": ("sis login id",),
    "section": ("section",),
    "group": ("group", "groups", "group name", "group_name"),
    "canvas": ("student",),
}
#: The columns that can name a student, the best first.
_NAMES_A_STUDENT = ("id", "idnumber", "username", "email")


@dataclass(frozen=True)
class Student:
    """One row of a class list.

    Attributes
    ----------
    id : str
    name : str, default ""
    also : dict, default empty
        What the other known columns hold, by the names in `COLUMNS`: ``"email"``, ``"section"``, …
    """

    id: str
    name: str = ""
    also: dict = field(default_factory=dict, compare=False)


def read_class(path):
    """Return the students of a class list, in the file's order.

    Parameters
    ----------
    path : path of a CSV file
        Its first line names the columns: ``id``, and ``name`` if wanted.  The gradebook that
        Canvas exports and the lists that Moodle exports can be used as they are: without a column
        ``id``, the first of ``idnumber``, ``username`` and ``email address`` that is filled in
        everywhere takes its place.  Comma, semicolon or tab, with or without a byte-order mark.

    Raises
    ------
    ValueError
        When there is no file, no column that names the students, a known column twice, a quote
        that does not close on its line, no student, an id twice (also when only large and small
        letters differ), or an id that cannot be the name of a folder.
    """
    path = Path(path)
    header, rows = _table(_text(path))
    places = _places(header, path)
    people = [(line, _fields(row, places)) for line, row in rows]
    people = [(line, fields) for line, fields in people if _is_person(fields)]
    key = _key(places, people, path)
    students = [_student(fields, key, line) for line, fields in people]
    _refuse_doubles(students, path)
    return students


def can_name_folder(text):
    """Whether ``text`` can name a student, and with it a folder on any system."""
    device = text.lower().partition(".")[0] in _RESERVED  # names that Windows keeps for itself
    return bool(_ID.fullmatch(text)) and not text.endswith(".") and not device


def _text(path):
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise ValueError(f"The class list {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ValueError(
            f"The class list {path} is not UTF-8 text: save it as CSV UTF-8."
        ) from None


def _table(text):
    """The header and ``(line, row)`` of every row that holds something."""
    head = text.partition("\n")[0]
    reader = csv.reader(
        io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True
    )
    rows, begin = [], 1
    try:
        for row in reader:
            if any("\n" in value or "\r" in value for value in row):
                raise csv.Error
            rows.append((begin, row))
            begin = reader.line_num + 1
    except csv.Error:
        raise ValueError(
            f'Line {begin} of the class list has a quote (") that does not close on that line: '
            "close it or take it out."
        ) from None
    header = rows[0][1] if rows else []
    return header, [(line, row) for line, row in rows[1:] if any(map(str.strip, row))]


def _places(header, path):
    """Where each known column stands."""
    names = [" ".join(name.lower().split()) for name in header]
    places = {}
    for column, known in COLUMNS.items():
        found = [place for place, name in enumerate(names) if name in known]
        if len(found) > 1:
            raise ValueError(
                f"The class list {path} has two columns “{header[found[1]].strip()}”: keep one."
            )
        if found:
            places[column] = found[0]
    if not set(places) & set(_NAMES_A_STUDENT):
        raise ValueError(
            f"The class list {path} has no column “id”: its first line must name the columns, "
            f"as in “id,name”. It has: {', '.join(filter(None, names)) or 'none'}."
        )
    return places


def _fields(row, places):
    found = {
        column: " ".join(row[place].split()) for column, place in places.items() if place < len(row)
    }
    if "canvas" in found:  # only Canvas calls the names “Student”: its ids are Canvas' own
        found["canvas"] = found.get("id", "")
    if "name" not in found:
        found["name"] = " ".join(filter(None, (found.get("first"), found.get("last"))))
    return {column: value for column, value in found.items() if value}


def _is_person(fields):
    """Canvas' second row tells the points, and its third row may tell what is muted."""
    return bool(fields) and not fields.get("name", "").lower().startswith("points possible")


def _key(places, people, path):
    """The column that names the students: the first one that nobody lacks."""
    if not people:
        raise ValueError(f"The class list {path} names no student.")
    known = [column for column in _NAMES_A_STUDENT if column in places]
    whole = [column for column in known if all(fields.get(column) for _, fields in people)]
    return "id" if "id" in known else (whole or known)[0]


def _student(fields, key, line):
    student_id = fields.get(key, "")
    if not can_name_folder(student_id):
        raise ValueError(
            f"Line {line} of the class list: the id {student_id!r} cannot name a folder. Use up to "
            "64 letters, digits and . _ @ + - and begin with a letter or digit."
        )
    also = {column: value for column, value in fields.items() if column not in ("id", "name")}
    return Student(student_id, fields.get("name", ""), also)


def _refuse_doubles(students, path):
    seen = {}
    for student in students:
        other = seen.setdefault(student.id.lower(), student)
        if other is not student:
            raise ValueError(
                f"The class list {path} has two students with one id: {other.id!r} and "
                f"{student.id!r}. Ids must differ in more than large and small letters."
            )
