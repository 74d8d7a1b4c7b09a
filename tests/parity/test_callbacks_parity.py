"""EarlyStopping and the summary beside Keras'."""

import contextlib
import io
import os
import re
import shutil

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit import nn


class FakeModel:
    """Stands for a model whose weights are the number of the epoch."""

    metrics = ()

    def __init__(self):
        self.stop_training, self.epoch, self.restored = False, None, None

    def get_weights(self):
        return self.epoch

    def set_weights(self, weights):
        self.restored = weights


def outcome(engine, values, options):
    stopper = engine.callbacks.EarlyStopping(monitor="val_loss", **options)
    model = FakeModel()
    stopper.set_model(model)
    stopper.on_train_begin()
    for epoch, value in enumerate(values):
        model.epoch = epoch
        stopper.on_epoch_end(epoch, {"val_loss": value})
        if model.stop_training:
            break
    stopper.on_train_end()
    return epoch, stopper.stopped_epoch, stopper.best_epoch, model.restored


# Steps of 1/4 are exact in float32, which Keras compares in.
QUARTERS = st.integers(0, 12).map(lambda i: i / 4) | st.just(float("nan"))


@settings(max_examples=60)
@given(
    values=st.lists(QUARTERS, min_size=1, max_size=12),
    min_delta=st.sampled_from([0, 0.25, 0.5, -0.25]),
    patience=st.integers(0, 4),
    mode=st.sampled_from(["auto", "min", "max"]),
    baseline=st.sampled_from([None, 0.5, 1.0, 2.0]),
    restore=st.booleans(),
    start=st.integers(0, 3),
)
def test_early_stopping(values, min_delta, patience, mode, baseline, restore, start):
    options = dict(
        min_delta=min_delta,
        patience=patience,
        mode=mode,
        baseline=baseline,
        restore_best_weights=restore,
        start_from_epoch=start,
    )
    assert outcome(nn, values, options) == outcome(keras, values, options)


def networks(engine):
    layers = engine.layers
    yield engine.Sequential(
        [
            engine.Input((11,)),
            layers.Dense(6, activation="relu"),
            layers.Dropout(0.2),
            layers.Dense(6),
            layers.Activation("tanh"),
            layers.Dense(1, activation="sigmoid"),
        ],
        name="churn",
    )
    yield engine.Sequential(
        [
            engine.Input((32, 32, 3)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D((2, 2)),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D((2, 2)),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ],
        name="pictures",
    )
    yield engine.Sequential(
        [engine.Input((7, 3)), layers.SimpleRNN(8), layers.Dense(1)], name="sequence"
    )
    yield engine.Sequential([layers.Dense(4)], name="unbuilt")


def printed(model):
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        model.summary(line_length=76)
    return [line.rstrip() for line in out.getvalue().splitlines()]


@pytest.fixture
def wide_terminal(monkeypatch):
    """Keras makes its table as wide as the terminal lets it."""
    monkeypatch.setattr(shutil, "get_terminal_size", lambda *_: os.terminal_size((80, 24)))


def test_summary_is_printed_as_keras_prints_it(wide_terminal):
    for ours, theirs in zip(networks(nn), networks(keras), strict=True):
        assert _without_counters(printed(ours)) == _without_counters(printed(theirs))


@pytest.mark.parametrize("optimizer", ["adam", "sgd", "rmsprop"])
def test_summary_counts_the_optimizer_as_keras_does(optimizer, wide_terminal):
    models = [next(networks(engine)) for engine in (nn, keras)]
    for model in models:
        model.compile(optimizer, "mse")
        model.train_on_batch(np.ones((4, 11)), np.ones((4, 1)))
    ours, theirs = models
    assert _without_counters(printed(ours)) == _without_counters(printed(theirs))


def _without_counters(lines):
    """Keras numbers its layers through a whole session, we do within a model."""
    return [re.sub(r"\b([a-z][a-z0-9_]*?)(_\d+)? \((\w+)\) *", r"\1 (\3) ", line) for line in lines]
