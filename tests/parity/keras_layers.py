"""Run a layer of Keras and ours on the same numbers, and compare values and every gradient."""

import numpy as np
import tensorflow as tf


def compare(ours, theirs, x, seed=0, tolerance=1e-9, training=False):
    """Same weights, same ``x``, same random ``dy``: outputs, penalties and all gradients agree."""
    rng = np.random.default_rng(seed)
    theirs.build(x.shape)
    ours.build((None, *x.shape[1:]))
    weights = [draw(rng, w) for w in theirs.weights]
    theirs.set_weights(weights)
    if hasattr(theirs, "finalize_state"):
        theirs.finalize_state()
    ours.set_weights(weights)
    assert [v.name for v in theirs.weights] == [*ours.params, *ours.state]
    assert [v.name for v in theirs.trainable_variables] == list(ours.params)
    source = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(source)
        y = theirs(source, training=True) if training else theirs(source)
        dy = rng.normal(size=tuple(y.shape))
        penalty = tf.add_n(theirs.losses) if theirs.losses else tf.constant(0.0, tf.float64)
        loss = tf.reduce_sum(y * tf.constant(dy)) + penalty
    variables = [v.value for v in theirs.trainable_variables]
    expected = tape.gradient(loss, [source, *variables], unconnected_gradients="zero")
    assert y.dtype == tf.float64
    found = ours.forward(x, training=training)
    assert tuple(theirs.compute_output_shape((None, *x.shape[1:]))) == tuple(ours.output_shape)
    same(found, y.numpy(), tolerance)
    same(ours.penalty(), penalty.numpy(), tolerance)
    same(ours.backward(dy), expected[0].numpy(), tolerance)
    for gradient, wanted in zip(ours.grads.values(), expected[1:], strict=True):
        same(gradient, tf.convert_to_tensor(wanted).numpy(), tolerance)
    for mine, wanted in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        same(mine, wanted, tolerance)


def draw(rng, weight):
    """Random values for a weight of Keras; variances are positive."""
    if weight.name == "count":
        return np.zeros(tuple(weight.shape), int)
    values = rng.normal(size=tuple(weight.shape))
    return np.abs(values) + 0.1 if "variance" in weight.name else values


def same(found, expected, tolerance):
    """Compare by the size of what is expected."""
    found, expected = np.asarray(found), np.asarray(expected)
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
