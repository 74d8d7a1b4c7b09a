"""Exercises on optimizers: right answers in several styles, and answers of a wrong kind."""

import numpy as np
import pytest

from coursekit.exercises import check
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG


def adam_at_once(w, m, v, g, t, eta, beta_1, beta_2, epsilon):
    m, v = m + (1 - beta_1) * (g - m), v + (1 - beta_2) * (g * g - v)
    root = np.sqrt(v / (1 - beta_2**t))
    return [w - eta / (1 - beta_1**t) * m / (root + epsilon), m, v]


def rmsprop_by_power(w, s, g, eta, rho, epsilon):
    s = s * rho + g * g * (1 - rho)
    return w - eta * g * (s + epsilon) ** -0.5, s


RIGHT_ANSWERS = {
    "average_by_hand": [
        [10, 4.737, 10.369],
        (10.0, 4.7368, 10.3690),
        np.array([1 / 0.1, 0.9 / 0.19, 2.81 / 0.271]),
    ],
    "momentum_step": [lambda w, v, g, eta, beta: [w + beta * v - eta * g, beta * v - eta * g]],
    "rmsprop_step": [rmsprop_by_power],
    "adam_step": [adam_at_once],
    "painters": [
        {"A": "momentum", "B": "RMSprop", "C": "plain", "D": "Adam"},
        {"d": "adam", "c": " Plain", "b": "rmsprop", "a": "Momentum"},
        ["momentum", "RMSprop", "plain", "Adam"],
    ],
}
CASES = [(name, answer) for name, answers in RIGHT_ANSWERS.items() for answer in answers]


@pytest.mark.parametrize(("name", "answer"), CASES)
def test_right_answers_in_several_styles(name, answer, capsys):
    assert getattr(check, name)(answer).status == RIGHT


@pytest.mark.parametrize("name", RIGHT_ANSWERS)
def test_stubs_are_not_attempted(name, capsys):
    def stub(*args): ...

    answer = ... if name in ("average_by_hand", "painters") else stub
    assert getattr(check, name)(answer).status == NOT_ATTEMPTED


@pytest.mark.parametrize(
    ("name", "answer", "word"),
    [
        ("adam_step", lambda w, m, v, g, t, eta, b1, b2, e: w, "shape"),
        ("average_by_hand", [10, 5], "shape"),
    ],
)
def test_answers_of_a_wrong_kind(name, answer, word, capsys):
    verdict = getattr(check, name)(answer)
    assert verdict.status == WRONG and not verdict.mistake and word in verdict.message
