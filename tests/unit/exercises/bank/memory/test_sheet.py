"""The heart's curve may be given to a CNN or to an RNN, and the check says what speaks for each."""

import pytest

from coursekit.exercises import check
from coursekit.exercises.bank.memory.sheet import HEART, TASKS
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG


def choosing(kind):
    return lambda task: kind if task == HEART else TASKS[task]


@pytest.mark.parametrize(
    ("kind", "words"),
    [("RNN", "you chose an RNN"), (" rnn", "you chose an RNN"), ("Cnn", "you chose a CNN")],
)
def test_both_are_right_and_both_are_spoken_of(kind, words):
    verdict = judge(check.choose_network.exercise, choosing(kind))
    assert verdict.status == RIGHT
    assert words in verdict.message and "is right too" in verdict.message


@pytest.mark.parametrize("kind", ["DNN", "", 3, None, "CNN or RNN"])
def test_anything_else_is_not(kind):
    assert judge(check.choose_network.exercise, choosing(kind)).status == WRONG


@pytest.mark.parametrize("answer", [..., lambda task: ..., choosing(...)])
def test_an_empty_answer_is_not_attempted(answer):
    assert judge(check.choose_network.exercise, answer).status == NOT_ATTEMPTED


def test_one_of_the_two_has_to_be_chosen():
    verdict = judge(check.choose_network.exercise, choosing("CNN or RNN"))
    assert "Choose one network" in verdict.message
