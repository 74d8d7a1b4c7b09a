"""Exercises on gradient descent: right answers in several styles, and answers of a wrong kind."""

import math

import numpy as np
import pytest

from coursekit.exercises import check
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG


def gradient_by_loop(m, c, x, y):
    dm = dc = 0.0
    for xi, yi in zip(x, y, strict=True):
        dm += 2 * (m * xi + c - yi) * xi / len(x)
        dc += 2 * (m * xi + c - yi) / len(x)
    return [dm, dc]


def updates_by_loop(rows, batch_size, epochs):
    made = 0
    for _ in range(epochs):
        left = rows
        while left > 0:
            left -= batch_size
            made += 1
    return made


RIGHT_ANSWERS = {
    "one_update": [4.4, np.float64(4.4), 5 - 0.1 * (2 * 5 - 4)],
    "largest_rate": [
        lambda k: 2 / max(k),
        lambda k: min(2 / value for value in k),
        lambda k: np.array(2 / np.sort(k)[-1]),
    ],
    "line_gradient": [
        gradient_by_loop,
        lambda m, c, x, y: np.array([2 * (m * x + c - y) @ x, 2 * (m * x + c - y).sum()]) / len(x),
    ],
    "count_updates": [updates_by_loop, lambda r, b, e: -(-r // b) * e],
    "loss_curves": [
        {"A": "too large", "B": "too small", "C": "beyond the edge", "D": "right"},
        {"d": "Right", "c": "Beyond the  edge", "b": "too small ", "a": "TOO LARGE"},
        ["too large", "too small", "beyond the edge", "right"],
    ],
}
CASES = [(name, answer) for name, answers in RIGHT_ANSWERS.items() for answer in answers]


@pytest.mark.parametrize(("name", "answer"), CASES)
def test_right_answers_in_several_styles(name, answer, capsys):
    assert getattr(check, name)(answer).status == RIGHT


@pytest.mark.parametrize("name", RIGHT_ANSWERS)
def test_stubs_are_not_attempted(name, capsys):
    def stub(*args): ...

    answer = ... if name in ("one_update", "loss_curves") else stub
    assert getattr(check, name)(answer).status == NOT_ATTEMPTED


@pytest.mark.parametrize(
    ("name", "answer", "word"),
    [
        ("largest_rate", 0.5, "expects a function"),
        ("largest_rate", lambda k: math.nope, "nope"),
        ("line_gradient", lambda m, c, x, y: 2 * np.mean(m * x + c - y), "shape"),
    ],
)
def test_answers_of_a_wrong_kind(name, answer, word, capsys):
    verdict = getattr(check, name)(answer)
    assert verdict.status == WRONG and not verdict.mistake and word in verdict.message
