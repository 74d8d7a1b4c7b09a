"""Conv2D and ZeroPadding2D give Keras' values and gradients."""

import keras
import numpy as np
import pytest

from coursekit.nn import layers
from tests.parity.keras_layers import compare, pictures


def arguments(rng):
    return dict(
        filters=int(rng.integers(1, 4)),
        kernel_size=tuple(int(k) for k in rng.integers(1, 4, size=2)),
        strides=tuple(int(s) for s in rng.integers(1, 4, size=2)),
        padding=str(rng.choice(["valid", "same", "SAME"])),
        activation=rng.choice([None, "tanh", "relu", "sigmoid"]),
        use_bias=bool(rng.integers(2)),
    )


@pytest.mark.parametrize("seed", range(40))
def test_conv2d(seed):
    rng = np.random.default_rng(seed)
    chosen = arguments(rng)
    ours, theirs = (
        layers.Conv2D(dtype="float64", **chosen),
        keras.layers.Conv2D(dtype="float64", **chosen),
    )
    compare(ours, theirs, pictures(rng), seed)


@pytest.mark.parametrize("values", ["zeros", "ties", "thousands"])
@pytest.mark.parametrize("padding", ["valid", "same"])
def test_conv2d_extremes(values, padding):
    x = pictures(np.random.default_rng(1), values)
    chosen = dict(filters=2, kernel_size=(3, 2), strides=(1, 2), padding=padding, dtype="float64")
    compare(layers.Conv2D(**chosen), keras.layers.Conv2D(**chosen), x)


@pytest.mark.parametrize("padding", ["valid", "same"])
def test_conv2d_of_many_channels(padding):
    chosen = dict(filters=5, kernel_size=(2, 3), strides=(2, 1), padding=padding, dtype="float64")
    x = np.random.default_rng(4).normal(size=(2, 5, 6, 11))
    compare(layers.Conv2D(**chosen), keras.layers.Conv2D(**chosen), x)


@pytest.mark.parametrize("padding", [1, (2, 0), ((1, 0), (2, 3))])
def test_zero_padding(padding):
    x = pictures(np.random.default_rng(2))
    ours = layers.ZeroPadding2D(padding, dtype="float64")
    compare(ours, keras.layers.ZeroPadding2D(padding, dtype="float64"), x)


def test_same_layer_positionally():
    values = (4, (3, 2), (2, 1), "same", None, (1, 1), 1, "relu", False)
    ours, theirs = layers.Conv2D(*values), keras.layers.Conv2D(*values)
    for name in ("filters", "kernel_size", "strides", "padding", "use_bias"):
        assert getattr(ours, name) == getattr(theirs, name)
    assert ours.activation.name == theirs.activation.__name__
