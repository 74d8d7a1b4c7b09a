"""Dense against loops, numbers by hand and the complex step."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import nn

SMOOTH = ("linear", "sigmoid", "tanh", "softplus", "silu", "softmax")


def make(units, activation=None, n=3, seed=0, dtype="float64", use_bias=True):
    layer = nn.layers.Dense(units, activation, use_bias, dtype=dtype)
    layer.build((None, n))
    rng = np.random.default_rng(seed)
    layer.set_weights([rng.standard_normal(w.shape) for w in layer.get_weights()])
    return layer


@given(
    batch=st.integers(1, 5),
    n=st.integers(1, 5),
    units=st.integers(1, 5),
    middle=st.lists(st.integers(1, 3), max_size=2),
    activation=st.sampled_from(SMOOTH),
    use_bias=st.booleans(),
)
def test_gradients_agree_with_the_complex_step(batch, n, units, middle, activation, use_bias):
    layer = make(units, activation, n, use_bias=use_bias)
    x = np.random.default_rng(1).standard_normal((batch, *middle, n))
    assert nn.gradcheck.check_layer(layer, x).max_error < 1e-12


@given(batch=st.integers(1, 4), n=st.integers(1, 4), units=st.integers(1, 4))
def test_output_is_the_weighted_sum_written_as_loops(batch, n, units):
    layer = make(units, n=n)
    kernel, bias = layer.get_weights()
    x = np.random.default_rng(2).standard_normal((batch, n))
    y = layer(x)
    for row in range(batch):
        for unit in range(units):
            total = bias[unit] + sum(x[row, i] * kernel[i, unit] for i in range(n))
            assert y[row, unit] == pytest.approx(total, rel=1e-13, abs=1e-13)


def test_numbers_by_hand():
    layer = make(1, "relu", n=2)
    layer.set_weights([[[2.0], [-1.0]], [0.5]])
    x = np.array([[1.0, 2.0], [3.0, 1.0]])  # z = 0.5 and 5.5
    assert layer(x).tolist() == [[0.5], [5.5]]
    dx = layer.backward(np.array([[1.0], [10.0]]))
    assert layer.grads["kernel"].tolist() == [[31.0], [12.0]]  # 1·1 + 3·10 and 2·1 + 1·10
    assert layer.grads["bias"].tolist() == [11.0]
    assert dx.tolist() == [[2.0, -1.0], [20.0, -10.0]]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_types_are_kept_inputs_unchanged_and_backward_repeats(dtype):
    layer = make(4, "sigmoid", dtype=dtype)
    x = np.random.default_rng(3).standard_normal((5, 3)).astype(dtype)
    dy = np.ones((5, 4), dtype)
    x_before, dy_before = x.copy(), dy.copy()
    y = layer.forward(x, training=True)
    dx = layer.backward(dy)
    first = dx, *(g.copy() for g in layer.grads.values())
    second = layer.backward(dy), *layer.grads.values()
    assert {a.dtype.name for a in (y, *first)} == {dtype}
    assert all(np.array_equal(a, b) for a, b in zip(first, second, strict=True))
    assert np.array_equal(x, x_before) and np.array_equal(dy, dy_before)


def test_first_layer_need_not_compute_the_gradient_of_its_input():
    layer = make(2)
    layer(np.ones((1, 3)))
    assert layer.backward(np.ones((1, 2)), need_dx=False) is None
    assert layer.grads["bias"].tolist() == [1.0, 1.0]


def test_integers_become_the_layers_type():
    assert nn.layers.Dense(2)([[1, 2, 3]]).dtype == np.float32


@pytest.mark.parametrize("units", [0, -1, 2.5, "6", True, None])
def test_units_must_be_a_whole_number(units):
    with pytest.raises(ValueError, match="units of Dense must be a whole number"):
        nn.layers.Dense(units)


def test_wrong_features_are_named():
    layer = make(2)
    with pytest.raises(ValueError, match="Dense expects 3 features, got 4"):
        layer(np.ones((1, 4)))
    with pytest.raises(ValueError, match="one row per sample"):
        nn.layers.Dense(2)(np.ones(3))
    with pytest.raises(ValueError, match="Did you mean 'relu'"):
        nn.layers.Dense(2, activation="rellu")


def test_weights_must_fit():
    layer = make(2)
    before = layer.get_weights()
    with pytest.raises(ValueError, match="kernel has shape"):
        layer.set_weights([np.ones((2, 2)), np.ones(2)])
    with pytest.raises(ValueError, match="2 arrays"):
        layer.set_weights([np.ones((3, 2))])
    with pytest.raises(ValueError, match="bias has shape"):
        layer.set_weights([np.zeros((3, 2)), np.ones(3)])
    assert all(np.array_equal(a, b) for a, b in zip(before, layer.get_weights(), strict=True))
