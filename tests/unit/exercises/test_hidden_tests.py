"""The graded tests of the notebooks agree with the checks: right answers pass, wrong ones do not."""

import contextlib
import io
import random
import sys
from collections import Counter

import numpy as np
import pytest

from coursekit.exercises.checking import check
from coursekit.grading import marks
from coursekit.grading.build import sources
from coursekit.notebooks import store
from coursekit.notebooks.project import find_project

from .conftest import BY_HAND
from .submissions import load

SUBMISSIONS = load()
NOTEBOOKS = [store.read(path).cells for path in sources(find_project())]


def _parts(name):
    """The notebook that holds an exercise: its cells up to the graded one, without the checks."""
    for cells in NOTEBOOKS:
        grade_ids = [marks.grade_id(cell) for cell in cells]
        if name in grade_ids:
            graded = grade_ids.index(f"{name}_tests")
            return [cell for cell in cells[:graded] if cell.cell_type == "code"], cells[graded]
    raise LookupError(name)


def _failure(name, answer):
    """Run the graded cell with ``answer``; return the error it ends in, or ``None``."""
    before, graded = _parts(name)
    space = {"__name__": "learner"}
    with contextlib.redirect_stdout(io.StringIO()), np.errstate(all="ignore"):
        for cell in before:
            plain = not marks.is_graded(cell) and not cell.source.startswith("check.")
            if plain and marks.grade_id(cell) != name:
                exec(marks.solution_text(cell.source), space)  # set-up, and the other solutions
        space[name] = answer
        try:
            exec(graded.source, space)
        except Exception as error:
            return error
    return None


def _graded_tests(name):
    return [s for s in SUBMISSIONS if s.exercise == name]


RIGHT_ONES = [s for s in SUBMISSIONS if s.mistake is None]
WRONG_ONES = [s for s in SUBMISSIONS if s.mistake is not None]


@pytest.mark.parametrize("submission", RIGHT_ONES, ids=lambda s: s.label)
def test_right_answers_pass_the_graded_tests(submission):
    assert _failure(submission.exercise, submission.answer) is None


@pytest.mark.parametrize("submission", WRONG_ONES, ids=lambda s: s.label)
def test_wrong_answers_fail_the_graded_tests(submission):
    assert _failure(submission.exercise, submission.answer) is not None
