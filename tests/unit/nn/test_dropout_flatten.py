"""Dropout, Flatten and Activation as layers of their own."""

import numpy as np
import pytest

from coursekit import nn


def test_dropout_does_nothing_outside_training():
    x = np.random.default_rng(0).standard_normal((4, 5))
    layer = nn.layers.Dropout(0.5, seed=1)
    assert np.array_equal(layer(x), x)
    assert np.array_equal(layer.backward(x), x)


@pytest.mark.parametrize("rate", [0.2, 0.5, 0.9])
def test_dropout_silences_the_stated_share_and_keeps_the_mean(rate):
    x = np.ones((200, 500))
    y = nn.layers.Dropout(rate, seed=1)(x, training=True)
    assert set(np.unique(y)) == {0.0, 1 / (1 - rate)}
    spread = np.sqrt(rate * (1 - rate) / x.size)
    assert abs((y == 0).mean() - rate) < 5 * spread
    assert abs(y.mean() - 1) < 5 * spread / (1 - rate)
    assert np.ptp((y == 0).mean(axis=0)) > 0, "every row needs its own choice"


def test_dropout_sends_gradients_only_through_what_it_kept():
    layer = nn.layers.Dropout(0.5, seed=2)
    x = np.ones((3, 4), "float32")
    y = layer(x, training=True)
    assert np.array_equal(layer.backward(x), y) and y.dtype == np.float32
    assert np.array_equal(layer.backward(x), y)


def test_dropout_seed_repeats_and_shared_generator_can_be_seeded():
    x = np.ones((5, 6))
    first, second = (nn.layers.Dropout(0.5, seed=3) for _ in range(2))
    assert np.array_equal(first(x, training=True), second(x, training=True))
    draws = []
    for _ in range(2):
        nn.utils.set_random_seed(4)
        draws.append(nn.layers.Dropout(0.5)(x, training=True))
    assert np.array_equal(*draws)
    layer = nn.layers.Dropout(0.5, seed=3)
    assert not np.array_equal(layer(x, training=True), layer(x, training=True))


@pytest.mark.parametrize("rate", [1, -0.1, 1.5, "half", None])
def test_dropout_rate_must_be_a_share(rate):
    with pytest.raises(ValueError, match="rate of Dropout"):
        nn.layers.Dropout(rate)


def test_flatten_lays_out_each_sample_with_the_last_axis_fastest():
    x = np.arange(24.0).reshape(2, 3, 2, 2)
    layer = nn.layers.Flatten()
    y = layer(x)
    assert y[0].tolist() == list(range(12)) and layer.output_shape == (None, 12)
    assert np.array_equal(layer.backward(y), x)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "softmax", "elu"])
def test_activation_layer_agrees_with_the_complex_step(name):
    x = np.random.default_rng(5).standard_normal((3, 4))
    layer = nn.layers.Activation(name)
    assert nn.gradcheck.check_layer(layer, x).max_error < 1e-12
    assert np.array_equal(layer(x), nn.activations.get(name)(x))
