"""Exercises on backpropagation by hand, against derivatives by complex steps."""

import numpy as np
import pytest

from coursekit.exercises import check
from coursekit.exercises.diagnosis import judge
from coursekit.nn.activations import softmax

H = 1e-30


def slopes(function, values):
    """The derivative of ``function`` along each of ``values``, by complex steps."""
    values = np.asarray(values, dtype=complex)
    steps = 1j * H * np.eye(len(values))
    return [function(values + step).imag / H for step in steps]


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def neuron_by_steps(x, w, b, y):
    return slopes(lambda p: (sigmoid(p[:-1] @ x + p[-1]) - y) ** 2 / 2, [*w, b])


def paths_by_steps(dE_dz_o, w_out, a_h, x):
    z = np.log(a_h / (1 - a_h))

    def outputs(w):  # the part of the error that a small change of the weight moves
        return dE_dz_o @ (w_out * sigmoid(z + w[0] * x))

    return slopes(outputs, [0.0])[0]


def softmax_by_steps(dE_da, a):
    return slopes(lambda z: dE_da @ softmax(z), np.log(a))


def softmax_by_loops(dE_da, a):
    k = range(len(a))
    return [sum(dE_da[i] * a[i] * ((i == j) - a[j]) for i in k) for j in k]


STYLES = {
    "neuron_gradient": [neuron_by_steps],
    "two_paths": [paths_by_steps, lambda d, w, a, x: sum(d * w) * (a - a**2) * x],
    "softmax_backward": [softmax_by_steps, softmax_by_loops, lambda d, a: a * (d - d @ a)],
}


@pytest.mark.parametrize(
    ("name", "answer"), [(name, answer) for name, answers in STYLES.items() for answer in answers]
)
def test_right_in_other_styles(name, answer):
    verdict = judge(getattr(check, name).exercise, answer)
    assert verdict, verdict.message
