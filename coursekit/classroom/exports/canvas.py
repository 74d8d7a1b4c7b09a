"""``canvas.csv``: a file for the import of Canvas' gradebook.

Canvas wants the columns Student, ID, SIS User ID, SIS Login ID and Section in this order, then one
for each assignment, and a row that begins with “Points Possible”.  It knows a student by the first
of ID, SIS User ID, SIS Login ID and name that fits.  An empty cell would take back a mark that
stands in Canvas: who has no mark here has no row.
"""

from coursekit.classroom.exports.grades import number
from coursekit.classroom.tables import write_table

NAME = "canvas.csv"
HEADER = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
POINTS = "Points Possible"


def write_canvas(folder, assignment, results, of):
    """Write one row for each student who has a mark.

    Parameters
    ----------
    folder : Path
    assignment : str
        The title that the assignment has in Canvas.
    results : iterable of Result
    of : float
        Points to get.
    """
    rows = (_row(result) for result in results if result.is_mark)
    points = [POINTS, "", "", "", "", number(of)]
    write_table(folder / NAME, [*HEADER, assignment], _after(points, rows))


def _after(first, rows):
    yield first
    yield from rows


def _row(result):
    student = result.student
    ids = [student.also.get(name, "") for name in ("canvas", "sis user id", "sis login id")]
    if not any(ids):
        ids[-1] = student.id
    return [
        student.name or student.id, *ids, student.also.get("section", ""), number(result.total)
    ]  # fmt: skip
