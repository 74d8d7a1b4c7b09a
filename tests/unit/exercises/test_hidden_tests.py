"""The graded tests agree with the checks: right answers pass them, wrong ones do not."""

import contextlib
import io

import numpy as np
import pytest

from coursekit.classroom import cells
from coursekit.exercises import bank
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import RIGHT
from coursekit.notebooks import store
from tests.unit.exercises.submissions import load
from workshop.exercises.build import sources
from workshop.lessons.project import find_project

SHEETS = [name for files in bank.CONTENTS.values() for name in files.get("sheet", "").split()]
SUBMISSIONS = [submission for submission in load() if submission.exercise in SHEETS]
NOTEBOOKS = [store.read(path).cells for path in sources(find_project())]


def _failure(name, answer):
    """Run the graded cell of an exercise with ``answer``; return its error, or ``None``."""
    before, graded = _cells(name)
    space = _run(before[:-1])
    space[name] = answer
    try:
        _run([graded], space)
    except Exception as error:
        return error
    return None


def _run(some, space=None):
    """Run cells, each answered rightly where it asks for an answer; return what they define."""
    space = {"__name__": "learner"} if space is None else space
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        for cell in some:
            exec(_as_answered(cell.source), space)
    return space


def _cells(name):
    """The code up to an exercise's own cell, and its graded cell."""
    for notebook in NOTEBOOKS:
        grade_ids = [cells.grade_id(cell) for cell in notebook]
        if name in grade_ids:
            before = [
                cell
                for cell in notebook[: grade_ids.index(name) + 1]
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


@pytest.mark.parametrize("name", SHEETS)
def test_the_solution_of_the_sheet_is_right_for_the_check(name):
    verdict = judge(bank.find(name), _run(_cells(name)[0])[name])
    assert verdict.status == RIGHT, verdict.message


@pytest.mark.parametrize("submission", RIGHT_ONES, ids=lambda s: s.label)
def test_right_answers_pass_the_graded_tests(submission):
    assert _failure(submission.exercise, submission.answer) is None


@pytest.mark.parametrize("submission", WRONG_ONES, ids=lambda s: s.label)
def test_wrong_answers_fail_the_graded_tests(submission):
    assert _failure(submission.exercise, submission.answer) is not None
