"""BatchNormalization, Normalization and Rescaling: gradients, moving means and refusals."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import nn
from coursekit.nn import naive
from coursekit.nn.layers import BatchNormalization, Normalization, Rescaling
from tests.unit.nn.layer_checks import (
    WhileTraining,
    check_all,
    check_gradients,
    check_manners,
    with_random_weights,
)

RNG = np.random.default_rng(0)


@given(st.integers(1, 3), st.booleans(), st.booleans(), st.integers(2, 5))
def test_gradients_while_training_and_after(axis, center, scale, n):
    x = np.random.default_rng(1).normal(size=(n, 3, 2, 4))
    chosen = {"axis": axis, "center": center, "scale": scale}
    check_all(WhileTraining(BatchNormalization(**chosen)), x)
    check_all(BatchNormalization(**chosen), x)


def test_equals_the_loops():
    x = RNG.normal(3, 2, size=(6, 4))
    layer = with_random_weights(BatchNormalization(epsilon=0.5), x.shape)
    expected = naive.batch_normalization(x, *layer.params.values(), 0.5)
    np.testing.assert_allclose(layer.forward(x, training=True), expected, atol=1e-12)


def test_moving_means_by_hand():
    layer = BatchNormalization(momentum=0.75, epsilon=0.001, dtype="float64")
    x = np.array([[1.0], [5.0]])  # mean 3, variance 4
    layer(x)
    assert [v.item() for v in layer.state.values()] == [0, 1], "only training moves them"
    layer(x, training=True)
    assert [v.item() for v in layer.state.values()] == [0.75, 1.75]
    np.testing.assert_allclose(layer(x), (x - 0.75) / np.sqrt(1.751))
    np.testing.assert_allclose(layer(x, training=True), (x - 3) / np.sqrt(4.001))


def test_a_frozen_layer_keeps_its_means():
    layer = BatchNormalization(trainable=False, dtype="float64")
    x = RNG.normal(size=(5, 2))
    np.testing.assert_array_equal(layer(x, training=True), layer(x))
    assert layer.trainable_weights == []
    assert [w.tolist() for w in layer.get_weights()] == [[1, 1], [0, 0], [0, 0], [1, 1]]


def test_weights_come_in_keras_order_and_can_be_set():
    layer = BatchNormalization()
    layer.build((None, 2))
    assert [*layer.params, *layer.state] == ["gamma", "beta", "moving_mean", "moving_variance"]
    layer.set_weights([np.full(2, v) for v in (2.0, 3.0, 4.0, 5.0)])
    assert [w[0] for w in layer.weights] == [2, 3, 4, 5]
    assert layer.count_params() == 8
    with pytest.raises(ValueError, match="has 4 arrays"):
        layer.set_weights([np.ones(2)] * 2)


def test_a_model_trains_saves_and_restores_the_moving_means(tmp_path):
    model = nn.Sequential(
        [nn.Input((3,)), nn.layers.Dense(4), BatchNormalization(momentum=0.5), nn.layers.Dense(1)]
    )
    model.compile("sgd", "mse")
    x = RNG.normal(5, 2, size=(40, 3))
    model.fit(x, x[:, :1], epochs=3, verbose=0)
    moving = model.layers[1].state["moving_mean"]
    assert np.abs(moving).max() > 0.1
    model.save(tmp_path / "model.npz")
    again = nn.models.load_model(tmp_path / "model.npz")
    np.testing.assert_array_equal(again.predict(x), model.predict(x))


@pytest.mark.parametrize("axis", [-1, 1, None, (1, 2)])
def test_adapted_data_have_mean_zero_and_spread_one(axis):
    data = RNG.normal(3, 2, size=(50, 4, 3))
    layer = Normalization(axis, dtype="float64")
    layer.adapt(data)
    y = layer(data)
    others = {-1: (0, 1), 1: (0, 2), None: (0, 1, 2), (1, 2): (0,)}[axis]
    np.testing.assert_allclose(y.mean(axis=others), 0, atol=1e-12)
    np.testing.assert_allclose(y.std(axis=others), 1, atol=1e-12)
    back = Normalization(axis, invert=True, dtype="float64")
    back.adapt(data)
    np.testing.assert_allclose(back(y), data, atol=1e-12)
    for each in (layer, back):
        check_gradients(each, RNG.normal(size=(2, 4, 3)))
        check_manners(each, RNG.normal(size=(2, 4, 3)))


def test_a_feature_that_never_changes_becomes_zero():
    layer = Normalization(dtype="float64")
    layer.adapt(np.array([[7.0, 1.0], [7.0, 3.0]]))
    assert layer(np.array([[7.0, 3.0]])).tolist() == [[0.0, 1.0]]


def test_adapting_again_forgets_what_was_before():
    layer = Normalization(dtype="float64")
    layer.adapt(np.array([[0.0], [2.0]]))
    layer.adapt(np.array([[10.0], [14.0]]))
    assert layer(np.array([[14.0]])).tolist() == [[1.0]]


def test_given_numbers_and_rescaling():
    x = np.array([[3.0, 5.0]])
    assert Normalization(mean=[1, 3], variance=[4, 1], dtype="float64")(x).tolist() == [[1, 2]]
    assert Normalization(mean=1, variance=4, dtype="float64")(x).tolist() == [[1, 2]]
    assert Rescaling(0.5, offset=-1)(x).tolist() == [[0.5, 1.5]]
    assert Rescaling([1, 2])(x).tolist() == [[3, 10]]
    check_all(Rescaling(1 / 255, [1.0, 2.0]), RNG.normal(size=(3, 2)))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: BatchNormalization(axis=[1, 2]), "axis of BatchNormalization"),
        (lambda: BatchNormalization(axis=0).build((None, 3)), "axis after the batch axis"),
        (lambda: BatchNormalization().build((None, None)), "length of axis -1"),
        (lambda: BatchNormalization(momentum=1.5), "momentum must be"),
        (lambda: BatchNormalization(renorm=True), "only renorm=False"),
        (lambda: BatchNormalization(gamma_constraint="x"), "no gamma_constraint"),
        (lambda: Normalization(mean=1.0), "both mean and variance"),
        (lambda: Normalization(mean=[1.0], variance=1.0), "same shape"),
        (lambda: Normalization(axis="x"), "axis of Normalization"),
        (lambda: Normalization(axis=3).build((None, 2)), "no axis"),
        (lambda: Normalization(mean=0, variance=1).adapt(np.ones((2, 2))), "without"),
        (lambda: Rescaling("half"), "scale of Rescaling"),
    ],
)
def test_mistakes_get_one_clear_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()
