"""LeakyReLU, ELU, ReLU, Softmax and PReLU give Keras' values and gradients."""

import keras
import numpy as np
import pytest

from coursekit.nn import layers
from tests.parity.keras_layers import compare

# TensorFlow rounds the slope of a leaky ReLU to float32, which leaves powers of two as they are.
CASES = [
    ("LeakyReLU", dict(negative_slope=0.25)),
    ("LeakyReLU", dict(negative_slope=0.0)),
    ("ELU", {}),
    ("ELU", dict(alpha=0.5)),
    ("ReLU", {}),
    ("ReLU", dict(max_value=1.5)),
    ("ReLU", dict(negative_slope=0.125)),
    ("ReLU", dict(threshold=0.5)),
    ("ReLU", dict(max_value=1.5, negative_slope=0.2, threshold=0.5)),
    ("Softmax", {}),
    ("Softmax", dict(axis=1)),
    ("PReLU", {}),
    ("PReLU", dict(shared_axes=[1])),
    ("PReLU", dict(shared_axes=[1, 2])),
]


@pytest.mark.parametrize("values", ["normal", "thousands"])
@pytest.mark.parametrize(("name", "chosen"), CASES, ids=str)
def test_values_and_gradients(name, chosen, values):
    rng = np.random.default_rng(3)
    x = rng.normal(size=(3, 4, 5))
    if values == "thousands":
        x = np.where(x > 0, 1000.0, -1000.0)
    compare(
        getattr(layers, name)(**chosen, dtype="float64"),
        getattr(keras.layers, name)(**chosen, dtype="float64"),
        x,
    )


@pytest.mark.parametrize(("name", "chosen"), [c for c in CASES if "threshold" not in c[1]], ids=str)
def test_at_zero(name, chosen):
    x = np.array([[[0.0, -1.0, 1.0, -0.0], [-0.0, 2.0, 0.0, 0.0]]])
    compare(
        getattr(layers, name)(**chosen, dtype="float64"),
        getattr(keras.layers, name)(**chosen, dtype="float64"),
        x,
    )


def test_default_slope_of_leaky_relu():
    theirs = keras.layers.LeakyReLU()
    assert layers.LeakyReLU().negative_slope == theirs.negative_slope
    x = np.linspace(-2, 2, 9, dtype="float32")[None]
    np.testing.assert_array_equal(layers.LeakyReLU()(x), np.asarray(theirs(x)))
