"""The further losses, metrics and callbacks beside Keras."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from coursekit import nn

RNG = np.random.default_rng(8)
NUMBERS = RNG.uniform(0.1, 3, (5, 4)), RNG.uniform(0.1, 3, (5, 4))
SHARES = tuple(z / z.sum(axis=1, keepdims=True) for z in RNG.uniform(0.01, 1, (2, 5, 4)))
SIGNS = np.sign(RNG.standard_normal((5, 4))), RNG.standard_normal((5, 4))
ONE_HOT = np.eye(4)[RNG.integers(0, 4, 5)]
WEIGHTS = RNG.uniform(0, 2, 5)
CLOSE = dict(rtol=1e-9, atol=1e-12)
LOSSES = [
    ("MeanAbsolutePercentageError", {}, NUMBERS),
    ("MeanSquaredLogarithmicError", {}, NUMBERS),
    ("LogCosh", {}, NUMBERS),
    ("Hinge", {}, SIGNS),
    ("Hinge", {}, ((SIGNS[0] + 1) / 2, SIGNS[1])),
    ("SquaredHinge", {}, SIGNS),
    ("KLDivergence", {}, SHARES),
    ("Poisson", {}, NUMBERS),
    ("BinaryCrossentropy", {"label_smoothing": 0.25}, (ONE_HOT, SHARES[1])),
    ("BinaryCrossentropy", {"label_smoothing": 0.25, "from_logits": True}, (ONE_HOT, SIGNS[1])),
    ("CategoricalCrossentropy", {"label_smoothing": 0.25}, (ONE_HOT, SHARES[1])),
    ("CategoricalCrossentropy", {"label_smoothing": 0.25, "from_logits": True},
     (ONE_HOT, SIGNS[1])),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options", "data"), LOSSES)
@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "sum"])
@pytest.mark.parametrize("weights", [None, WEIGHTS], ids=["alike", "weighted"])
def test_values_and_gradients(name, options, data, reduction, weights):
    y, p = data
    ours = getattr(nn.losses, name)(**options, reduction=reduction)
    theirs = getattr(keras.losses, name)(**options, reduction=reduction, dtype="float64")
    with tf.GradientTape() as tape:
        watched = tf.constant(p)
        tape.watch(watched)
        value = theirs(y, watched, sample_weight=weights)
    given = () if weights is None else (weights,)
    # Keras takes ln 2 and ε in float32
    rounded = dict(rtol=1e-7, atol=1e-9) if name in ("LogCosh", "Poisson") else CLOSE
    np.testing.assert_allclose(ours(y, p, *given), value.numpy(), **rounded)
    np.testing.assert_allclose(
        ours.gradient(y, p, *given), tape.gradient(value, watched), **rounded
    )
    assert ours.name == theirs.name


@pytest.mark.parametrize(
    "name", ["mape", "MSLE", "log_cosh", "hinge", "squared_hinge", "kld", "KLD", "poisson"]
)
def test_names(name):
    assert nn.losses.get(name).default_name == keras.losses.get(name).__name__


Y, P = RNG.integers(0, 2, 60), RNG.uniform(size=60)
THREE, SCORES = np.eye(3)[RNG.integers(0, 3, 60)], RNG.uniform(size=(60, 3))
METRICS = [
    ("Precision", {}, Y[:, None], P[:, None]),
    ("Precision", {"thresholds": 0.3}, Y[:, None], P[:, None]),
    ("Recall", {}, Y[:, None], P[:, None]),
    ("AUC", {"curve": "PR"}, Y[:, None], P[:, None]),
    ("AUC", {"curve": "PR", "num_thresholds": 11}, Y[:, None], P[:, None]),
    ("AUC", {}, Y[:, None], P[:, None]),
    ("F1Score", {"threshold": 0.5, "average": "micro"}, Y[:, None], P[:, None]),
    ("F1Score", {"average": "micro"}, THREE, SCORES),
    ("F1Score", {"average": "macro"}, THREE, SCORES),
    ("F1Score", {"average": "weighted"}, THREE, SCORES),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options", "y", "p"), METRICS)
@pytest.mark.parametrize("weights", [None, RNG.uniform(0, 2, 60)], ids=["alike", "weighted"])
def test_metrics(name, options, y, p, weights):
    ours = getattr(nn.metrics, name)(**options)
    theirs = getattr(keras.metrics, name)(**options, dtype="float64")
    for part in (slice(0, 25), slice(25, 60)):
        w = None if weights is None else weights[part]
        ours.update_state(y[part], p[part], w)
        theirs.update_state(y[part], p[part], sample_weight=w)
    np.testing.assert_allclose(ours.result(), theirs.result(), rtol=1e-6)
    assert ours.name == theirs.name.rsplit("_", 1)[0] or theirs.name.startswith(ours.name)


RATES = {
    "plateau": lambda e: e.callbacks.ReduceLROnPlateau("loss", 0.5, patience=1, min_delta=0.5),
    "cooled": lambda e: e.callbacks.ReduceLROnPlateau(
        "loss", 0.5, patience=1, min_delta=0.5, cooldown=2, min_lr=1 / 64
    ),
    "schedule": lambda e: e.callbacks.LearningRateScheduler(lambda epoch, rate: rate / 2),
    "old schedule": lambda e: e.callbacks.LearningRateScheduler(lambda epoch: 0.5 ** (epoch + 1)),
}


@pytest.mark.parametrize("name", RATES)
def test_learning_rates(name, tmp_path):
    x, y = np.linspace(0, 1, 8)[:, None], np.linspace(0, 1, 8)
    histories = []
    for engine in (nn, keras):
        model = engine.Sequential([engine.Input((1,)), engine.layers.Dense(1)])
        model.set_weights([np.array([[2.0]]), np.array([0.0])])
        model.compile(engine.optimizers.SGD(0.125), "mse")
        table = tmp_path / f"{len(histories)}.csv"
        callbacks = [RATES[name](engine), engine.callbacks.CSVLogger(str(table))]
        options = dict(epochs=6, shuffle=False, verbose=0, callbacks=callbacks)
        histories.append(model.fit(x, y, **options).history)
    assert histories[0]["learning_rate"] == pytest.approx(histories[1]["learning_rate"])
    assert histories[0]["loss"] == pytest.approx(histories[1]["loss"], rel=1e-5)
    ours, theirs = ((tmp_path / f"{k}.csv").read_text().splitlines() for k in (0, 1))
    assert ours[0] == theirs[0] and len(ours) == len(theirs) == 7
