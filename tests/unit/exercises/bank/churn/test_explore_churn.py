"""The answers found by playing with one customer are the explorer's."""

import pytest

from coursekit import explore
from coursekit.exercises.bank.churn.explore_churn import EXERCISES
from coursekit.exercises.diagnosis import judge

CHANGES, AGE = EXERCISES


@pytest.mark.parametrize("changes", [CHANGES.answer, *(m.answer for m in CHANGES.mistakes)])
def test_changes_are_judged_as_the_explorer_judges_them(changes):
    w = explore.churn(**changes)
    assert w.numbers["p_start"] > 0.5
    assert bool(judge(CHANGES, changes)) == w.numbers["goal"]


def test_the_age_at_the_top_of_the_curve():
    w = explore.churn()
    w.state = next(p.state for p in w.PRESETS if p.name == "Older and active")
    table = w.sweep("age", range(18, 93))
    assert table["age"][table["p"].idxmax()] == AGE.answer
    assert w.age == 77
    w.active = False
    table = w.sweep("age", range(18, 93))
    assert table["age"][table["p"].idxmax()] == 82


@pytest.mark.parametrize("answer", ["x", 3, [1, 2], {}, {"Age": 3}, {"age": 3}, [[1]] * 4])
def test_what_is_no_answer_gets_one_sentence(answer):
    verdict = judge(CHANGES, answer)
    assert verdict.status == "wrong" and verdict.message.count("\n") == 0
