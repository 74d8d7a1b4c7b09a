"""Mark a class: find each student's notebook, mark it against the key, write the table."""

from dataclasses import dataclass
from pathlib import Path

from coursekit.classroom import cells
from coursekit.classroom.marking import mark, own_numbers_kept
from coursekit.classroom.tables import write_table
from coursekit.classroom.trial import Mark
from coursekit.notebooks import store


@dataclass(frozen=True)
class Graded:
    """What one student got.

    Attributes
    ----------
    student : str
        The student's id.
    marks : tuple of Mark
        One for each graded cell of the key.
    own_numbers_kept : bool
        False when the student changed the cell of own numbers; marked with those handed out.
    """

    student: str
    marks: tuple[Mark, ...]
    own_numbers_kept: bool = True

    def __str__(self):
        got, worth = (sum(getattr(m, name) for m in self.marks) for name in ("points", "worth"))
        changed = " (the cell of own numbers was changed; marked with those handed out)"
        return f"{self.student}: {got:g} of {worth:g} points" + changed * (
            not self.own_numbers_kept
        )


def grade_class(name, submitted, key, timeout=60):
    """Yield a :class:`Graded` for each student who has a key, in the order of their ids.

    Parameters
    ----------
    name : str
        The assignment.
    submitted : Path
        Holds ``<id>/<name>.ipynb``, or ``<id>.ipynb`` where a platform flattened it.
    key : Path
        The folder ``key`` that :func:`coursekit.classroom.assignment.hand_out` wrote.
    timeout : float, default 60
        Seconds for one cell.

    Raises
    ------
    ValueError
        When there is no key.
    """
    keys = sorted(Path(key).glob(f"*/{name}.ipynb"))
    if not keys:
        raise ValueError(f"No key for {name!r} in {key}.")
    for file in keys:
        student = file.parent.name
        yield grade(student, _submission(Path(submitted), student, name), store.read(file), timeout)


def grade(student, path, key, timeout=60):
    """Return the :class:`Graded` of one student; a file that is missing or broken gets no points.

    Parameters
    ----------
    student : str
    path : Path
        Where the submission should be.
    key : NotebookNode
    timeout : float, default 60
        Seconds for one cell.
    """
    if not path.is_file():
        return Graded(student, _nothing(key, "nothing was handed in"))
    try:
        submission = store.read(path)
        marks = tuple(mark(submission, key, timeout))
    except ValueError as error:
        return Graded(student, _nothing(key, str(error)))
    return Graded(student, marks, own_numbers_kept(submission, key))


def write_grades(path, graded):
    """Write one row a test: id, test, points, of, reason."""
    rows = [
        [each.student, m.grade_id, m.points, m.worth, m.reason]
        for each in graded
        for m in each.marks
    ]
    write_table(path, ["id", "test", "points", "of", "reason"], rows)


def _submission(folder, student, name):
    flat = folder / f"{student}.ipynb"
    return flat if flat.is_file() else folder / student / f"{name}.ipynb"


def _nothing(key, reason):
    return tuple(
        Mark(cells.grade_id(cell), 0, cells.points(cell), reason)
        for cell in key.cells
        if cells.is_graded(cell)
    )
