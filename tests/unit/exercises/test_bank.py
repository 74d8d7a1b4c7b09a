"""Every exercise of the bank accepts its solution, names its mistakes and knows an empty answer."""

import numpy as np
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


class Stubborn:
    """An object that raises whatever it is asked."""

    def _refuse(self, *_, **__):
        raise RuntimeError

    __array__ = __eq__ = __float__ = __getattr__ = __iter__ = __len__ = __repr__ = _refuse
    __hash__ = None


ITSELF = []
ITSELF.append(ITSELF)
ODD = [Stubborn(), ITSELF, (Stubborn(),) * 4, {}, {1: 2}, "x", "9" * 10**6, b"x", 1j, 10**400]
ODD += [[[1], [2, 3]], object(), type, range(3), np.zeros((0, 3)), np.datetime64("2020"), [None]]


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
def test_whatever_is_handed_in_gets_a_sentence(exercise):
    for odd in ODD:
        for answer in [odd, lambda *_, odd=odd: odd]:
            verdict = judge(exercise, answer)
            assert verdict.status == WRONG and 10 < len(verdict.message) < 600


def test_the_bank_is_large():
    assert len(MISTAKES) >= 240
