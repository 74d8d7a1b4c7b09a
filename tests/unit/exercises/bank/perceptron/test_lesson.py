"""Exercises on the perceptron: gates and rules as learners write them, against scikit-learn."""

import pytest
from sklearn.metrics import precision_score, recall_score

from coursekit.exercises import check
from coursekit.exercises.diagnosis import judge
from coursekit.machines.gates import AND, ThresholdGate


def update_by_cases(w, x, d, eta):
    s = w[0]
    for weight, value in zip(w[1:], x, strict=True):
        s += weight * value
    if s > 0 and d == 0:
        return [w[0] - eta, *(w[1:] - eta * x)]
    if s <= 0 and d == 1:
        return [w[0] + eta, *(w[1:] + eta * x)]
    return w


STYLES = {
    "nand": [ThresholdGate([-2, -3], -4.5), lambda x: int(sum(x) < 2), lambda x: not all(x)],
    "perceptron_update": [update_by_cases],
    "precision_recall": [lambda d, y: (precision_score(d, y), recall_score(d, y))],
}


@pytest.mark.parametrize(
    ("name", "answer"), [(name, answer) for name, answers in STYLES.items() for answer in answers]
)
def test_right_in_other_styles(name, answer):
    verdict = judge(getattr(check, name).exercise, answer)
    assert verdict, verdict.message


def test_gates_that_are_none():
    nand = check.nand.exercise
    assert judge(nand, AND).mistake == "that is AND"
    assert judge(nand, ThresholdGate([1], 0)).status == "wrong"
