"""Mark one submission: the key's locked cells, the student's answers, one run."""

import copy
import tempfile
from pathlib import Path

from coursekit.classroom import cells, trial
from coursekit.classroom.own import is_own


def mark(submission, key, timeout=60):
    """Return the marks of one submission.

    Only what stands in the key's solution cells is taken from the student; every other cell is the
    key's: own numbers, set-up and tests, whatever the student made of them.  An answer that is
    missing counts as not attempted.

    Parameters
    ----------
    submission : NotebookNode
        What a student handed in.
    key : NotebookNode
        The same assignment with solutions, for this student.
    timeout : float, default 60
        Seconds for one cell.

    Returns
    -------
    list of Mark
    """
    judged = merge(submission, key)
    with tempfile.TemporaryDirectory() as folder:
        return trial.run(judged, Path(folder), timeout)


def merge(submission, key):
    """The key's notebook with the student's answers in place of the solutions."""
    answers = {
        cells.grade_id(cell): cell.source for cell in submission.cells if cells.grade_id(cell)
    }
    judged = copy.deepcopy(key)
    for cell in judged.cells:
        if cells.is_solution(cell):
            empty = cells.without_solution(cell.source)
            cell.source = answers.get(cells.grade_id(cell), empty)
    return judged


def own_numbers_kept(submission, key):
    """Whether the student left the cell of own numbers as it was handed out."""
    mine = [cell.source for cell in submission.cells if is_own(cell)]
    return mine == [cell.source for cell in key.cells if is_own(cell)]
