"""The losses explorer against coursekit.nn.losses, NumPy and SciPy, and at its ends."""

import json

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from coursekit import explore
from coursekit.explorers.losses.explorer import (
    CLEAN,
    CONVENTIONS,
    LOSSES,
    SLIP,
    Losses,
    State,
    correct,
    cross_entropy,
    frame,
    loss_and_slope,
)
from coursekit.explorers.losses.line_fits import least_absolute, least_huber, least_squares
from coursekit.nn import gradcheck, losses

X, Y = (np.array(column) for column in zip(*SLIP, strict=True))
ENGINE = {
    "squared": losses.SquaredError("mean"),
    "absolute": losses.MeanAbsoluteError(),
    "Huber": losses.Huber(0.7),
}


@pytest.mark.parametrize("name", ENGINE)
def test_loss_and_slope_of_one_row(name):
    state = State(name, delta=0.7)
    for e in (-3.0, -0.7, -0.2, 0.0, 0.5, 2.0):
        row = np.zeros(1), np.array([e])
        expected = ENGINE[name](*row), ENGINE[name].gradient(*row)[0]
        assert loss_and_slope(state, e) == pytest.approx(expected, rel=1e-14)


@pytest.mark.parametrize("truth", ["yes", "no"])
def test_cross_entropy_of_one_row(truth):
    loss, y = losses.BinaryCrossentropy(), np.array([float(truth == "yes")])
    for p in (0.001, 0.3, 0.999):
        row = y, np.array([p])
        value, slope = cross_entropy(State(truth=truth), p)
        assert (value, slope) == pytest.approx((loss(*row), loss.gradient(*row)[0]), rel=1e-10)
        ten = cross_entropy(State(truth=truth, logarithm="10"), p)
        assert ten == pytest.approx((value / np.log(10), slope / np.log(10)), rel=1e-14)


@pytest.mark.parametrize("convention", CONVENTIONS)
def test_conventions_of_the_squared_error(convention):
    numbers = frame(State("squared", convention, points=SLIP, eta=0.003, step=5))
    loss = losses.SquaredError(convention)
    m, c = numbers["fit"]
    assert numbers["cost"] == pytest.approx(loss(Y, m * X + c), rel=1e-12)
    m = c = 0.0
    for _ in range(5):
        slopes = loss.gradient(Y, m * X + c)
        m, c = m - 0.003 * (slopes * X).sum(), c - 0.003 * slopes.sum()
    assert numbers["now"] == pytest.approx([m, c], rel=1e-12)


@pytest.mark.parametrize("name", ENGINE)
def test_the_convention_moves_no_minimum_but_the_step(name):
    frames = [frame(State(name, convention, points=SLIP)) for convention in CONVENTIONS]
    assert len({tuple(numbers["fit"]) for numbers in frames}) == 1
    total, half, mean, half_mean = (np.array(path[1]) for path in frames[0]["paths"])
    assert total == pytest.approx(2 * half) == pytest.approx(11 * mean)
    assert mean == pytest.approx(2 * half_mean)


NUMBERS = st.integers(-300, 300).map(lambda v: v / 20)
POINTS = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=2, max_size=9)


@given(POINTS)
def test_least_squares_line(points):
    x, y = (list(column) for column in zip(*points, strict=True))
    m, c = least_squares(x, y)
    if len(set(x)) == 1:
        assert (m, c) == pytest.approx((0, np.mean(y)))
    else:
        assert (m, c) == pytest.approx(tuple(np.polyfit(x, y, 1)), rel=1e-6, abs=1e-6)


@given(POINTS)
def test_no_line_has_a_smaller_absolute_error(points):
    x, y = (np.array(column) for column in zip(*points, strict=True))
    m, c = least_absolute(x.tolist(), y.tolist())
    # unknowns m, c and the sizes of the errors, each at least e and at least −e
    n, one = len(x), np.ones(len(x))
    line = np.column_stack([x, one])
    rows = np.block([[line, -np.eye(n)], [-line, -np.eye(n)]])
    best = linprog(
        np.r_[0, 0, one], A_ub=rows, b_ub=np.r_[y, -y], bounds=[(None, None)] * 2 + [(0, None)] * n
    )
    assert np.abs(m * x + c - y).sum() == pytest.approx(best.fun, rel=1e-7, abs=1e-7)


@given(POINTS, st.sampled_from([0.05, 1.0, 5.0]))
def test_no_line_near_by_has_a_smaller_huber_loss(points, delta):
    x, y = (np.array(column) for column in zip(*points, strict=True))
    m, c = least_huber(x.tolist(), y.tolist(), delta)
    loss = losses.Huber(delta)
    slopes = loss.gradient(y, m * x + c)
    assert abs(slopes.sum()) < 1e-9 * delta  # the loss is convex: slope 0 is the minimum
    # where the slope of the cost jumps nowhere, but rises steeply, m is known to rounding only
    assert abs((slopes * x).sum()) < 1e-9 * max(1, (x * x).max())


def test_huber_with_a_wide_border_is_least_squares():
    x, y = X.tolist(), Y.tolist()
    assert least_huber(x, y, 1000.0) == pytest.approx(least_squares(x, y), rel=1e-12)


def test_one_slip_as_in_lesson_04():
    slopes = {name: frame(State(name, points=SLIP))["fit"][0] for name in ENGINE}
    assert {name: round(m, 2) for name, m in slopes.items()} == {
        "squared": 0.39,
        "absolute": 0.75,
        "Huber": 0.72,
    }


def test_slope_behind_the_sigmoid():
    for truth, y in (("yes", 1), ("no", 0)):
        sizes = np.array(frame(State("cross-entropy", "sum", truth=truth))["sizes"])

        def cross(z, y=y):
            return np.sum(np.log(1 + np.exp(z)) - y * z)

        def square(z, y=y):
            return np.sum((1 / (1 + np.exp(-z)) - y) ** 2)

        for column, loss in ((1, cross), (2, square)):
            slope = gradcheck.complex_step(loss, sizes[:, 0])
            np.testing.assert_allclose(sizes[:, column], abs(slope), rtol=1e-10)


def test_goal_asks_for_a_loss_that_ignores_one_point():
    assert frame(State("absolute", points=SLIP))["goal"]
    assert not frame(State("squared", points=SLIP))["goal"]
    assert not any(frame(State(loss))["goal"] for loss in LOSSES)


def test_own_data():
    table = pd.DataFrame({"x": [0, 1, 2], "y": [1, 3, 2]})
    for data in (table, table.to_numpy(), [(0, 1), (1, 3), (2, 2)]):
        assert explore.losses(data=data).points == ((0, 1), (1, 3), (2, 2))
    w = explore.losses()
    w.data = [(0, 0), (1, 1)]
    assert w.data == w.points == ((0, 0), (1, 1))
    for bad in ([1, 2, 3], "ab", [(0, 1)], [(0, 1), (1, float("nan"))], [(0, 1, 2)] * 3):
        with pytest.raises(ValueError, match="data must be rows|points"):
            w.data = bad
    assert w.points == ((0, 0), (1, 1))


STATES = st.builds(
    State,
    loss=st.sampled_from(LOSSES),
    convention=st.sampled_from(CONVENTIONS),
    e=st.sampled_from([-4.0, 0.0, 4.0]),
    delta=st.sampled_from([0.05, 5.0]),
    truth=st.sampled_from(["yes", "no"]),
    p=st.sampled_from([0.001, 0.5, 0.999]),
    logarithm=st.sampled_from(["e", "10"]),
    eta=st.sampled_from([0.001, 2.0]),
    step=st.sampled_from([0, 1, 30]),
    points=st.sampled_from(
        [
            CLEAN,
            ((0.0, 0.0), (0.0, 0.0)),
            ((0.1, 1.0), (0.1, 2.0), (0.1, 4.0)),
            ((-1000.0, 1000.0), (1000.0, -1000.0)),
        ]
    ),
)


@given(STATES)
def test_extremes_give_numbers(state):
    numbers = frame(state)
    json.dumps(numbers, allow_nan=False)
    assert all(len(path) == 31 for path in numbers["paths"])
    assert Losses.describe(state, numbers).endswith(".")


def test_cross_entropy_has_no_half_and_squared_error_has():
    state = State("cross-entropy", "half", p=0.002, eta=1.0)
    _, loss, slope = frame(state)["here"]
    assert loss == pytest.approx(-np.log(0.002)) and slope == pytest.approx(-500)
    z, of_cross_entropy, of_half_square = np.array(frame(state)["sizes"]).T
    p = 1 / (1 + np.exp(-z))
    assert of_cross_entropy == pytest.approx(1 - p)
    assert of_half_square == pytest.approx((1 - p) * p * (1 - p))


def test_the_half_shortens_the_steps_of_the_square_alone():
    whole, half = (State("cross-entropy", name, p=0.2, eta=1.0) for name in ("mean", "half"))
    assert correct(whole, "cross-entropy") == correct(half, "cross-entropy")
    assert correct(whole, "squared")[1] > correct(half, "squared")[1] > 0.2
