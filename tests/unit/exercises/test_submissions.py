"""Learners' answers to the graded exercises: none judged wrongly, mistakes called by their name."""

from collections import Counter

import pytest

from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import RIGHT, WRONG
from tests.unit.exercises.submissions import load

SUBMISSIONS = load()
RIGHT_ONES = [s for s in SUBMISSIONS if s.mistake is None]
WRONG_ONES = [s for s in SUBMISSIONS if s.mistake is not None]


def _verdict(submission):
    return judge(getattr(check, submission.exercise).exercise, submission.answer)


@pytest.mark.parametrize("submission", RIGHT_ONES, ids=lambda s: s.label)
def test_no_right_answer_is_refused(submission):
    verdict = _verdict(submission)
    assert verdict.status == RIGHT, verdict.message


@pytest.mark.parametrize("submission", WRONG_ONES, ids=lambda s: s.label)
def test_no_wrong_answer_is_accepted(submission):
    verdict = _verdict(submission)
    assert verdict.status == WRONG
    assert "Traceback" not in verdict.message


def test_nearly_every_mistake_gets_its_name():
    missed = [
        f"{s.label}: {v.mistake or 'no name'}"
        for s in WRONG_ONES
        if (v := _verdict(s)).mistake != s.mistake
    ]
    assert len(missed) <= 0.05 * len(WRONG_ONES), missed


def test_every_graded_exercise_has_enough_answers(graded_names):
    styles = Counter(s.exercise for s in RIGHT_ONES)
    slips = Counter(s.exercise for s in WRONG_ONES if s.mistake)
    assert [n for n in graded_names if styles[n] < 3] == []
    assert [n for n in graded_names if slips[n] < 5] == []
