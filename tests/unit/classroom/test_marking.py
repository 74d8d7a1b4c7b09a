"""Marking: what is judged, what is told, and that a slip costs its own points only."""

import dataclasses

import pytest
from nbformat import v4

from coursekit.classroom import sandbox
from coursekit.classroom.limits import Limits
from coursekit.classroom.marking import mark
from coursekit.classroom.release import release
from coursekit.classroom.states import State
from tests.classroom.corpus.key import Case, code, graded, key, solution


@pytest.fixture(scope="module")
def box():
    return sandbox.find("trust")  # as on every system


def linked():
    """A key in which a locked cell calls the first answer, and the second answer builds on it."""
    return v4.new_notebook(
        cells=[
            v4.new_markdown_cell("## 1. Twice\n\ntext"),
            code(solution("def double(x):\n", "    return 2 * x"), "double", solution=True),
            graded("double_tests", 1, "assert callable(double)", "assert double(2) == 4"),
            code("def late(rule):\n    return rule(5)\n\n\nten = double(5)", "link", locked=True),
            v4.new_markdown_cell("## 2. More\n\ntext"),
            code(solution("more = ...\n", "more = ten + 1"), "more", solution=True),
            graded("more_tests", 2, "assert more > 0", "assert more == ten + 1 == 11"),
        ]
    )


def answered(notebook, **answers):
    handed_in = release(notebook)
    for cell in handed_in.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        cell.source = answers.get(name, cell.source)
    return handed_in


def states(marked):
    return [task.state for task in marked.tasks]


def test_a_task_carries_what_reports_need(box):
    first, second = mark(linked(), linked(), sandbox=box).tasks
    assert dataclasses.astuple(first) == (
        *("double_tests", "1. Twice", State.PASSED, 1, 1, "", "", ""),
    )
    assert (second.exercise, second.points, second.worth) == ("2. More", 2, 2)


def test_what_follows_from_a_wrong_answer_is_made_with_the_solution(box):
    wrong = answered(linked(), double="def double(x):\n    return 0", more="more = ten + 1")
    assert states(mark(wrong, linked(), sandbox=box)) == [State.FAILED, State.PASSED]
    missing = answered(linked(), more="more = ten + 1")
    assert states(mark(missing, linked(), sandbox=box)) == [State.NOT_ATTEMPTED, State.PASSED]


def test_what_follows_is_made_again_for_a_new_worker(box):
    dies = answered(linked(), double="def double(x):\n    return 2 * x", more="more = ten + 1")
    place = next(k for k, cell in enumerate(dies.cells) if cell.source == "more = ten + 1")
    dies.cells.insert(place, code("import os\nos._exit(1)"))
    marked = mark(dies, linked(), sandbox=box)
    assert states(marked) == [State.PASSED, State.PASSED]
    assert "own first error" in marked.notes[0]


def test_a_test_that_leans_on_an_earlier_one_is_seen(box):
    leaning = linked()
    leaning.cells[2].source += "\nhelper = 1"
    leaning.cells[6].source += "\nassert helper"
    found = mark(leaning, leaning, sandbox=box)
    assert states(found) == [State.PASSED, State.FAILED]
    assert "'helper' is not defined" in found.tasks[1].reason


def test_the_time_for_all_cells_is_limited(box):
    slow = answered(
        key(),
        double="def double(x):\n    return 2 * x",
        figures="import time\ntime.sleep(30)",
        maker="def maker(k):\n    return abs",
    )
    marked = mark(slow, key(), Limits(cell=60, submission=4), box)
    assert states(marked)[1:] == [State.TIMEOUT] * 3


def test_a_test_that_stalls_over_an_answer_is_stopped(box):
    stalls = v4.new_notebook(
        cells=[
            code(solution("count = ...\n", "count = 3"), "count", solution=True),
            graded("tests", 1, "assert count > 0", "k = 0\nwhile k != count:\n    k += 1"),
        ]
    )
    endless = answered(stalls, count="count = 0.5")
    assert states(mark(stalls, stalls, Limits(cell=2), box)) == [State.PASSED]
    assert states(mark(endless, stalls, Limits(cell=1), box)) == [State.TIMEOUT]


def test_the_diagnosis_of_the_notebook_is_told(box):
    sheet = v4.new_notebook(
        cells=[
            code("import numpy as np\n\nfrom coursekit.exercises import attempted, check"),
            code(
                solution("def sigmoid(z):\n", "    return 1 / (1 + np.exp(-z))"),
                "sigmoid",
                solution=True,
            ),
            code("check.sigmoid(sigmoid)"),
            graded(
                "tests",
                1,
                "attempted(sigmoid)",
                "assert sigmoid(0.0) == 0.5 and sigmoid(9.0) > 0.9",
            ),
        ]
    )
    slip = answered(sheet, sigmoid="def sigmoid(z):\n    return 1 / (1 + np.exp(z))")
    (task,) = mark(slip, sheet, sandbox=box).tasks
    assert task.state is State.FAILED and task.mistake == "forgot the minus sign in the exponent"
    assert "known slip" in task.hint


def test_a_long_reason_is_one_line(box):
    noisy = Case("", "", {"double": "raise ValueError('\\x1b[31m' + 'x' * 10_000 + '\\n=1+1')"})
    (task, *_) = mark(noisy.notebook(), key(), sandbox=box).tasks
    assert task.reason.isprintable() and len(task.reason) < 300


def test_trust_is_told_in_the_notes():
    marked = mark(key(), key(), sandbox="trust")
    assert marked.points == marked.worth == 6
    assert any("without a sandbox" in note for note in marked.notes)


@pytest.mark.parametrize("name", ["cell", "memory"])
@pytest.mark.parametrize("value", [0, -1, float("nan"), float("inf"), "1"])
def test_a_limit_is_a_number_above_0(name, value):
    with pytest.raises(ValueError, match=f"The limit '{name}' must be a number above 0"):
        Limits(**{name: value})
