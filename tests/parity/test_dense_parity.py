"""Dense, Dropout and Flatten beside Keras: values, gradients, names."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit import nn

ACTIVATIONS = ("linear", "sigmoid", "tanh", "relu", "elu", "softplus", "softmax")


@settings(max_examples=25)
@given(
    batch=st.integers(1, 6),
    n=st.integers(1, 6),
    units=st.integers(1, 6),
    middle=st.lists(st.integers(1, 3), max_size=1),
    activation=st.sampled_from(ACTIVATIONS),
    use_bias=st.booleans(),
    seed=st.integers(0, 99),
)
def test_values_and_gradients(batch, n, units, middle, activation, use_bias, seed):
    rng = np.random.default_rng(seed)
    x, dy = rng.standard_normal((batch, *middle, n)), rng.standard_normal((batch, *middle, units))
    theirs = keras.layers.Dense(units, activation, use_bias, dtype="float64")
    theirs.build(x.shape)
    weights = [rng.standard_normal(w.shape) for w in theirs.get_weights()]
    theirs.set_weights(weights)
    ours = nn.layers.Dense(units, activation, use_bias, dtype="float64")
    ours.build((None, *x.shape[1:]))
    ours.set_weights(weights)

    z = tf.constant(x)
    with tf.GradientTape() as tape:
        tape.watch(z)
        y = theirs(z)
        loss = tf.reduce_sum(y * dy)
    expected = tape.gradient(loss, [z, *[w.value for w in theirs.trainable_weights]])
    found = ours(x), ours.backward(dy), *ours.grads.values()
    for a, b in zip(found, [y, *expected], strict=True):
        np.testing.assert_allclose(a, b.numpy(), rtol=1e-9, atol=1e-12)


@pytest.mark.parametrize("name", ["Dense", "Activation", "Dropout", "Flatten", "Input"])
def test_arguments_come_in_keras_order_with_keras_defaults(name):
    import inspect

    ours = getattr(nn.layers, name).__init__
    theirs = getattr(keras.layers, name)
    theirs = theirs.__init__ if isinstance(theirs, type) else theirs
    known = inspect.signature(theirs).parameters
    order = [p for p in inspect.signature(ours).parameters if p in known]
    assert order == [p for p in known if p in order]
    for argument in order:
        default = inspect.signature(ours).parameters[argument].default
        assert default == known[argument].default or argument in ("self", "shape")


def test_flatten_and_dropout_outside_training():
    x = np.random.default_rng(0).standard_normal((2, 3, 4, 5))
    for ours, theirs in (
        (nn.layers.Flatten(), keras.layers.Flatten(dtype="float64")),
        (nn.layers.Dropout(0.3), keras.layers.Dropout(0.3, dtype="float64")),
    ):
        assert np.array_equal(ours(x), theirs(x).numpy())


def test_dropout_scales_like_keras():
    x = np.ones((50, 50), "float32")
    ours = nn.layers.Dropout(0.3, seed=0)(x, training=True)
    theirs = keras.layers.Dropout(0.3, seed=0)(x, training=True).numpy()
    assert np.unique(ours) == pytest.approx(np.unique(theirs), rel=1e-6)


def test_default_names():
    names = ("Conv2D", "MaxPooling2D", "PReLU", "LeakyReLU", "ReLU", "ELU", "SimpleRNN", "Dense")
    for name in names:
        arguments = {"Conv2D": (2, 3), "SimpleRNN": (2,), "Dense": (2,)}.get(name, ())
        keras.utils.clear_session()
        theirs = getattr(keras.layers, name)(*arguments).name
        assert getattr(nn.layers, name)(*arguments).name == theirs
