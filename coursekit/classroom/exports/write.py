"""All tables of a marking, written only when no student loses a mark by it."""

import csv
import hashlib
import json
import math
import os

from coursekit._files import write_text
from coursekit.classroom.by_hand import NAME as BY_HAND
from coursekit.classroom.by_hand import ByHand
from coursekit.classroom.exports.canvas import write_canvas
from coursekit.classroom.exports.grades import GRADES, write_grades, write_tests
from coursekit.classroom.exports.moodle import write_moodle
from coursekit.classroom.exports.notes import write_notes
from coursekit.classroom.exports.result import Result

SEAL = ".written.json"
DRAFT = ".grades.csv"


class Results:
    """The class's results in its order, read from the journal one by one, as often as needed."""

    def __init__(self, students, records, hands, hand_worth):
        self.students = [student for student in students if student.id in records]
        self._records, self._hands, self._worth = records, hands, hand_worth

    def __iter__(self):
        for student in self.students:
            hand = self._hands.get(student.id, ByHand())
            yield Result(student, self._records[student.id], hand, self._worth)


def losses(folder, results):
    """Say what writing the results would take away from the tables that stand in the folder.

    Returns
    -------
    list of str
        One sentence each; empty when nothing is lost.
    """
    path = folder / GRADES
    if not path.exists():
        return []
    found = []
    if _seal(path) not in _sealed(folder):
        found.append(
            f"{GRADES} was changed by hand since it was written ({BY_HAND} is the place for that)"
        )
    old, lower = _totals(path), []
    for result in results:
        before = old.pop(result.student.id, 0.0)
        if result.total < before - 1e-9:
            lower.append(f"{result.student.id} from {before:g} to {result.total:g}")
    if lower:
        found.append(f"{len(lower)} would have fewer points: {_few(lower)}")
    if old:
        found.append(f"{len(old)} would lose their row: {_few(sorted(old))}")
    return found


def write_all(folder, assignment, results, unmatched, equal=()):
    """Write every table, each whole or not at all."""
    write_tests(folder, results)
    write_notes(folder, results, unmatched, equal)
    write_canvas(folder, assignment, results, max((r.of for r in results), default=0))
    write_moodle(folder, results.students, results)
    write_grades(folder / DRAFT, results)
    # Both hashes: whenever this is killed, the table that stands there is known as ours.
    known = [_seal(folder / name) for name in (GRADES, DRAFT) if (folder / name).exists()]
    write_text(folder / SEAL, json.dumps({GRADES: known}) + "\n")
    os.replace(folder / DRAFT, folder / GRADES)


def _seal(path):
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _sealed(folder):
    try:
        return json.loads((folder / SEAL).read_text("utf-8"))[GRADES]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _totals(path):
    """``{id: total}`` of a table, however somebody changed it."""
    try:
        rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
        return {row.get("id") or "": _number(row.get("total")) for row in rows}
    except (UnicodeDecodeError, csv.Error):
        return {}


def _number(text):
    try:
        value = float(text or 0)
    except ValueError:
        return 0.0
    return value if math.isfinite(value) else 0.0


def _few(names, most=5):
    rest = f" and {len(names) - most} more" if len(names) > most else ""
    return ", ".join(names[:most]) + rest
