"""``by_hand.csv``: the marks and comments of a person; a run adds rows and changes none."""

import csv
import io
import math
from dataclasses import dataclass, field
from pathlib import Path

from coursekit._files import write_text
from coursekit.classroom import cells
from coursekit.classroom.tables import row_text

NAME = "by_hand.csv"
HEADER = ["id", "name", "task", "points", "of", "comment"]
#: The row for points and a comment on the whole work.
WHOLE = "whole work"


@dataclass
class ByHand:
    """What a person gave one student.

    Attributes
    ----------
    points : float
    comments : list of str
    waiting : int
        Tasks without points.
    rows : set of str
        The tasks that have a row.
    given : bool
        Whether any points stand there.
    """

    points: float = 0.0
    comments: list = field(default_factory=list)
    waiting: int = 0
    rows: set = field(default_factory=set)
    given: bool = False


def tasks_of(key):
    """``{name: points}`` of the key's cells that only a person can mark."""
    return {
        cells.grade_id(cell): cells.task_points(cell) for cell in key.cells if cells.is_task(cell)
    }


def read(folder):
    """Return ``{id: ByHand}`` of what stands in the folder's ``by_hand.csv``.

    Raises
    ------
    ValueError
        When a column is missing, or points are no number, or more than there are to get.
    """
    path = Path(folder) / NAME
    if not path.exists():
        return {}
    _, rows = _rows(path)
    found = {}
    for line, row in rows:
        hand = found.setdefault(row["id"], ByHand())
        hand.rows.add(row["task"])
        if row["points"]:
            hand.points += _points(row, line)
            hand.given = True
        elif row["task"] != WHOLE:
            hand.waiting += 1
        if row["comment"]:
            hand.comments.append(row["comment"])
    return found


def add_missing(folder, students, tasks):
    """Write a row for each task that has none yet, below what stands there already.

    Parameters
    ----------
    folder : Path
    students : iterable of Student
    tasks : dict
        ``{name: points}``, see `tasks_of`.
    """
    path, known = Path(folder) / NAME, read(folder)
    new = []
    for student in students:
        there = known[student.id].rows if student.id in known else set()
        wanted = {**tasks, WHOLE: ""}
        new += [
            [student.id, student.name, task, "", of, ""]
            for task, of in wanted.items()
            if task not in there
        ]
    if not new:
        return
    old, header, delimiter = "", HEADER, ","
    if path.exists():
        old = path.read_bytes().decode("utf-8")
        delimiter, header = _form(path)
        old += "" if old.endswith("\n") else "\r\n"
    places = [HEADER.index(name) if name in HEADER else None for name in header]
    rows = [["" if place is None else row[place] for place in places] for row in new]
    head = "" if path.exists() else row_text(HEADER)
    write_text(path, old + head + "".join(row_text(row, delimiter) for row in rows))


def _rows(path):
    """The header and ``(line, row)``, whatever a spreadsheet made of delimiter and order."""
    try:
        text = path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not UTF-8 text: save it as CSV UTF-8.") from None
    delimiter, header = _form(path)
    if lacking := [name for name in ("id", "task", "points") if name not in header]:
        raise ValueError(f"{path} has no column “{lacking[0]}”: bring its first line back.")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    next(reader)
    rows = []
    for values in reader:
        row = dict.fromkeys(HEADER, "") | dict(zip(header, map(str.strip, values)))
        if row["id"]:
            rows.append((reader.line_num, row))
    return header, rows


def _form(path):
    head = path.read_text("utf-8-sig").partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    return delimiter, [name.strip().lower() for name in head.strip().split(delimiter)]


def _points(row, line):
    try:
        points = float(row["points"].replace(",", "."))
        most = float(row["of"].replace(",", ".") or "inf")
    except ValueError:
        points = math.nan
        most = 0.0
    if not math.isfinite(points) or points > most:
        raise ValueError(
            f"Line {line} of {NAME}: {row['points']!r} is no number of points out of "
            f"{row['of'] or 'any'}; correct it."
        )
    return points
