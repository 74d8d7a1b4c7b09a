"""Losses against Keras: values, values per sample, and TensorFlow's gradients."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from coursekit.nn import losses
from tests.support.checks.signatures import check_same_arguments

RNG = np.random.default_rng(5)
N, K = 7, 4
NUMBERS = RNG.integers(0, K, N)
ONE_HOT = np.eye(K)[NUMBERS]
PROBABILITIES = RNG.dirichlet(np.ones(K), N)
EXTREME = np.array([[0.0, 1.0, 0.0, 0.0], [1e-9, 0.5, 0.5 - 1e-9, 0.0], [1.0, 0.0, 0.0, 0.0]])
EXTREME = np.concatenate([EXTREME, PROBABILITIES[3:]])
SUMS = 5 * RNG.standard_normal((N, K))
FAR_SUMS = SUMS * np.array([[200.0]] * 3 + [[1.0]] * 4)
NUMERIC = RNG.standard_normal((N, K))
TIES = NUMERIC + np.array([-1.0, 1.0, 0.0, 0.3])

CASES = [
    *(("MeanSquaredError", {}, NUMERIC, p) for p in (SUMS, TIES)),
    *(("MeanAbsoluteError", {}, NUMERIC, p) for p in (SUMS, TIES)),
    *(("Huber", {}, NUMERIC, p) for p in (SUMS, TIES)),
    ("Huber", {"delta": 0.25}, NUMERIC, SUMS),
    *(("BinaryCrossentropy", {}, ONE_HOT, p) for p in (PROBABILITIES, EXTREME)),
    ("BinaryCrossentropy", {}, PROBABILITIES, PROBABILITIES[::-1].copy()),
    *(("BinaryCrossentropy", {"from_logits": True}, ONE_HOT, z) for z in (SUMS, FAR_SUMS)),
    *(
        ("CategoricalCrossentropy", {}, ONE_HOT, p)
        for p in (PROBABILITIES, EXTREME, 3 * PROBABILITIES)
    ),
    ("CategoricalCrossentropy", {}, PROBABILITIES, PROBABILITIES[::-1].copy()),
    *(("CategoricalCrossentropy", {"from_logits": True}, ONE_HOT, z) for z in (SUMS, FAR_SUMS)),
    *(
        ("SparseCategoricalCrossentropy", {}, NUMBERS, p)
        for p in (PROBABILITIES, EXTREME, 0.5 * PROBABILITIES)
    ),
    ("SparseCategoricalCrossentropy", {}, NUMBERS[:, None], PROBABILITIES),
    *(
        ("SparseCategoricalCrossentropy", {"from_logits": True}, NUMBERS, z)
        for z in (SUMS, FAR_SUMS)
    ),
]
FUNCTIONS = {
    "MeanSquaredError": "mean_squared_error",
    "MeanAbsoluteError": "mean_absolute_error",
    "Huber": "huber",
    "BinaryCrossentropy": "binary_crossentropy",
    "CategoricalCrossentropy": "categorical_crossentropy",
    "SparseCategoricalCrossentropy": "sparse_categorical_crossentropy",
}


@pytest.mark.parametrize("reduction", ["sum_over_batch_size", "sum"])
@pytest.mark.parametrize(("name", "options", "y", "p"), CASES)
def test_values_and_gradients(name, options, y, p, reduction):
    theirs = getattr(keras.losses, name)(**options, reduction=reduction, dtype="float64")
    ours = getattr(losses, name)(**options, reduction=reduction)
    watched = tf.constant(p)
    with tf.GradientTape() as tape:
        tape.watch(watched)
        value = theirs(y, watched)
    np.testing.assert_allclose(ours(y, p), value.numpy(), rtol=1e-9)
    expected = tape.gradient(value, watched).numpy()
    np.testing.assert_allclose(ours.gradient(y, p), expected, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize(("name", "options", "y", "p"), CASES)
def test_values_per_sample(name, options, y, p):
    function = FUNCTIONS[name]
    expected = getattr(keras.losses, function)(y, tf.constant(p), **options)
    found = getattr(losses, function)(y, p, **options)
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize(("name", "options", "y", "p"), CASES)
def test_float32(name, options, y, p):
    p = p.astype("float32")
    value = getattr(keras.losses, name)(**options)(y, p)
    found = getattr(losses, name)(**options)(y, p)
    np.testing.assert_allclose(found, value.numpy(), rtol=1e-5)


@pytest.mark.parametrize(
    ("activation", "name", "y"),
    [
        ("sigmoid", "BinaryCrossentropy", ONE_HOT),
        ("softmax", "CategoricalCrossentropy", ONE_HOT),
        ("softmax", "SparseCategoricalCrossentropy", NUMBERS),
    ],
)
def test_fused_gradient(activation, name, y):
    watched = tf.constant(SUMS)
    with tf.GradientTape() as tape:
        tape.watch(watched)
        a = keras.activations.get(activation)(watched)
        value = getattr(keras.losses, name)(dtype="float64")(y, a)
    found = getattr(losses, name)().fused_gradient(activation, y, a.numpy())
    expected = tape.gradient(value, watched).numpy()
    np.testing.assert_allclose(found, expected, rtol=1e-9, atol=1e-15)


@pytest.mark.parametrize("name", FUNCTIONS)
def test_names_and_arguments(name):
    ours, theirs = getattr(losses, name), getattr(keras.losses, name)
    check_same_arguments(ours, theirs)
    assert ours().name == theirs().name


@pytest.mark.parametrize("alias", ["mse", "MAE", "bce", "huber", "BinaryCrossentropy"])
def test_aliases(alias):
    theirs = keras.losses.get(alias)
    expected = theirs(ONE_HOT, tf.constant(PROBABILITIES)).numpy().mean()
    assert losses.get(alias)(ONE_HOT, PROBABILITIES) == pytest.approx(expected, rel=1e-6)
