"""Exercises of lesson 03 accept right answers in other styles, and name mistakes."""

import numpy as np
import pytest

from coursekit.exercises import check
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG


def by_copies(loss, weights, h):
    slopes = []
    for i, w in enumerate(weights):
        above = [*weights[:i], w + h, *weights[i + 1 :]]
        below = [*weights[:i], w - h, *weights[i + 1 :]]
        slopes.append((loss(above) - loss(below)) / (2 * h))
    return slopes


def by_the_identity(loss, weights, h):
    steps = h * np.eye(len(weights))
    return np.array([loss(weights + s) - loss(weights - s) for s in steps]) / (2 * h)


def put_back(loss, weights, h):
    weights, slopes = list(weights), {}
    for i in range(len(weights)):
        weights[i] += h
        above = loss(weights)
        weights[i] -= 2 * h
        slopes[i] = (above - loss(weights)) / (2 * h)
        weights[i] += h
    return tuple(slopes.values())


def diagnosed(report):
    if "1e-17" in report:
        return "too small"
    if "h = 1:" in report:
        return "Too large"
    words = {"|w|": "kink", "both": "two weights", "row 2": "other row"}
    return next((cause for word, cause in words.items() if word in report), "sound")


RIGHT_ANSWERS = {
    "chain_slope": [48, 2 * (3 + 1) * 6 * 1, np.float32(48), 47.99998],
    "gradient_by_nudging": [by_copies, by_the_identity, put_back],
    "diagnose_nudge": [
        diagnosed,
        lambda report: f" {diagnosed(report)} ",
        lambda report: np.str_(diagnosed(report)),
    ],
}
CASES = [(name, answer) for name, answers in RIGHT_ANSWERS.items() for answer in answers]


@pytest.mark.parametrize(("name", "answer"), CASES)
def test_right_answers_in_several_styles(name, answer, capsys):
    assert getattr(check, name)(answer).status == RIGHT


@pytest.mark.parametrize("name", RIGHT_ANSWERS)
def test_stubs_are_not_attempted(name, capsys):
    def stub(*args): ...

    answer = ... if name == "chain_slope" else stub
    assert getattr(check, name)(answer).status == NOT_ATTEMPTED


@pytest.mark.parametrize(
    ("name", "answer", "mistake"),
    [
        ("chain_slope", 2 * (3 * 1**2 + 1), "the outer link alone"),
        ("chain_slope", 8 + 6, "added the links"),
        ("gradient_by_nudging", lambda E, w, h: [2 * h * s for s in by_copies(E, w, h)],
         "forgot to divide by the nudge"),
        ("diagnose_nudge", lambda r: "sound" if "both" in r else diagnosed(r),
         "two weights called sound"),
        ("diagnose_nudge", lambda r: "too large" if "row" in r else diagnosed(r),
         "another row called too large"),
    ],
)  # fmt: skip
def test_a_mistake_gets_its_name(name, answer, mistake, capsys):
    verdict = getattr(check, name)(answer)
    assert verdict.status == WRONG and verdict.mistake == mistake
