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
    if name not in ("step", "sign", "leaky_relu", "gelu", "selu")
]


def gelu(z):
    """Keras' formula with √2 in the type of z: TensorFlow rounds it to float32."""
    return 0.5 * z * (1 + tf.math.erf(z / tf.constant(np.sqrt(2), z.dtype)))


def approximate_gelu(z):
    root, cubic = (tf.constant(c, z.dtype) for c in (np.sqrt(2 / np.pi), 0.044715))
    return 0.5 * z * (1 + tf.tanh(root * (z + cubic * z**3)))


CASES = [
    *BY_NAME,
    (activations.sign, tf.sign),
    (activations.gelu, gelu),
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


@pytest.mark.parametrize(
    ("dtype", "rtol", "atol"), [("float64", 1e-9, 1e-15), ("float32", 2e-5, 1e-6)]
)
def test_selu(dtype, rtol, atol):
    # without ±1e-9, where TensorFlow's float32 curve is 0 and its slope that of the other side
    rng = np.random.default_rng(2)
    for z in (np.array([-1000.0, -30, -1, -0.1, 0, 0.1, 1, 1000]), 4 * rng.normal(size=(3, 5))):
        z = tf.constant(z.astype(dtype))
        with tf.GradientTape() as tape:
            tape.watch(z)
            a = keras.activations.selu(z)
        found = activations.selu(z.numpy())
        np.testing.assert_allclose(found, a.numpy(), rtol=rtol, atol=atol)
        slope = activations.selu.vjp(z.numpy(), found, np.ones_like(found))
        np.testing.assert_allclose(slope, tape.gradient(a, z).numpy(), rtol=rtol, atol=atol)


def test_gelu_is_keras_but_for_its_rounding():
    z = np.linspace(-9, 9, 91)
    for approximate in (False, True):
        expected = keras.activations.gelu(tf.constant(z), approximate=approximate)
        np.testing.assert_allclose(activations.gelu(z, approximate), expected, atol=1e-7)


def test_gelu_without_the_normal_distribution():
    z = tf.constant(np.random.default_rng(3).normal(size=(4, 6)) * 4)
    with tf.GradientTape() as tape:
        tape.watch(z)
        a = approximate_gelu(z)
    ours = activations.Gelu(approximate=True)
    np.testing.assert_allclose(ours(z.numpy()), a.numpy(), rtol=1e-9, atol=1e-15)
    slope = ours.derivative(z.numpy())
    np.testing.assert_allclose(slope, tape.gradient(a, z).numpy(), rtol=1e-9, atol=1e-13)


def test_default_slopes():
    z = np.array([-2.0, 3.0], "float32")
    for name in ("leaky_relu", "elu", "relu"):
        expected = keras.activations.get(name)(z)
        np.testing.assert_allclose(activations.get(name)(z), expected, rtol=1e-6)
