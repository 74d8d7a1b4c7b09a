"""The perceptron explorer holds to the course's perceptron, and survives whatever is drawn."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.svm import SVC

from coursekit import explore
from coursekit.explorers.perceptron import picture
from coursekit.explorers.perceptron.explorer import (
    AND,
    CLOUDS,
    XOR,
    Perceptron,
    State,
    describe,
    frame,
    widest_street,
)
from coursekit.machines.gates import XOR as xor_gate
from coursekit.machines.gates import binary_inputs
from coursekit.machines.perceptron import Perceptron as Model
from coursekit.machines.perceptron import is_separable

places = st.integers(-4, 4).map(lambda k: k / 4)
rows = st.lists(st.tuples(places, places, st.integers(0, 1)), max_size=8).map(tuple)


def parts(points):
    table = np.array(points)
    return table[:, :2], table[:, 2].astype(int)


@pytest.mark.parametrize("points", [AND, XOR, CLOUDS])
@pytest.mark.parametrize("lr", [0.3, 1.0])
def test_the_run_is_the_perceptrons(points, lr):
    model = Model(learning_rate=lr, max_passes=30).fit(*parts(points))
    last = frame(State(points, lr=lr, step=10_000))
    assert last["mistakes"] == model.history_.mistakes_per_pass.tolist()
    assert np.allclose(last["weights"], model.weights_, atol=1e-12)
    assert last["ending"] == ("separated" if model.converged_ else "cap")
    for k in range(4 * len(points)):
        shown = frame(State(points, lr=lr, step=k))
        expected = model.history_.weights_per_update[min(shown["corrections"], model.n_updates_)]
        assert np.allclose(shown["weights"], expected, atol=1e-12)


def test_the_presets_say_what_happens():
    ends = {preset.name: frame(replaced(preset.state)) for preset in Perceptron.PRESETS}
    assert ends["AND from zero"]["corrections"] == 10
    assert ends["A wrong opinion"]["corrections"] == 34
    assert ends["XOR"]["again"] == [2, 3] and ends["XOR"]["separable"] == "no"
    assert ends["Two clouds"]["ending"] == "separated"
    assert ends["One point between"]["separable"] == "no"


def replaced(state, step=12_000):
    return Perceptron.checked(state, step=step)


def test_a_circle_is_announced_when_it_closes_and_not_before():
    assert frame(State(XOR, step=11))["again"] is None
    assert frame(State(XOR, step=12))["again"] == [2, 3]


@given(rows)
def test_separable_is_what_the_margin_says(points):
    shown = frame(State(points))["separable"]
    if len({d for *_, d in points}) < 2:
        assert shown == "one class"
    else:
        assert shown == ("yes" if is_separable(*parts(points)) else "no")


def test_separable_is_exact_where_rounding_would_not_be():
    between = ((0.1, 0.1, 0), (0.3, 0.3, 0), (0.2, 0.2, 1))  # 0.1 + 0.2 is not 0.3 for a computer
    assert frame(State(between))["separable"] == "no"
    beside = (*between[:2], (0.2, 0.2001, 1))
    assert frame(State(beside))["separable"] == "yes"


def test_the_widest_street_is_the_support_vector_machines():
    for points in (AND, CLOUDS):
        X, d = parts(points)
        machine = SVC(kernel="linear", C=1e8, tol=1e-8).fit(X, d)
        width, b, *w = widest_street(points)
        assert math.isclose(width, 2 / np.linalg.norm(machine.coef_), rel_tol=1e-4)
        assert np.allclose(w, machine.coef_[0] / np.linalg.norm(machine.coef_), atol=1e-3)
        distance = np.where(d == 1, 1, -1) * (X @ w + b)
        assert math.isclose(distance.min(), width / 2, rel_tol=1e-12)


@given(
    rows,
    st.floats(-10, 10),
    st.floats(0.01, 10),
    st.integers(1, 200),
    st.integers(0, 3000),
)
def test_every_state_has_numbers_and_words(points, w, lr, max_passes, step):
    state = State(points, w, -w, w / 3, lr, max_passes, step)
    shown = frame(state)
    assert all(math.isfinite(w) for w in shown["weights"])
    assert shown["step"] <= shown["last"] <= max_passes * len(points)
    assert "nan" not in describe(state, shown)


def test_the_goal_needs_more_than_thirty_corrections_from_zero():
    narrow = ((-1.0, 0.0, 0), (0.9, 1.0, 1), (1.0, 0.9, 0), (-0.9, 0.2, 1))
    done = frame(State(narrow, max_passes=200, step=12_000))
    assert done["ending"] == "separated" and done["corrections"] > 30 and done["goal"]
    assert not frame(State(narrow, max_passes=200, step=12))["goal"]
    assert not frame(State(narrow, 0.1, max_passes=200, step=12_000))["goal"]
    assert not frame(State(AND, step=12_000))["goal"]


def test_own_points():
    square = binary_inputs(2)
    w = explore.perceptron(data=(square, xor_gate(square)))
    assert w.points == XOR
    w.data = [[0.5, 1, -1], [2, 3, 1]]
    assert w.points == ((0.5, 1.0, 0), (2.0, 3.0, 1)) and w.data is not None
    w.points = []
    assert w.numbers["separable"] == "one class"


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([(0, 0, 2)], "class of point 1 must be 0 or 1"),
        ([(0, 0, 1), (0, 0)], "Point 2 must be three numbers"),
        ([(0, 2000, 1)], "standardise"),
        ([(0, float("nan"), 1)], "Point 1"),
        ([(0, 0, 1)] * 61, "at most 60"),
        (7, "must be a list"),
    ],
)
def test_bad_points_are_refused_and_the_good_ones_stay(points, words):
    w = explore.perceptron()
    with pytest.raises(ValueError, match=words):
        w.points = points
    assert w.points == AND


def test_the_code_repeats_the_run(capsys):
    w = explore.perceptron(points=CLOUDS, w1=-0.4, lr=0.5)
    w.step_forward(10_000)
    space = {}
    exec(w.code(), space)
    assert np.allclose(space["w"], w.numbers["weights"], atol=1e-12)
    assert space["number"] == len(w.numbers["mistakes"])


# What other tests left to the garbage collector may be told at any time.
@pytest.mark.filterwarnings("error", "ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize("state", Perceptron.GOLDENS[-6:])
def test_extremes_are_drawn(state):
    """Every point stands where it is, within the axes; a bar is as high as its pass's mistakes."""
    fig = picture.draw(state, frame(state))
    fig.canvas.draw()
    plane, bars = fig.axes
    classes = [dots for dots in plane.collections if dots.get_label().startswith("class ")]
    drawn = sorted(tuple(place) for dots in classes for place in dots.get_offsets().tolist())
    assert drawn == sorted((x1, x2) for x1, x2, _ in state.points)
    (left, right), (low, high) = plane.get_xlim(), plane.get_ylim()
    assert all(left <= x1 <= right and low <= x2 <= high for x1, x2 in drawn)
    assert [bar.get_height() for bar in bars.patches] == frame(state)["mistakes"]
