"""The graded tests agree with the checks: right answers pass them, wrong ones do not."""

import contextlib
import io

import numpy as np
import pytest

from coursekit.classroom import cells
from coursekit.classroom.build import sources
from coursekit.notebooks import store
from coursekit.notebooks.project import find_project
from tests.unit.exercises.submissions import load

SUBMISSIONS = load()
NOTEBOOKS = [store.read(path).cells for path in sources(find_project())]


def _failure(name, answer):
    """Run the graded cell of an exercise with ``answer``; return its error, or ``None``."""
    before, graded = _cells(name)
    space = {"__name__": "learner"}
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        for cell in before:  # set-up, and the right answers to the exercises before
            exec(_as_answered(cell.source), space)
        space[name] = answer
        try:
            exec(graded.source, space)
        except Exception as error:
            return error
    return None


def _cells(name):
    """The code that an exercise stands on, and its graded cell."""
    for notebook in NOTEBOOKS:
        grade_ids = [cells.grade_id(cell) for cell in notebook]
        if name in grade_ids:
            before = [
                cell
                for cell in notebook[: grade_ids.index(name)]
                if cell.cell_type == "code"
                and not cells.is_graded(cell)
                and not cell.source.startswith("check.")
            ]
            return before, notebook[grade_ids.index(f"{name}_tests")]
    raise LookupError(name)


def _as_answered(source):
    return cells.solution_text(source) if "### BEGIN SOLUTION" in source else source


RIGHT_ONES = [s for s in SUBMISSIONS if s.mistake is None]
WRONG_ONES = [s for s in SUBMISSIONS if s.mistake is not None]


@pytest.mark.parametrize("submission", RIGHT_ONES, ids=lambda s: s.label)
def test_right_answers_pass_the_graded_tests(submission):
    assert _failure(submission.exercise, submission.answer) is None


@pytest.mark.parametrize("submission", WRONG_ONES, ids=lambda s: s.label)
def test_wrong_answers_fail_the_graded_tests(submission):
    assert _failure(submission.exercise, submission.answer) is not None
