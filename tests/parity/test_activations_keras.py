"""Activations against Keras and TensorFlow: values and gradients, ties and extremes included."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from coursekit.nn import activations

EXTREMES = np.array(
    [[-1000.0, -88.0, -30.0, -1.0, -1e-9, 0.0], [0.0, 1e-9, 1.0, 30.0, 88.0, 1000.0]]
)
# TensorFlow rounds slopes to float32
SLOPE, SMALL_SLOPE = float(np.float32(0.2)), float(np.float32(0.01))
BY_NAME = [
    (f, keras.activations.get(name))
    for name, f in activations.ALL.items()
    if name not in ("step", "sign", "leaky_relu")
]
CASES = [
    *BY_NAME,
    (activations.sign, tf.sign),
    (activations.LeakyRelu(SLOPE), keras.activations.leaky_relu),
    (
        activations.LeakyRelu(SMALL_SLOPE),
        lambda z: keras.activations.leaky_relu(z, negative_slope=SMALL_SLOPE),
    ),
    (activations.Relu(0.25), lambda z: keras.activations.relu(z, negative_slope=0.25)),
    (activations.Elu(0.4), lambda z: keras.activations.elu(z, alpha=0.4)),
]


@pytest.mark.parametrize(
    ("dtype", "rtol", "atol"), [("float64", 1e-9, 1e-15), ("float32", 2e-5, 1e-6)]
)
@pytest.mark.parametrize(("ours", "theirs"), CASES, ids=[repr(ours) for ours, _ in CASES])
def test_values_and_gradients(ours, theirs, dtype, rtol, atol):
    rng = np.random.default_rng(1)
    for z in (EXTREMES, *(4 * rng.standard_normal(shape) for shape in ((3, 5), (2, 3, 4), (7,)))):
        z = z.astype(dtype)
        da = rng.standard_normal(z.shape).astype(dtype)
        watched = tf.constant(z)
        with tf.GradientTape() as tape:
            tape.watch(watched)
            a = theirs(watched)
        expected = tape.gradient(a, watched, tf.constant(da)).numpy()
        found = ours(z)
        np.testing.assert_allclose(found, a.numpy(), rtol=rtol, atol=atol)
        np.testing.assert_allclose(ours.vjp(z, found, da), expected, rtol=rtol, atol=atol)


def test_default_slopes():
    z = np.array([-2.0, 3.0], "float32")
    for name in ("leaky_relu", "elu", "relu"):
        expected = keras.activations.get(name)(z)
        np.testing.assert_allclose(activations.get(name)(z), expected, rtol=1e-6)
