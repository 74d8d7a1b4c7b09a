"""Every check accepts the solution it prints, names its mistakes and knows an empty answer."""

import ast

import numpy as np
import pytest

from coursekit.exercises import bank
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG
from coursekit.machines import gates

EXERCISES = [bank.find(name) for name in bank.names()]
MISTAKES = [
    (exercise, mistake)
    for exercise in EXERCISES
    for mistake in exercise.mistakes
    if mistake.answer is not None  # those that only `examine` sees are tested with their lesson
]
# Solutions that are a sentence, or train for half a minute; their lessons' tests try the values.
TOLD = {
    "decimals_to_learn",
    "repaired",
    "one_update",
    "diverging_rate",
    "average_by_hand",
    "momentum_edge",
    "one_rate_for_three",
    "small_cnn",
}
PRINTED = [e for e in EXERCISES if e.solution and e.name not in TOLD]


def printed_answer(exercise):
    """What a learner has after copying the solution into a cell."""
    space = {"np": np, **vars(gates)}
    *lines, last = ast.parse(exercise.solution_text).body
    if isinstance(last, ast.Expr):
        exec(compile(ast.Module(lines, []), "<solution>", "exec"), space)
        return eval(compile(ast.Expression(last.value), "<solution>", "eval"), space)
    exec(exercise.solution_text, space)
    return space[last.name if isinstance(last, ast.FunctionDef) else last.targets[0].id]


@pytest.mark.parametrize("exercise", PRINTED, ids=lambda e: e.name)
def test_the_printed_solution_is_right(exercise):
    verdict = judge(exercise, printed_answer(exercise))
    assert verdict.status == RIGHT, verdict.message


@pytest.mark.parametrize("exercise", EXERCISES, ids=lambda e: e.name)
@pytest.mark.parametrize("empty", [..., None, lambda *given: ..., lambda *given: None])
def test_an_empty_answer_is_not_attempted(exercise, empty):
    assert judge(exercise, empty).status == NOT_ATTEMPTED


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
