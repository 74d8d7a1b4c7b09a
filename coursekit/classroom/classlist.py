"""A class list: a CSV file with one student a row, checked before anything is written."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import Path

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@+-]{0,63}")
_RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{name}{n}" for name in ("com", "lpt") for n in range(10)
}


@dataclass(frozen=True)
class Student:
    """One row of a class list."""

    id: str
    name: str = ""


def read_class(path):
    """Return the students of a class list, in the file's order.

    Parameters
    ----------
    path : path of a CSV file
        Its first line names the columns: ``id``, and ``name`` if wanted; other columns are passed
        over.  Comma or semicolon, with or without a byte-order mark.

    Raises
    ------
    ValueError
        When there is no file, no ``id`` column, no student, an id twice (also when only large and
        small letters differ), or an id that cannot be the name of a folder.
    """
    path = Path(path)
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise ValueError(f"The class list {path} cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise ValueError(
            f"The class list {path} is not UTF-8 text: save it as CSV UTF-8."
        ) from None
    head = text.partition("\n")[0]
    rows = csv.DictReader(io.StringIO(text, newline=""), delimiter=";" if ";" in head else ",")
    columns = {(name or "").strip().lower(): name for name in rows.fieldnames or ()}
    if "id" not in columns:
        raise ValueError(
            f"The class list {path} has no column “id”: its first line must name the columns, "
            f"as in “id,name”. It has: {', '.join(filter(None, columns)) or 'none'}."
        )
    students = [_student(row, columns, line) for line, row in enumerate(rows, start=2)]
    students = [student for student in students if student]
    _refuse_doubles(students, path)
    return students


def _student(row, columns, line):
    student_id = (row[columns["id"]] or "").strip()
    name = " ".join((row.get(columns.get("name")) or "").split())
    if not student_id and not name:
        return None
    if not can_name_folder(student_id):
        raise ValueError(
            f"Line {line} of the class list: the id {student_id!r} cannot name a folder. Use up to "
            "64 letters, digits and . _ @ + - and begin with a letter or digit."
        )
    return Student(student_id, name)


def can_name_folder(student_id):
    """Whether an id can name a folder on every system."""
    return bool(_ID.fullmatch(student_id)) and student_id[-1] != "." and not _device(student_id)


def _device(student_id):
    """Names that Windows keeps for itself."""
    return student_id.lower().partition(".")[0] in _RESERVED


def _refuse_doubles(students, path):
    if not students:
        raise ValueError(f"The class list {path} names no student.")
    seen = {}
    for student in students:
        other = seen.setdefault(student.id.lower(), student)
        if other is not student:
            raise ValueError(
                f"The class list has two students with one id: {other.id!r} and {student.id!r}. "
                "Ids must differ in more than large and small letters."
            )
