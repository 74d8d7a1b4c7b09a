"""Pooling layers give Keras' values and gradients, ties and borders included."""

import keras
import numpy as np
import pytest

from coursekit.nn import layers
from tests.parity.keras_layers import compare, pictures

VALUES = ("normal", "ties", "zeros", "thousands")


def arguments(rng):
    return dict(
        pool_size=tuple(int(k) for k in rng.integers(1, 4, size=2)),
        strides=None if rng.integers(3) == 0 else tuple(int(s) for s in rng.integers(1, 4, size=2)),
        padding=str(rng.choice(["valid", "same"])),
        dtype="float64",
    )


@pytest.mark.parametrize("seed", range(32))
@pytest.mark.parametrize("name", ["MaxPooling2D", "AveragePooling2D"])
def test_pooling(name, seed):
    rng = np.random.default_rng(seed)
    chosen, x = arguments(rng), pictures(rng, VALUES[seed % 4])
    compare(getattr(layers, name)(**chosen), getattr(keras.layers, name)(**chosen), x, seed)


@pytest.mark.parametrize("seed", range(8))
def test_minimum_is_the_maximum_upside_down(seed):
    rng = np.random.default_rng(seed)
    chosen, x = arguments(rng), pictures(rng, VALUES[seed % 4])
    ours, theirs = layers.MinPooling2D(**chosen), keras.layers.MaxPooling2D(**chosen)
    y = ours.forward(x)
    np.testing.assert_array_equal(y, -np.asarray(theirs(-x)))
    upside_down = layers.MaxPooling2D(**chosen)
    upside_down.forward(-x)
    dy = rng.normal(size=y.shape)
    np.testing.assert_array_equal(ours.backward(dy), upside_down.backward(dy))


def test_global_average():
    x = pictures(np.random.default_rng(0))
    ours = layers.GlobalAveragePooling2D(dtype="float64")
    compare(ours, keras.layers.GlobalAveragePooling2D(dtype="float64"), x)
