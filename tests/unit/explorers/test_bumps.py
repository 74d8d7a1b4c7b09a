"""The explorer of bumps against networks of coursekit.nn, and its goal against a found solution."""

import numpy as np
import pytest

from coursekit import explore, nn
from coursekit.explorers.bumps.explorer import Bumps, State, frame, target

XS = np.linspace(0, 1, 101)[:, None]


def network(state):
    """The same 1-3-1 network as layers of the engine."""
    activation = "relu" if state.kind == "hinges" else "sigmoid"
    weight = 1.0 if state.kind == "hinges" else state.hardness
    hidden = nn.layers.Dense(3, activation=activation, dtype="float64")
    output = nn.layers.Dense(1, dtype="float64")
    model = nn.Sequential([nn.Input((1,), dtype="float64"), hidden, output])
    places, heights = np.array([state.t1, state.t2, state.t3]), [state.v1, state.v2, state.v3]
    kernel = np.full((1, 3), weight)
    model.set_weights([kernel, -weight * places, np.array(heights)[:, None], [state.start]])
    return model


@pytest.mark.parametrize("state", Bumps.GOLDENS)
def test_the_sum_is_a_network_with_one_hidden_layer(state):
    shown = frame(state)
    outputs = network(state).predict(XS, verbose=0)[:, 0]
    np.testing.assert_allclose(np.array(shown["output"])[:, 1], outputs, rtol=1e-9, atol=1e-9)
    gaps = np.abs(outputs - [target(state.curve, x) for x in XS[:, 0]])
    assert shown["worst"] == pytest.approx(gaps.max(), abs=1e-9)
    assert shown["error"] == pytest.approx((gaps**2).mean(), abs=1e-9)


def test_three_hinges_make_a_tent():
    tent = State(curve="tent", v1=4, v2=-8, v3=4, t1=0.25, t2=0.5, t3=0.75)
    assert frame(tent)["worst"] < 1e-12


def test_two_hard_steps_make_a_bump():
    bump = State("steps", "block", 1, -1, 0, 0.295, 0.605, hardness=500)
    assert frame(bump)["worst"] < 0.1


def test_the_goal_can_be_reached_and_no_preset_gives_it_away():
    chords = State(v1=2.7, v2=-2.7, v3=-2.7, t1=0.0, t2=0.33, t3=0.67, start=0.05)
    assert frame(chords)["goal"] and not frame(State())["goal"]
    assert not any(frame(preset.state)["goal"] for preset in Bumps.PRESETS)


def test_the_question_has_its_answer():
    w = explore.bumps(kind="steps", curve="block", v1=1, v2=-1, v3=0, t1=0.3, t2=0.6, hardness=500)
    heights = dict((round(x, 2), y) for x, y in w.numbers["output"])
    assert [round(heights[x], 6) for x in (0.1, 0.45, 0.9)] == [0, 1, 0]
