"""The exercises of lesson 14: right answers in several styles, and answers that are none."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG
from coursekit.machines.hopfield import Hopfield


def weights_by_loops(patterns):
    P, N = patterns.shape
    W = [[0.0] * N for _ in range(N)]
    for i in range(N):
        for j in range(N):
            if i != j:
                W[i][j] = sum(patterns[k][i] * patterns[k][j] for k in range(P)) / N
    return W


def weights_by_outer(patterns):
    N = len(patterns[0])
    return sum(np.outer(p, p) for p in patterns) / N - len(patterns) / N * np.eye(N)


def weights_by_class(patterns):
    return Hopfield().fit(patterns).weights_


def sweep_by_loops(W, s, order):
    s = list(s)
    for i in order:
        total = sum(W[i, j] * s[j] for j in range(len(s)))
        if total > 0:
            s[i] = 1
        elif total < 0:
            s[i] = -1
    return s


def sweep_by_flips(W, s, order):
    new = np.array(s, dtype=float)
    for i in order:
        new[i] *= -1 if new[i] * (W[i] @ new) < 0 else 1
    return new


def step_by_library(x, h, W, U, b):
    # Two steps of which the first one, with an input made for it, produces the state h.
    layer = nn.layers.Dense(len(b), "tanh", dtype="float64")
    layer.build((None, len(x) + len(h)))
    layer.set_weights([np.vstack([W.T, U.T]), b])
    return layer.forward(np.concatenate([x, h])[None])[0]


def step_by_loops(x, h, W, U, b):
    m = len(b)
    z = [sum(W[i] * x) + sum(U[i] * h) + b[i] for i in range(m)]
    return [(np.exp(v) - np.exp(-v)) / (np.exp(v) + np.exp(-v)) for v in z]


def size_by_library(features, units):
    layer = nn.layers.SimpleRNN(units)
    layer.build((None, 5, features))
    return layer.count_params()


@pytest.mark.parametrize(
    "name, answer",
    [
        ("hopfield_weights", weights_by_loops),
        ("hopfield_weights", weights_by_outer),
        ("hopfield_weights", weights_by_class),
        ("recall_sweep", sweep_by_loops),
        ("recall_sweep", sweep_by_flips),
        ("hopfield_energy", lambda W, s: -np.sum(np.triu(W) * np.outer(s, s))),
        ("hopfield_energy", lambda W, s: -np.einsum("i,ij,j->", s, W, s) / 2),
        ("rnn_step", step_by_library),
        ("rnn_step", step_by_loops),
        ("rnn_parameters", size_by_library),
        ("rnn_parameters", lambda features, units: units * (features + units + 1)),
    ],
)
def test_right_answers_in_any_style(name, answer):
    assert judge(getattr(check, name).exercise, answer).status == RIGHT


@pytest.mark.parametrize(
    "name, answer, words",
    [
        ("hopfield_weights", lambda patterns: patterns[0], "shape"),
        ("hopfield_weights", lambda patterns: patterns.sum(), "single number"),
        ("recall_sweep", lambda W, s, order: print(s), "returned None"),
        ("rnn_step", lambda x, h, W, U, b: np.tanh(W @ h[:0]), "stopped with"),
        ("rnn_parameters", lambda features, units: 1, "expected 3"),
    ],
)
def test_other_answers_get_a_sentence(name, answer, words):
    verdict = judge(getattr(check, name).exercise, answer)
    assert verdict.status == WRONG and words in verdict.message


def test_a_changed_input_is_noticed():
    def in_place(W, s, order):
        for i in order:
            if s[i] * (W[i] @ s) < 0:
                s[i] *= -1
        return s

    verdict = judge(check.recall_sweep.exercise, in_place)
    assert verdict.status == WRONG and "changed its input" in verdict.message


def test_empty_answers_are_no_attempt():
    def recall_sweep(W, s, order): ...

    assert judge(check.recall_sweep.exercise, recall_sweep).status == NOT_ATTEMPTED
