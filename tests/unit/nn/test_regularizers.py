"""Regularizers: the penalty, its gradient, and every layer that can have one."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from coursekit import nn
from coursekit.nn import layers, regularizers
from coursekit.nn.gradcheck import complex_step
from coursekit.nn.serialize import rebuild, spec
from tests.support.checks import regularizers as checks
from tests.unit.nn.layer_checks import with_random_weights

RNG = np.random.default_rng(0)
PENALTY = regularizers.L1L2(0.3, 0.2)
WITH_PENALTIES = [
    (layers.Dense, (2,), ("kernel", "bias"), (3, 4)),
    (layers.Conv2D, (2, 2), ("kernel", "bias"), (2, 4, 3, 2)),
    (layers.Conv1D, (2, 2), ("kernel", "bias"), (2, 4, 3)),
    (layers.SimpleRNN, (2,), ("kernel", "recurrent", "bias"), (2, 3, 2)),
    (layers.LSTM, (2,), ("kernel", "recurrent", "bias"), (2, 3, 2)),
    (layers.GRU, (2,), ("kernel", "recurrent", "bias"), (2, 3, 2)),
    (layers.PReLU, (), ("alpha",), (2, 3)),
    (layers.BatchNormalization, (), ("gamma", "beta"), (4, 3)),
    (layers.Embedding, (3, 2), ("embeddings",), (2, 3)),
]


def test_by_hand():
    checks.check(regularizers.norms)


@given(hnp.arrays(float, (3, 2), elements=st.floats(-5, 5)), st.floats(0, 2), st.floats(0, 2))
def test_gradient_is_the_complex_step(w, l1, l2):
    w = np.where(np.abs(w) < 1e-3, 0.5, w)
    penalty = regularizers.L1L2(l1, l2)
    np.testing.assert_allclose(penalty.gradient(w), complex_step(penalty, w), atol=1e-12)


@pytest.mark.parametrize(("cls", "arguments", "weights", "shape"), WITH_PENALTIES)
def test_layers_add_the_penalty_of_each_weight(cls, arguments, weights, shape):
    x = np.abs(RNG.normal(size=shape)) if cls is not layers.Embedding else np.ones(shape)
    plain = with_random_weights(cls(*arguments), shape)
    chosen = {f"{weight}_regularizer": PENALTY for weight in weights}
    layer = with_random_weights(cls(*arguments, **chosen), shape)
    dy = RNG.normal(size=plain.forward(x).shape)
    np.testing.assert_array_equal(layer.forward(x), plain.forward(x))
    dx, expected = layer.backward(dy), plain.backward(dy)
    np.testing.assert_array_equal(dx, expected)
    assert plain.penalty() == 0.0
    total = 0.0
    for name, w in layer.params.items():
        total += 0.3 * np.abs(w).sum() + 0.2 * (w**2).sum()
        share = 0.3 * np.sign(w) + 0.4 * w
        np.testing.assert_allclose(layer.grads[name], plain.grads[name] + share, atol=1e-12)
    assert layer.penalty() == pytest.approx(total)
    again = rebuild(json.loads(json.dumps(spec(layer))))
    assert again.get_config() == layer.get_config()


def test_a_frozen_layer_has_no_penalty():
    layer = layers.Dense(2, kernel_regularizer="l2", trainable=False)
    layer.build((None, 3))
    assert layer.penalty() == 0.0


def test_a_bias_that_is_not_there_is_not_penalised():
    layer = with_random_weights(layers.Dense(2, use_bias=False, bias_regularizer="l2"), (2, 3))
    layer.forward(np.ones((2, 3)))
    layer.backward(np.ones((2, 2)))
    assert layer.penalty() == 0.0 and layer.bias is None


def test_the_penalty_pulls_weights_to_zero():
    nn.utils.set_random_seed(0)
    model = nn.Sequential(
        [nn.Input((2,)), layers.Dense(1, kernel_regularizer=regularizers.L1(0.1), use_bias=False)]
    )
    model.compile(nn.optimizers.SGD(0.1), "mse")
    x = RNG.normal(size=(200, 2))
    model.fit(x, x[:, :1], epochs=40, verbose=0)
    useful, useless = np.abs(model.get_weights()[0].ravel())
    assert useless < 0.02 and 0.85 < useful < 0.99


def test_names():
    assert repr(regularizers.get("l1")) == "L1(l1=0.01)"
    assert repr(regularizers.get("L2")) == "L2(l2=0.01)"
    assert regularizers.l2 is regularizers.L2 and regularizers.l1_l2 is regularizers.L1L2
    assert regularizers.get(None) is None
    assert regularizers.get(PENALTY) is PENALTY
    for wrong, words in (
        ("l3", "Did you mean 'L2'"),
        (abs, "does not say its gradient"),
        (0.01, "Unknown regularizer 0.01"),
    ):
        with pytest.raises(ValueError, match=words):
            regularizers.get(wrong)
    with pytest.raises(ValueError, match="l2 must be at least 0"):
        regularizers.L2(-1)
