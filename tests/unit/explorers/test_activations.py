"""The activations explorer against the activations and layers of coursekit.nn, and at its ends."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import explore, nn
from coursekit.explorers.activations.explorer import Activations, State, draws, frame, send
from coursekit.studies.activations import TWELVE, complex_slope

LAYER_NAMES = {
    "linear": "linear",
    "sigmoid": "sigmoid",
    "tanh": "tanh",
    "ReLU": "relu",
    "leaky ReLU": "leaky_relu",
    "ELU": "elu",
    "softplus": "softplus",
    "swish": "silu",
}


@pytest.mark.parametrize("name", TWELVE)
def test_value_and_slope_at_z(name):
    for z in (-3.3, -0.7, 0.4, 2.5):
        numbers = frame(State(name, z=z, slope=0.25 if name == "PReLU" else 0.2))
        assert numbers["a"] == pytest.approx(float(TWELVE[name](z)), rel=1e-14)
        assert numbers["slope"] == pytest.approx(float(complex_slope(TWELVE[name], z)), rel=1e-9)


def test_parameters_change_the_function():
    assert frame(State("leaky ReLU", z=-2.0, slope=0.5))["a"] == -1
    assert frame(State("PReLU", z=-2.0, slope=0.5))["slope"] == 0.5
    assert frame(State("ELU", z=-2.0, alpha=3.0))["a"] == pytest.approx(3 * (np.exp(-2) - 1))


@pytest.mark.parametrize("name", LAYER_NAMES)
def test_layers_do_what_five_dense_layers_do(name):
    state = State(name, scale=1.3, bias=0.4, mean=0.5, spread=2.0, seed=3)
    noise, weights, gradient = draws(state.seed)
    a = 0.5 + 2 * noise
    layers = []
    for kernel in weights:
        layer = nn.layers.Dense(32, activation=LAYER_NAMES[name])
        layer(a[:1])
        layer.params["kernel"] = kernel * 1.3 / np.sqrt(32)
        layer.params["bias"] = np.full(32, 0.4)
        layer.grads = {key: np.zeros_like(value) for key, value in layer.params.items()}
        a = layer(a)
        layers.append(layer)
    da = gradient
    for layer in reversed(layers):
        da = layer.backward(da)

    numbers = frame(state)
    assert numbers["layers"][-1]["spread"] == pytest.approx(a.std(), rel=1e-10)
    assert numbers["layers"][-1]["mean"] == pytest.approx(a.mean(), rel=1e-10)
    expected = np.linalg.norm(da) / np.linalg.norm(gradient)
    assert numbers["arriving"][0] == pytest.approx(expected, rel=1e-10)


def test_dead_and_flat_are_counted_over_the_rows():
    state = State("ReLU", scale=1.41, bias=-1.0)
    _, slopes, _ = send(state)
    numbers = frame(state)
    dead = [unit for unit in range(32) if not slopes[1][:, unit].any()]
    assert 0 < len(dead) < 32
    assert numbers["dead"][1] == len(dead) / 32
    assert numbers["flat"][1] == (slopes[1] == 0).mean()


def test_histograms_count_every_number_once():
    for layer in frame(State("ReLU", scale=4.0))["layers"]:
        assert sum(layer["bars"]) == 64 * 32
    assert frame(State(spread=0.0))["layers"][0]["bars"][16] == 64 * 32


def test_no_preset_gives_the_goal_away():
    reached = [p.name for p in Activations.PRESETS if frame(p.state)["goal"]]
    assert reached == []
    assert frame(State("tanh", scale=1.6))["goal"]
    assert not frame(State("linear"))["goal"]


STATES = st.builds(
    State,
    function=st.sampled_from(list(TWELVE)),
    z=st.floats(-6, 6),
    slope=st.sampled_from([0.0, 0.2, 1.0]),
    alpha=st.sampled_from([0.0, 1.0, 3.0]),
    mean=st.sampled_from([-5.0, 0.0, 5.0]),
    spread=st.sampled_from([0.0, 1.0, 10.0]),
    scale=st.sampled_from([0.1, 1.0, 4.0]),
    bias=st.sampled_from([-3.0, 0.0, 3.0]),
    seed=st.sampled_from([0, 9999]),
)


@given(STATES)
def test_extremes_give_numbers(state):
    numbers = frame(state)
    json.dumps(numbers, allow_nan=False)
    assert all(0 <= dead <= flat <= 1 for dead, flat in zip(*_shares(numbers), strict=True))
    assert Activations.describe(state, numbers).endswith("flat.")


def _shares(numbers):
    return numbers["dead"], numbers["flat"]


def test_a_bad_value_leaves_the_last_good_state():
    w = explore.activations(function="tanh")
    with pytest.raises(ValueError, match="weight scale"):
        w.scale = 40
    with pytest.raises(ValueError, match="must be one of"):
        w.function = "sigmoidal"
    assert (w.scale, w.function) == (1, "tanh")
