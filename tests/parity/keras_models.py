"""The same model on Keras and on our engine, in float64, and what both must agree in."""

import keras
import numpy as np
import pytest

from coursekit import nn

CLOSE = dict(rtol=1e-9, atol=1e-12)


@pytest.fixture
def float64():
    """Both engines compute in float64 while a test runs."""
    before = keras.config.floatx(), keras.config.dtype_policy()
    for engine in (keras, nn):
        engine.config.set_floatx("float64")
    keras.config.set_dtype_policy("float64")
    yield
    keras.config.set_floatx(before[0])
    keras.config.set_dtype_policy(before[1])
    nn.config.set_floatx("float32")


def pair(*layers, shape=(3,)):
    """The same network on both engines, from functions of the engine's layers."""
    ours, theirs = (
        engine.Sequential([engine.Input(shape), *(make(engine.layers) for make in layers)])
        for engine in (nn, keras)
    )
    ours.set_weights(theirs.get_weights())
    return ours, theirs


def dense(units, activation=None):
    return lambda layers: layers.Dense(units, activation=activation)


def same(ours, theirs, call):
    """``call`` returns numbers by name; weights must agree afterwards too."""
    found, expected = call(ours, nn), call(theirs, keras)
    assert list(found) == list(expected)
    for name, value in expected.items():
        np.testing.assert_allclose(found[name], value, err_msg=name, **CLOSE)
    for a, b in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(a, b, **CLOSE)
