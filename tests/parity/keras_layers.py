"""Run a layer of Keras and ours on the same numbers, and compare values and every gradient."""

import numpy as np
import tensorflow as tf


def compare(ours, theirs, x, seed=0, tolerance=1e-9):
    """Same weights, same ``x``, same random ``dy``: outputs, ∂L/∂x and ∂L/∂weights must agree."""
    rng = np.random.default_rng(seed)
    theirs.build(x.shape)
    ours.build((None, *x.shape[1:]))
    weights = [rng.normal(size=tuple(w.shape)) for w in theirs.trainable_variables]
    theirs.set_weights(weights)
    ours.set_weights(weights)
    assert [v.name for v in theirs.trainable_variables] == list(ours.params)
    source = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(source)
        y = theirs(source)
    dy = rng.normal(size=tuple(y.shape))
    variables = [v.value for v in theirs.trainable_variables]
    expected = tape.gradient(y, [source, *variables], output_gradients=tf.constant(dy))
    assert y.dtype == tf.float64
    found = ours.forward(x)
    assert tuple(theirs.compute_output_shape((None, *x.shape[1:]))) == tuple(ours.output_shape)
    _same(found, y.numpy(), tolerance)
    _same(ours.backward(dy), expected[0].numpy(), tolerance)
    for gradient, wanted in zip(ours.grads.values(), expected[1:], strict=True):
        _same(gradient, wanted.numpy(), tolerance)


def _same(found, expected, tolerance):
    assert found.shape == expected.shape
    scale = max(1.0, np.abs(expected).max(initial=0))
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance * scale)


def pictures(rng, values="normal"):
    """A random batch of pictures that are not square, with room for a kernel of 3."""
    h, w = rng.choice(np.arange(3, 9), size=2, replace=False)
    shape = (int(rng.integers(1, 4)), int(h), int(w), int(rng.integers(1, 4)))
    if values == "ties":
        return rng.integers(-1, 2, size=shape).astype(float)
    if values == "thousands":
        return rng.integers(-1, 2, size=shape) * 1000.0
    return np.zeros(shape) if values == "zeros" else rng.normal(size=shape)
