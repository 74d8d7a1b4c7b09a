"""Exercises of lesson 04 accept right answers in other styles than the model solution."""

import math

import numpy as np
import pytest
from scipy.special import expit
from scipy.special import softmax as scipy_softmax

from coursekit import nn
from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG


def plain_sigmoid(z):
    a = 1 / (1 + np.exp(-z))  # overflows to infinity with a warning, which is harmless here
    return a, a * (1 - a)


def sigmoid_by_loops(z):
    a = [0.5 + 0.5 * math.tanh(value / 2) for value in np.ravel(z)]
    a = np.reshape(a, np.shape(z))
    return [a, a - a**2]


def leaky_by_masks(z, alpha):
    slope = np.ones_like(z)
    slope[z <= 0] = alpha
    return slope * z, slope


def jacobian_by_loops(z):
    a = scipy_softmax(z)
    k = len(a)
    return [[a[i] * ((i == j) - a[j]) for j in range(k)] for i in range(k)]


CURES = (
    ("40 of 64", "smaller steps or a leak"),
    ("half", "leave it"),
    ("255", "scale the inputs"),
    ("ten", "replace the sigmoids"),
    ("species", "Softmax at the output"),
    ("XOR", "add an activation"),
)


def by_search(finding):
    return next(cure for word, cure in CURES if word in finding)


STYLES = {
    "sigmoid_and_slope": [
        plain_sigmoid,
        sigmoid_by_loops,
        lambda z: (expit(z), expit(z) * expit(-z)),
    ],
    "leaky_and_slope": [leaky_by_masks],
    "softmax": [scipy_softmax, nn.activations.softmax, lambda z: list(scipy_softmax(z))],
    "softmax_jacobian": [jacobian_by_loops, nn.activations.softmax.jacobian],
    "dead_units": [
        lambda Z: Z.max(axis=0) <= 0,
        lambda Z: [not any(row[j] > 0 for row in Z) for j in range(Z.shape[1])],
    ],
    "output_activation": [
        lambda task: "Softmax" if "one of" in task else "sigmoid" if "text" in task or
        "cat" in task else "linear",
    ],
    "prescribe": [
        by_search,
        lambda finding: by_search(finding).upper(),
        lambda finding: np.str_(by_search(finding)),
    ],
}  # fmt: skip


@pytest.mark.parametrize(
    "name, answer", [(name, answer) for name, answers in STYLES.items() for answer in answers]
)
def test_right_in_other_styles(name, answer):
    verdict = judge(getattr(check, name).exercise, answer)
    assert verdict.status == RIGHT, verdict.message


@pytest.mark.parametrize(
    "word, cure, mistake",
    [
        ("half", "smaller steps or a leak", "treated a healthy ReLU"),
        ("40 of 64", "leave it", "left dead units alone"),
        ("255", "smaller steps or a leak", "took saturated for dead"),
        ("ten", "scale the inputs", "scaled the inputs of a deep sigmoid network"),
        ("XOR", "replace the sigmoids", "took a missing bend for vanishing"),
    ],
)
def test_a_wrong_cure_gets_its_name(word, cure, mistake):
    verdict = judge(
        check.prescribe.exercise, lambda finding: cure if word in finding else by_search(finding)
    )
    assert (verdict.status, verdict.mistake) == (WRONG, mistake)


def test_the_stub_of_the_lesson_counts_as_not_attempted():
    assert judge(check.output_activation.exercise, lambda task: ...).status == NOT_ATTEMPTED


def test_a_sum_of_exactly_zero_is_judged():
    exercise = check.dead_units.exercise
    assert judge(exercise, lambda Z: (Z < 0).all(axis=0)).status == WRONG
