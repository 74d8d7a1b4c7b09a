"""Exercises on networks of several layers, against the engine and a walk over single neurons."""

import math

import numpy as np
import pytest

from coursekit import nn
from coursekit.exercises import check
from coursekit.exercises.diagnosis import judge
from coursekit.machines.gates import AND, NOR, OR, GateNetwork


def parameters_by_engine(sizes):
    model = nn.Sequential([nn.Input((sizes[0],)), *(nn.layers.Dense(n) for n in sizes[1:])])
    return model.count_params()


def pass_by_engine(x, Ws, bs):
    dense = [nn.layers.Dense(len(W), activation="tanh", dtype="float64") for W in Ws]
    model = nn.Sequential([nn.Input((len(x),), dtype="float64"), *dense])
    model.set_weights([part for W, b in zip(Ws, bs, strict=True) for part in (W.T, b)])
    return model.predict(x[None])[0]


def pass_by_neurons(x, Ws, bs):
    for W, b in zip(Ws, bs, strict=True):
        x = [math.tanh(b[i] + sum(W[i][j] * x[j] for j in range(len(x)))) for i in range(len(b))]
    return x


STYLES = {
    "xnor": [
        GateNetwork([[AND, NOR], [OR]]),
        lambda x: int(x[0] == x[1]),
        lambda x: np.array(1 - (x[0] ^ x[1])),
    ],
    "count_parameters": [
        parameters_by_engine,
        lambda sizes: sum((a + 1) * b for a, b in zip(sizes[:-1], sizes[1:], strict=True)),
    ],
    "forward_pass": [pass_by_engine, pass_by_neurons],
}


@pytest.mark.parametrize(
    ("name", "answer"), [(name, answer) for name, answers in STYLES.items() for answer in answers]
)
def test_right_in_other_styles(name, answer):
    verdict = judge(getattr(check, name).exercise, answer)
    assert verdict, verdict.message
