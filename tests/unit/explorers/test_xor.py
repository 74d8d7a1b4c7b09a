"""The XOR explorer holds to the course's gates and to its engine's training."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.collections import PathCollection

from coursekit import explore, nn
from coursekit.explorers.xor import picture
from coursekit.explorers.xor.explorer import (
    LUCKY,
    UNLUCKY,
    WEIGHTS,
    State,
    Xor,
    describe,
    frame,
    hand_set,
    loss,
)
from coursekit.machines import gates

TABLES = ("0 and 1", "-1 and 1")


def network(units, w, lr):
    """The same network in coursekit.nn, in 64-bit numbers."""
    before = nn.config.floatx()
    nn.config.set_floatx("float64")
    try:
        layers = [nn.layers.Dense(2, activation=units), nn.layers.Dense(1, activation="sigmoid")]
        model = nn.Sequential([nn.Input((2,)), *layers])
        model.compile(optimizer=nn.optimizers.SGD(lr), loss="binary_crossentropy")
        model.set_weights(explore.xor(**w).weights())
    finally:
        nn.config.set_floatx(before)
    return model


@pytest.mark.parametrize("units", ["sigmoid", "tanh"])
@pytest.mark.parametrize("start", [LUCKY, UNLUCKY])
def test_training_is_the_engines(units, start):
    model = network(units, start, lr=1.0)
    square = np.array(gates.binary_inputs(2), dtype=float)
    targets = np.array([[0.0], [1.0], [1.0], [0.0]])
    history = model.fit(square, targets, epochs=60, batch_size=4, shuffle=False, verbose=0).history
    shown = explore.xor(units=units, lr=1.0, step=60, **start)
    for ours, theirs in zip(shown.weights(), model.get_weights(), strict=True):
        assert np.allclose(ours, theirs, atol=1e-9)
    assert np.allclose(shown.numbers["losses"][:60], history["loss"], atol=1e-9)


@pytest.mark.parametrize("units", ["sigmoid", "tanh"])
@pytest.mark.parametrize("table", TABLES)
def test_an_epoch_goes_down_the_slope_of_the_loss(units, table):
    state = State(units, table, lr=0.1, **UNLUCKY)
    start = np.array([getattr(state, name) for name in WEIGHTS])
    step = np.array(frame(replace(state, step=1))["weights"]) - start
    slope = [
        (loss(start + 1e-6 * side, state) - loss(start - 1e-6 * side, state)) / 2e-6
        for side in np.eye(9)
    ]
    assert np.allclose(step, -0.1 * np.array(slope), atol=1e-9)


def test_the_solution_by_hand_is_the_gates():
    rows = frame(State(**hand_set(0)))["rows"]
    hidden, output = gates.XOR.forward(gates.binary_inputs(2))
    assert np.array_equal([r["h"] for r in rows], hidden)
    assert np.array_equal([[r["y"]] for r in rows], output)


@pytest.mark.parametrize("table", TABLES)
def test_both_tables_are_solved_by_hand_on_three_places(table):
    low = 0 if table == "0 and 1" else -1
    shown = frame(State("step", table, **hand_set(low)))
    assert [r["y"] for r in shown["rows"]] == [r["d"] for r in shown["rows"]]
    assert shown["right"] == 4 and shown["places"] == 3 and not shown["goal"]


def test_one_preset_learns_and_one_gets_stuck():
    states = {preset.name: preset.state for preset in Xor.PRESETS}
    assert frame(states["Learned"])["right"] == 4 and frame(states["Learned"])["loss"] < 0.05
    for step in (300, 1000):
        stuck = frame(replace(states["Stuck"], step=step))
        assert stuck["right"] < 4 and stuck["loss"] > 0.3
    assert frame(states["Almost"])["right"] == 3
    slow = frame(replace(states["Sigmoids take their time"], step=1000))
    assert slow["right"] == 4 and slow["losses"][50] > 0.65


def test_nothing_is_learned_through_a_step():
    state = State("step", **UNLUCKY)
    assert frame(replace(state, step=500))["weights"] == frame(state)["weights"]
    told = describe(replace(state, step=5), frame(replace(state, step=5)))
    assert "5 epochs changed nothing" in told


def test_the_goal_asks_for_lines_that_meet():
    solution = hand_set(0) | {"w1": 2.0, "w3": 1.2, "b1": -0.6, "w2": -0.7, "w4": -2.0, "b2": 2.3}
    shown = frame(State(**solution))
    assert shown["right"] == 4 and shown["angle"] >= 30 and shown["goal"]
    assert not frame(State("tanh", **solution))["goal"]


@given(st.integers(0, 359), st.integers(0, 359), st.floats(-1.5, 1.5), st.floats(-1.5, 1.5))
def test_lines_at_a_right_angle_never_solve_it(turn, _, b1, b2):
    u, v = math.cos(math.radians(turn)), math.sin(math.radians(turn))
    hidden = {"b1": b1, "w1": u, "w3": v, "b2": b2, "w2": -v, "w4": u}
    for signs in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        for b3 in (-1.5, -0.5, 0.5, 1.5):
            output = {"b3": b3, "w5": signs[0], "w6": signs[1]}
            assert frame(State(**hidden, **output))["right"] < 4


@given(
    st.sampled_from(["step", "sigmoid", "tanh"]),
    st.sampled_from(TABLES),
    st.lists(st.floats(-20, 20), min_size=9, max_size=9),
    st.floats(0.01, 10),
    st.integers(0, 40),
)
def test_every_state_has_numbers_and_words(units, table, weights, lr, step):
    state = State(units, table, *weights, lr, step)
    shown = frame(state)
    assert all(map(math.isfinite, shown["weights"] + shown["losses"]))
    assert 1 <= shown["places"] <= 4
    assert "nan" not in describe(state, shown)


@pytest.mark.parametrize("units", ["step", "sigmoid", "tanh"])
@pytest.mark.parametrize("table", TABLES)
def test_the_code_builds_the_same_network(units, table):
    w = explore.xor(units=units, table=table, step=40, **LUCKY)
    space = {}
    exec(w.code(), space)
    answers = space["model"].predict(space["table"][:, :2], verbose=0).ravel()
    if units != "step":
        assert np.allclose(answers, [r["y"] for r in w.numbers["rows"]], atol=1e-5)
    else:
        assert np.array_equal(answers > 0, [r["S"][2] > 0 for r in w.numbers["rows"]])


# What other tests left to the garbage collector may be told at any time.
@pytest.mark.filterwarnings("error", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("state", Xor.GOLDENS[-6:])
def test_extremes_are_drawn(state):
    """Each plane has its four rows within the axes, and a cross on every wrong one."""
    shown = frame(state)
    fig = picture.draw(state, shown)
    fig.canvas.draw()
    for plane in fig.axes[:2]:
        marks = [one for one in plane.collections if isinstance(one, PathCollection)]
        places = [mark.get_offsets()[0] for mark in marks]
        assert len(places) == 4 + (4 - shown["right"])
        (left, right), (low, high) = plane.get_xlim(), plane.get_ylim()
        assert all(left <= x <= right and low <= y <= high for x, y in places)
    losses = [line.get_ydata().tolist() for axes in fig.axes[2:] for line in axes.lines]
    assert losses == ([shown["losses"]] if shown["losses"] else [])
