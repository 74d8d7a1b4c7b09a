"""Metrics against Keras, all at once and in pieces."""

import keras
import numpy as np
import pytest

from coursekit.nn import metrics
from tests.support.checks.signatures import check_same_arguments

RNG = np.random.default_rng(8)
N, K = 300, 3
BINARY = RNG.integers(0, 2, N)
SCORES = np.clip(np.round(0.3 * BINARY + RNG.random(N) * 0.8 - 0.05, 2), 0, 1).astype("float32")
NUMBERS = RNG.integers(0, K, N)
TABLE = np.round(RNG.dirichlet(np.ones(K), N), 1).astype("float32")

CASES = [
    ("AUC", {}, BINARY, SCORES),
    ("AUC", {"num_thresholds": 7}, BINARY, SCORES),
    ("AUC", {}, BINARY, np.round(SCORES).astype("float32")),
    ("AUC", {}, BINARY[:, None], SCORES[:, None]),
    ("BinaryAccuracy", {}, BINARY, SCORES),
    ("BinaryAccuracy", {"threshold": 0.37}, BINARY[:, None], SCORES[:, None]),
    ("BinaryAccuracy", {}, BINARY, SCORES[:, None]),
    ("CategoricalAccuracy", {}, np.eye(K)[NUMBERS], TABLE),
    ("SparseCategoricalAccuracy", {}, NUMBERS, TABLE),
    ("SparseCategoricalAccuracy", {}, NUMBERS[:, None], TABLE),
    ("MeanSquaredError", {}, BINARY[:, None], SCORES[:, None]),
    ("MeanAbsoluteError", {}, np.eye(K)[NUMBERS], TABLE),
]


@pytest.mark.parametrize(("name", "options", "y", "p"), CASES)
def test_values_in_pieces(name, options, y, p):
    keras.utils.clear_session()
    ours, theirs = (getattr(m, name)(**options) for m in (metrics, keras.metrics))
    assert ours.name == theirs.name
    for piece in (slice(0, 50), slice(50, 51), slice(51, N)):
        ours.update_state(y[piece], p[piece])
        theirs.update_state(y[piece], p[piece])
        assert ours.result() == pytest.approx(float(theirs.result()), abs=1e-6)
    assert ours(y, p) == pytest.approx(float(theirs.result()), abs=1e-6)
    theirs.reset_state()
    ours.reset_state()
    assert ours.result() == float(theirs.result()) == 0.0


@pytest.mark.parametrize(
    ("y", "p"),
    [
        (BINARY, SCORES[:, None]),
        (BINARY[:, None], SCORES[:, None]),
        (NUMBERS, TABLE),
        (NUMBERS[:, None], TABLE),
        (np.eye(K)[NUMBERS], TABLE),
    ],
)
@pytest.mark.parametrize("word", ["accuracy", "acc"])
def test_accuracy_chooses_its_kind_as_keras_does(y, p, word):
    model = keras.Sequential([keras.Input(p.shape[1:]), keras.layers.Activation("linear")])
    model.compile(loss="mse", metrics=[word])
    # labels go to the metric alone: the loss would not take every shape
    model.compute_loss = lambda *arguments, **named: keras.ops.zeros(())
    y2 = y[:, None] if y.ndim == 1 and p.shape[1] == 1 else y
    expected = model.evaluate(p, y2, verbose=0, batch_size=N, return_dict=True)
    assert metrics.get(word)(y, p) == pytest.approx(expected[word], abs=1e-6)
    assert metrics.get(word).name == word


@pytest.mark.parametrize("name", sorted({name for name, *_ in CASES}))
def test_arguments(name):
    check_same_arguments(getattr(metrics, name), getattr(keras.metrics, name))
