"""RandomFlip and RandomTranslation change pictures as Keras does, for the same flips and shifts."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from coursekit.nn import layers
from tests.support.checks.signatures import check_same_arguments

# eighths, which Keras' float32 mixes without rounding
PICTURES = np.random.default_rng(0).integers(-8, 9, size=(4, 5, 6, 2)) / 8
FLIPS = np.array([True, False, True, False]).reshape(-1, 1, 1, 1)
SHIFTS = np.array([[1.0, -2.0], [0.25, 1.5], [-2.75, 0.0], [4.5, -3.25]])  # right, down


@pytest.mark.parametrize("mode", ["horizontal", "vertical"])
def test_flips(mode):
    ours = layers.RandomFlip(mode, dtype="float64")
    ours.change = {axis: FLIPS for axis in ours.MODES[mode]}
    theirs = keras.layers.RandomFlip(mode, dtype="float64")
    expected = theirs.transform_images(PICTURES, {"flips": FLIPS}, training=True)
    np.testing.assert_array_equal(ours.apply(PICTURES), expected)


@pytest.mark.parametrize("interpolation", ["bilinear", "nearest"])
@pytest.mark.parametrize("fill_mode", ["reflect", "wrap", "constant", "nearest"])
@pytest.mark.parametrize("fill_value", [0.0, 2.0])
def test_shifts(fill_mode, interpolation, fill_value):
    chosen = {"fill_mode": fill_mode, "interpolation": interpolation, "fill_value": fill_value}
    ours = layers.RandomTranslation(0.5, 0.5, **chosen, dtype="float64")
    theirs = keras.layers.RandomTranslation(0.5, 0.5, **chosen, dtype="float64")
    chosen = np.trunc(SHIFTS) if fill_mode == "wrap" else SHIFTS  # see the next test
    shifts = tf.constant(chosen, tf.float32)
    expected = theirs.transform_images(PICTURES, {"translations": shifts}, training=True)
    ours.change = ours.matrix(chosen[:, 1], 5), ours.matrix(chosen[:, 0], 6)
    np.testing.assert_allclose(ours.apply(PICTURES), expected, atol=1e-9)


def test_wrap_mixes_the_two_ends():
    """As Keras documents it; TensorFlow takes the last pixel alone between the last and first."""
    ours = layers.RandomTranslation(0.5, 0.5, "wrap")
    np.testing.assert_array_equal(
        ours.matrix(np.array([0.25]), 3)[0] @ [1, 2, 3], [1.5, 1.75, 2.75]
    )


@pytest.mark.parametrize("factor", [0.25, (-0.5, 0.125), (0.125, -0.5), 0, 1.0])
def test_factors_mean_the_same_range(factor):
    ours = layers.RandomTranslation(factor, factor)
    theirs = keras.layers.RandomTranslation(factor, factor)
    assert ours.height_factor == (theirs.height_lower, theirs.height_upper)
    assert ours.width_factor == (theirs.width_lower, theirs.width_upper)


@pytest.mark.parametrize("name", ["RandomFlip", "RandomTranslation"])
def test_names_arguments_and_configuration(name):
    check_same_arguments(getattr(layers, name), getattr(keras.layers, name))
    arguments = (0.25, (-0.5, 0.5)) if name == "RandomTranslation" else ("vertical",)
    theirs = getattr(keras.layers, name)(*arguments, seed=3)
    ours = getattr(layers, name).from_config(theirs.get_config())
    assert (
        ours.get_config() == getattr(layers, name)(*arguments, seed=3, name=ours.name).get_config()
    )
