"""``moodle.csv``: a file for the import of Moodle's gradebook.

One column names the student: idnumber, or email address, or username; the instructor says so when
importing.  Moodle stops at a row whose student it does not know, and takes back a mark where a row
has feedback without one: who has no mark here has no row.
"""

import html

from coursekit.classroom.exports.grades import number
from coursekit.classroom.tables import write_table

NAME = "moodle.csv"
_KEYS = {"idnumber": "idnumber", "email": "email address", "username": "username"}


def write_moodle(folder, students, results):
    """Write the key, the grade and feedback for each student who has a mark.

    Parameters
    ----------
    folder : Path
    students : list of Student
        The whole class: the key is the first that everybody has.
    results : iterable of Result
    """
    known = [key for key in _KEYS if students and all(s.also.get(key) for s in students)]
    key = known[0] if known else "id"
    rows = (
        [_key(result.student, key), number(result.total), feedback(result)]
        for result in results
        if result.is_mark
    )
    write_table(folder / NAME, [_KEYS.get(key, "idnumber"), "grade", "feedback"], rows)


def feedback(result):
    """What a student may read, in one line: points an exercise, the named mistake, the comments."""
    parts = []
    for exercise in dict.fromkeys(task["exercise"] for task in result.record["tasks"]):
        tasks = [task for task in result.record["tasks"] if task["exercise"] == exercise]
        got, worth = (sum(task[name] for task in tasks) for name in ("points", "worth"))
        said = [task["mistake"] for task in tasks if task["mistake"]]
        mistake = f": {said[0]}" if said else ""
        parts.append(f"{exercise} {number(got)}/{number(worth)}{mistake}")
    return html.escape("; ".join([*parts, *result.hand.comments]), quote=False)


def _key(student, key):
    return student.id if key == "id" else student.also[key]
