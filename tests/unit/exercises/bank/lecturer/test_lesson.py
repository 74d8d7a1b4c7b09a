"""Answers of several styles to the exercises of lesson 15."""

import math
from decimal import Decimal

import numpy as np
import pytest

from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG


def by_round(printed, true, by_hand, followed):
    digits = len(printed.split(".")[1]) if "." in printed else 0
    for name, value in zip(("exact", "rounded", "carried"), (true, by_hand, followed), strict=True):
        if math.isclose(round(value, digits), float(printed), abs_tol=1e-12):
            return name
    return "wrong"


def by_format(printed, true, by_hand, followed):
    digits = max(0, -Decimal(printed).as_tuple().exponent)
    if f"{true:.{digits}f}" == printed:
        return "exact"
    if f"{by_hand:.{digits}f}" == printed:
        return "rounded"
    return "carried" if f"{followed:.{digits}f}" == printed else "Wrong"


def loop(gradients, eta):
    total = 0.0
    for g in gradients:
        total += eta * g * g
    return total


def unwritten(*arguments): ...


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("figure_verdict", by_round),
        ("figure_verdict", by_format),
        ("printed_sum", 0.15 * 0.05 + 0.25 * 0.10 + 0.35),
        ("printed_sum", np.dot([0.15, 0.25, 0.35], [0.05, 0.1, 1])),
        ("expected_drop", loop),
        ("expected_drop", lambda gradients, eta: eta * np.dot(gradients, gradients)),
        ("expected_drop", lambda g, eta: eta * np.linalg.norm(g) ** 2),
    ],
)
def test_right_in_any_style(name, answer):
    assert judge(getattr(check, name).exercise, answer).status == RIGHT


@pytest.mark.parametrize("name", ["figure_verdict", "expected_drop"])
def test_an_unwritten_function_is_not_an_attempt(name):
    assert judge(getattr(check, name).exercise, unwritten).status == NOT_ATTEMPTED


def test_a_wrong_verdict_shows_the_case():
    verdict = judge(check.figure_verdict.exercise, lambda *figures: "exact")
    assert verdict.status == WRONG and "printed = '0.4717'" in verdict.message
