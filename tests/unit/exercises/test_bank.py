"""Every exercise of the bank accepts its solution, names its mistakes and knows an empty answer."""

import pytest

from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG

EXERCISES = [
    getattr(check, name).exercise for name in dir(check) if name not in ("hint", "solution")
]
MISTAKES = [(exercise, mistake) for exercise in EXERCISES for mistake in exercise.mistakes]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_right_and_empty_answers(exercise):
    assert judge(exercise, exercise.answer).status == RIGHT
    assert judge(exercise, ...).status == NOT_ATTEMPTED


@pytest.mark.parametrize("exercise, mistake", MISTAKES, ids=lambda x: x.name.replace(" ", "-"))
def test_every_known_mistake_is_refused_and_named(exercise, mistake):
    verdict = judge(exercise, mistake.answer)
    assert verdict.status == WRONG
    assert verdict.mistake == mistake.name


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_every_exercise_helps(exercise):
    assert len(exercise.hints) >= 2 and exercise.solution_text and exercise.mistakes


def test_the_bank_is_large():
    assert len(MISTAKES) >= 240
