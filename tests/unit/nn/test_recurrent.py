"""SimpleRNN against loops, complex steps through time and a sequence worked out by hand."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import nn
from coursekit.nn import gradcheck, naive
from coursekit.nn.layers import SimpleRNN
from coursekit.nn.serialize import rebuild, spec
from tests.unit.nn.layer_checks import check_all, check_gradients, with_random_weights

small = st.integers(1, 4)


@given(
    st.tuples(small, st.integers(1, 6), small),
    small,
    st.booleans(),
    st.booleans(),
    st.sampled_from(["tanh", "sigmoid", "relu", None, "softmax"]),
)
def test_gradients_and_manners(shape, units, sequences, use_bias, activation):
    x = np.random.default_rng(1).normal(size=shape)
    layer = SimpleRNN(units, activation, use_bias, return_sequences=sequences)
    check_all(layer, x)


@given(st.tuples(small, st.integers(1, 6), small), small)
def test_equals_the_loops(shape, units):
    x = np.random.default_rng(2).normal(size=shape)
    layer = with_random_weights(SimpleRNN(units, return_sequences=True), shape)
    h, states = np.zeros((shape[0], units)), []
    for t in range(shape[1]):
        h = naive.recurrent_step(x[:, t], h, *layer.params.values())
        states.append(h)
    np.testing.assert_allclose(layer.forward(x), np.stack(states, axis=1), atol=1e-13)
    layer.return_sequences = False
    np.testing.assert_allclose(layer.forward(x), h, atol=1e-13)


def test_three_steps_by_hand():
    layer = SimpleRNN(1, activation=None, return_sequences=True)
    layer.build((None, 3, 1))
    layer.set_weights([np.array([[2.0]]), np.array([[0.5]]), np.array([1.0])])
    y = layer.forward(np.array([[[1.0], [0.0], [-1.0]]]))
    np.testing.assert_array_equal(y[0, :, 0], [3, 2.5, 0.25])
    layer.backward(np.array([[[0.0], [0.0], [1.0]]]))
    # ∂h₃/∂W = x₃ + x₂U + x₁U²,  ∂h₃/∂U = h₂ + h₁U,  ∂h₃/∂b = 1 + U + U²
    assert layer.grads["kernel"] == -1 + 0.25
    assert layer.grads["recurrent_kernel"] == 2.5 + 3 * 0.5
    assert layer.grads["bias"] == 1.75


def test_extreme_and_zero_inputs():
    x = np.array([[[1000.0], [-1000.0], [0.0]]])
    layer = with_random_weights(SimpleRNN(3), x.shape)
    assert np.isfinite(layer.forward(x)).all()
    check_gradients(layer, x)
    check_gradients(layer, np.zeros_like(x))


def test_weights_are_named_and_ordered_as_in_keras():
    layer = SimpleRNN(4)
    layer.build((None, 7, 3))
    shapes = {name: value.shape for name, value in layer.params.items()}
    assert list(shapes.items()) == [
        ("kernel", (3, 4)),
        ("recurrent_kernel", (4, 4)),
        ("bias", (4,)),
    ]
    u = layer.params["recurrent_kernel"]
    np.testing.assert_allclose(u.T @ u, np.eye(4), atol=1e-5)  # orthogonal at the start
    assert layer.output_shape == (None, 4)


def test_sequences_of_any_length_after_building():
    layer = SimpleRNN(2)
    layer.build((None, None, 3))
    assert layer(np.ones((2, 5, 3), "float32")).shape == (2, 2)
    assert layer(np.ones((2, 1, 3), "float32")).shape == (2, 2)
    with pytest.raises(ValueError, match="built for sequences of shape"):
        layer(np.ones((2, 5, 4), "float32"))


def test_gradients_of_a_whole_recurrent_network():
    layers = nn.layers
    model = nn.Sequential(
        [
            nn.Input((5, 3)),
            layers.SimpleRNN(4, return_sequences=True),
            layers.LeakyReLU(0.1),
            layers.SimpleRNN(3),
            layers.Dense(1, activation="sigmoid"),
        ]
    )
    rng = np.random.default_rng(3)
    loss = nn.losses.BinaryCrossentropy()
    report = gradcheck.check_model(model, rng.normal(size=(4, 5, 3)), np.array([0, 1, 1, 0]), loss)
    assert report.max_error < 1e-10, report


def test_config_survives_json():
    layer = SimpleRNN(2, "relu", use_bias=False, return_sequences=True)
    assert json.dumps(spec(rebuild(json.loads(json.dumps(spec(layer)))))) == json.dumps(spec(layer))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (dict(units=0), "units of SimpleRNN must be"),
        (dict(units="4"), "units of SimpleRNN must be"),
        (dict(return_state=True), "return_state=False"),
        (dict(go_backwards=2), "go_backwards must be True or False"),
        (dict(dropout=0.5), "put a Dropout layer before"),
        (dict(stateful=True), "only stateful=False"),
        (dict(activation="tahn"), "tanh"),
    ],
)
def test_bad_arguments_get_one_clear_sentence(arguments, words):
    with pytest.raises(ValueError, match=words):
        SimpleRNN(**{"units": 2, **arguments})


@pytest.mark.parametrize("shape", [(None, 3), (None, 3, 4, 5), (None, 3, None), (None, 0, 2)])
def test_impossible_sequences_change_nothing(shape):
    layer = SimpleRNN(2)
    with pytest.raises(ValueError, match="SimpleRNN expects sequences of shape"):
        layer.build(shape)
    assert not layer.built and layer.params == {}


def test_a_model_for_sequences_of_any_length_predicts_and_evaluates():
    model = nn.Sequential([nn.Input((None, 1)), SimpleRNN(2, return_sequences=True)])
    model.compile("sgd", "mse")
    for steps in (3, 9):
        x = np.random.default_rng(0).normal(size=(5, steps, 1))
        np.testing.assert_allclose(model.predict(x), model.forward(x.astype("float32")))
        assert np.isfinite(model.evaluate(x, np.zeros((5, steps, 2)), verbose=0))
