"""What a learner may hand over in more than one form means what it means in Keras."""

import keras
import numpy as np
import pytest

from coursekit import nn

RNG = np.random.default_rng(11)
NUMBERS = RNG.integers(0, 3, 6)
ONE_HOT = np.eye(3)[NUMBERS]
SHARES = RNG.dirichlet(np.ones(3), 6)
WEIGHTS = RNG.uniform(0.5, 2.0, 6)
LOSSES = {
    **dict.fromkeys(["MeanSquaredError", "MeanAbsoluteError", "Huber", "LogCosh"], ONE_HOT),
    **dict.fromkeys(["MeanAbsolutePercentageError", "MeanSquaredLogarithmicError"], ONE_HOT + 1),
    **dict.fromkeys(["Hinge", "SquaredHinge", "KLDivergence", "Poisson"], ONE_HOT),
    **dict.fromkeys(["BinaryCrossentropy", "CategoricalCrossentropy"], ONE_HOT),
    "SparseCategoricalCrossentropy": NUMBERS,
}
METRICS = {
    "BinaryAccuracy": ONE_HOT,
    "CategoricalAccuracy": ONE_HOT,
    "SparseCategoricalAccuracy": NUMBERS,
    "MeanSquaredError": ONE_HOT,
    "MeanAbsoluteError": ONE_HOT,
}


@pytest.mark.parametrize("name", LOSSES)
def test_a_column_of_weights_is_one_weight_a_sample(name):
    ours = getattr(nn.losses, name)()
    y, column = LOSSES[name], WEIGHTS[:, None]
    value = ours(y, SHARES, sample_weight=column)
    expected = getattr(keras.losses, name)(dtype="float64")(y, SHARES, sample_weight=column)
    # Keras rounds the ln 2 of LogCosh to float32
    assert value == pytest.approx(float(expected), rel=1e-7 if name == "LogCosh" else 1e-9)
    np.testing.assert_array_equal(
        ours.gradient(y, SHARES, column), ours.gradient(y, SHARES, WEIGHTS)
    )


@pytest.mark.parametrize("name", METRICS)
def test_a_column_of_weights_in_a_metric(name):
    ours, theirs = (getattr(m, name)() for m in (nn.metrics, keras.metrics))
    for metric in (ours, theirs):
        metric.update_state(METRICS[name], SHARES, sample_weight=WEIGHTS[:, None])
    assert ours.result() == pytest.approx(float(theirs.result()), rel=1e-6)


@pytest.mark.parametrize("kind", ["losses", "metrics"])
def test_a_configuration_makes_the_same_thing_again(kind):
    for name in LOSSES if kind == "losses" else METRICS:
        thing = getattr(getattr(nn, kind), name)(name="mine")
        again = type(thing).from_config(thing.get_config())
        assert again.get_config() == thing.get_config() and again.name == "mine"
        theirs = getattr(getattr(keras, kind), name)().get_config()
        assert type(thing).from_config(theirs).name == theirs["name"]


@pytest.mark.parametrize(
    "options",
    [
        {"threshold": 1.5},
        {"threshold": 1.5, "negative_slope": 0.2},
        {"threshold": 1.5, "max_value": 3.0, "negative_slope": 0.2},
    ],
)
def test_relu_at_exactly_its_threshold(options):
    z = np.array([-2.0, 0.0, 1.5, 1.6, 3.0, 4.0])
    expected = np.asarray(keras.activations.relu(z, **options))
    np.testing.assert_allclose(nn.activations.relu(z, **options), expected, atol=1e-12)


@pytest.mark.parametrize(
    ("axis", "mean", "variance"),
    [
        (-1, 5.0, 1.0),
        ((1, 2), np.arange(12.0).reshape(4, 3), np.ones((4, 3))),
        ((1, 2), *np.ones((2, 3))),
    ],
)
def test_given_mean_and_variance_line_up_with_the_inputs(axis, mean, variance):
    found = []
    for layers in (nn.layers, keras.layers):
        layer = layers.Normalization(axis=axis, mean=mean, variance=variance, dtype="float64")
        layer.build((None, 4, 3, 2))
        found.append([np.asarray(layer.mean), np.asarray(layer.variance)])
    for ours, theirs in zip(*found):
        assert ours.shape == theirs.shape
        np.testing.assert_allclose(ours, theirs, rtol=1e-7)


def batches(x, form):
    pieces = [x[:8], x[8:20], x[20:]]
    return {
        "list": pieces,
        "pairs": [(p, np.zeros(len(p))) for p in pieces],
        "generator": iter(pieces),
    }[form]


@pytest.mark.parametrize("form", ["list", "pairs", "generator"])
@pytest.mark.parametrize("axis", [-1, (1, 2), None])
def test_adapt_takes_batches(form, axis):
    x = RNG.normal(3.0, 2.0, (30, 4, 3)).astype("float32")
    found = []
    for layers in (nn.layers, keras.layers):
        layer = layers.Normalization(axis=axis)
        layer.adapt(batches(x, form))
        found.append(np.asarray(layer(x)))
    np.testing.assert_allclose(*found, atol=1e-5)


@pytest.mark.parametrize("rows", [[np.array([1.0, 2.0]), np.array([3.0, 6.0])], [(1, 2), (3, 6)]])
def test_adapt_still_takes_rows_in_a_list(rows):
    layer = nn.layers.Normalization()
    layer.adapt(rows)
    np.testing.assert_allclose(layer(np.array([[2.0, 4.0], [3.0, 6.0]])), [[0, 0], [1, 1]])


def test_a_constant_may_be_an_array():
    values = np.array([[1.0, 2.0], [3.0, 4.0]])
    for initializers in (nn.initializers, keras.initializers):
        np.testing.assert_array_equal(initializers.Constant(values)((2, 2)), values)
    ours = nn.initializers.Constant(values)
    assert type(ours).from_config(ours.get_config()).get_config() == {"value": values.tolist()}


def test_the_arrays_of_a_batch_normalization_have_their_names():
    for layers in (nn.layers, keras.layers):
        layer = layers.BatchNormalization(scale=False)
        layer.build((None, 3))
        assert layer.gamma is None
        np.testing.assert_array_equal(np.asarray(layer.beta), np.zeros(3))
        np.testing.assert_array_equal(np.asarray(layer.moving_mean), np.zeros(3))
        np.testing.assert_array_equal(np.asarray(layer.moving_variance), np.ones(3))
