"""The exercises of lesson 08: answers in several styles, and lists of arrays one by one."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.exercises.bank.matrices import lesson
from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG
from coursekit.nn import gradcheck

BACKPROP = check.backprop.exercise
REPAIRED = check.repaired.exercise


def row_by_row(X, Y, kernels, biases):
    """The lectures' column layout, one row after another, turned and averaged at the end."""
    total = None
    for x, y in zip(X, Y, strict=True):
        a = [x]
        for K, b in zip(kernels, biases, strict=True):
            a.append(1 / (1 + np.exp(-(K.T @ a[-1] + b))))
        delta, grads = (a[-1] - y) * a[-1] * (1 - a[-1]), []
        for l in range(len(kernels) - 1, -1, -1):
            grads = [np.outer(delta, a[l]).T, delta] + grads
            delta = (kernels[l] @ delta) * a[l] * (1 - a[l])
        total = grads if total is None else [s + g for s, g in zip(total, grads, strict=True)]
    return [g / len(X) for g in total]


def by_complex_steps(X, Y, kernels, biases):
    """No formula at all; a tuple instead of a list."""
    arrays = [array for pair in zip(kernels, biases, strict=True) for array in pair]

    def error(place, array):
        parts = [*arrays[:place], array, *arrays[place + 1 :]]
        A = X
        for K, b in zip(parts[::2], parts[1::2], strict=True):
            A = 1 / (1 + np.exp(-(A @ K + b)))
        return ((A - Y) ** 2).sum() / (2 * len(X))

    return tuple(
        gradcheck.complex_step(lambda array, place=place: error(place, array), array)
        for place, array in enumerate(arrays)
    )


def by_library(X, Y, kernels, biases):
    layers = [nn.layers.Dense(K.shape[1], "sigmoid", dtype="float64") for K in kernels]
    model = nn.Sequential([nn.Input((X.shape[1],)), *layers])
    model.set_weights([array for pair in zip(kernels, biases, strict=True) for array in pair])
    model.backward_from_loss(nn.losses.SquaredError("half_mean"), Y, model.forward(X))
    return [array.copy() for layer in model.layers for array in layer.grads.values()]


@pytest.mark.parametrize("answer", [row_by_row, by_complex_steps, by_library])
def test_right_backprop_in_any_style(answer):
    assert judge(BACKPROP, answer).status == RIGHT


def test_repaired_agrees_with_the_library():
    def by_library(X, Y, kernels, biases):
        names = ["tanh"] * (len(kernels) - 1) + [None]
        layers = [
            nn.layers.Dense(K.shape[1], name, dtype="float64")
            for K, name in zip(kernels, names, strict=True)
        ]
        model = nn.Sequential([nn.Input((X.shape[1],)), *layers])
        model.set_weights([array for pair in zip(kernels, biases, strict=True) for array in pair])
        model.backward_from_loss(nn.losses.SquaredError("half_mean"), Y, model.forward(X))
        return [array.copy() for layer in model.layers for array in layer.grads.values()]

    assert judge(REPAIRED, by_library).status == RIGHT


@pytest.mark.parametrize(
    "answer",
    [
        lambda fan_in, fan_out, activation: (
            4 / (2 * fan_in) if activation == "relu" else 1 / np.mean([fan_in, fan_out])
        ),
        lambda fan_in, fan_out, activation: {
            "relu": np.float64(2) / fan_in,
            "tanh": np.array(2.0) / (fan_in + fan_out),
        }[activation],
    ],
)
def test_right_variances_in_any_style(answer):
    assert judge(check.weight_variance.exercise, answer).status == RIGHT


def test_the_array_that_differs_is_named():
    def one_wrong(X, Y, kernels, biases):
        grads = lesson.backprop(X, Y, kernels, biases)
        return [*grads[:-1], grads[-1] + 1]

    verdict = judge(BACKPROP, one_wrong)
    assert verdict.status == WRONG and "array 2 of 2" in verdict.message


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda X, Y, kernels, biases: kernels, "1 arrays, expected 2"),
        (lambda X, Y, kernels, biases: 3.0, "expected a list of 2 arrays"),
        (lambda X, Y, kernels, biases: X @ biases, "stopped with"),
    ],
)
def test_other_things_get_a_sentence(answer, words):
    verdict = judge(BACKPROP, answer)
    assert verdict.status == WRONG and words in verdict.message


def test_an_empty_function_is_not_an_attempt():
    def backprop(X, Y, kernels, biases): ...

    assert judge(BACKPROP, backprop).status == NOT_ATTEMPTED
