"""Losses: what one error costs, where the best line lies, and what a convention does to a step."""

import math
from dataclasses import dataclass

import numpy as np

from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Choice, Goal, Number, Numbers, Preset, Question, Steps
from coursekit.explorers.kit.words import say
from coursekit.explorers.losses.line_fits import (
    least_absolute,
    least_huber,
    least_squares,
    pull,
    total,
)

LOSSES = ("squared", "absolute", "Huber", "cross-entropy")
CONVENTIONS = ("sum", "half", "mean", "half_mean")
STEPS = 30
FAR = 1e6
DAYS = range(-5, 6)  # temperature − 25 °C, the data of lesson 05
CUPS = (1.9, 2.9, 3.5, 4.5, 5.1, 6.1, 6.8, 7.4, 8.6, 8.9, 10.2)  # sold, in hundreds
CLEAN = tuple((float(x), y) for x, y in zip(DAYS, CUPS, strict=True))

SLIP = (*CLEAN[:-1], (5.0, 1.02))  # the hottest day, mistyped
HEIGHT = 1000.0


@dataclass(frozen=True)
class State:
    """A loss, one error e (or one probability p), and points for a line ŷ = mx + c."""

    loss: str = "Huber"
    convention: str = "mean"
    e: float = 1.5
    delta: float = 1.0
    truth: str = "yes"
    p: float = 0.2
    logarithm: str = "e"
    eta: float = 0.05
    step: int = 0
    points: tuple = CLEAN

    @property
    def x(self):
        """Where the points stand."""
        return [x for x, _ in self.points]

    @property
    def y(self):
        """The targets."""
        return [y for _, y in self.points]


def factor(convention, n):
    """Return what stands before Σ ℓ in the cost of n rows: 1, ½, 1/n or 1/2n."""
    return {"sum": 1.0, "half": 0.5, "mean": 1 / n, "half_mean": 0.5 / n}[convention]


def loss_and_slope(state, e):
    """Return ℓ and ∂ℓ/∂ŷ of one row with the error e = ŷ − y, without any factor."""
    if state.loss == "squared":
        return e * e, 2 * e
    if state.loss == "absolute":
        return abs(e), float((e > 0) - (e < 0))
    size, delta = abs(e), state.delta
    inside = size <= delta
    return (0.5 * e * e if inside else delta * size - 0.5 * delta * delta), pull(e, delta)


def cross_entropy(state, p):
    """Return ℓ and ∂ℓ/∂p of one row to which the model gives the probability p."""
    unit = math.log(10) if state.logarithm == "10" else 1.0
    if state.truth == "yes":
        return -math.log(p) / unit, -1 / (p * unit)
    return -math.log(1 - p) / unit, 1 / ((1 - p) * unit)


def best_line(state):
    """Return (m, c) with the smallest cost under the state's loss; the convention moves nothing."""
    if state.loss == "squared":
        return least_squares(state.x, state.y)
    if state.loss == "absolute":
        return least_absolute(state.x, state.y)
    return least_huber(state.x, state.y, state.delta)


def descend(state, convention):
    """Return [m, c] after 0, 1, …, 30 steps of gradient descent from 0; None once it is far off."""
    m = c = 0.0
    path = [[m, c]]
    rate = state.eta * factor(convention, len(state.x))
    for _ in range(STEPS):
        slopes = [
            loss_and_slope(state, m * x + c - y)[1] for x, y in zip(state.x, state.y, strict=True)
        ]
        along_m = total(slope * x for slope, x in zip(slopes, state.x, strict=True))
        m, c = m - rate * along_m, c - rate * total(slopes)
        if abs(m) > FAR or abs(c) > FAR:
            return path + [None] * (STEPS + 1 - len(path))
        path.append([m, c])
    return path


def correct(state, name):
    """Return p after 0, 1, …, 30 steps of one sigmoid neuron that learns its sum z alone."""
    target = 1.0 if state.truth == "yes" else 0.0
    unit = math.log(10) if state.logarithm == "10" else 1.0
    z = math.log(state.p / (1 - state.p))
    path = [state.p]
    # A ½ belongs to the square, whose 2 it cancels; cross-entropy has none.
    rate = state.eta * (1.0 if name == "cross-entropy" else factor(state.convention, 1))
    for _ in range(STEPS):
        p = path[-1]
        slope = (p - target) / unit if name == "cross-entropy" else 2 * (p - target) * p * (1 - p)
        z -= rate * slope
        path.append(1 / (1 + math.exp(-z)))
    return path


def frame(state):
    """Return the curve of the loss, the lines or slopes beside it, and the paths of descent."""
    if state.loss == "cross-entropy":
        return _frame_of_probability(state)
    n = len(state.x)
    share = factor(state.convention, n)
    curve = [[e, *(share * v for v in loss_and_slope(state, e))] for e in _both_sides(4.0, 80)]
    m, c = best_line(state)
    square = least_squares(state.x, state.y)
    errors = [m * x + c - y for x, y in zip(state.x, state.y, strict=True)]
    off = len([e for e in errors if abs(e) > 0.5])
    paths = [descend(state, name) for name in CONVENTIONS]
    mine = paths[CONVENTIONS.index(state.convention)]
    return {
        "curve": curve,
        "here": [state.e, *(share * v for v in loss_and_slope(state, state.e))],
        "fit": [m, c],
        "squares": list(square),
        "cost": share * total(loss_and_slope(state, e)[0] for e in errors),
        "off": off,
        "now": mine[state.step],
        "names": list(CONVENTIONS),
        "paths": [[None if at is None else at[0] for at in path] for path in paths],
        "target": m,
        "sizes": [],
        "goal": n > 3 and off == 1 and abs(square[0] - m) > 0.2,
    }


def _frame_of_probability(state):
    curve = [[p, *cross_entropy(state, p)] for p in _probabilities()]
    paths = [correct(state, name) for name in ("cross-entropy", "squared")]
    return {
        "curve": curve,
        "here": [state.p, *cross_entropy(state, state.p)],
        "fit": None,
        "squares": None,
        "cost": cross_entropy(state, paths[0][state.step])[0],
        "off": 0,
        "now": [paths[0][state.step], paths[1][state.step]],
        "names": ["cross-entropy", "squared"],
        "paths": paths,
        "target": 1.0 if state.truth == "yes" else 0.0,
        "sizes": [_slopes_at(state, k / 10) for k in range(-80, 81)],
        "goal": False,
    }


def _slopes_at(state, z):
    """Return z and the sizes of ∂ℓ/∂z for cross-entropy and for squared error behind a sigmoid."""
    unit = math.log(10) if state.logarithm == "10" else 1.0
    share = factor(state.convention, 1)
    p = 1 / (1 + math.exp(-z))
    wrong = abs(p - (1.0 if state.truth == "yes" else 0.0))
    return [z, wrong / unit, share * 2 * wrong * p * (1 - p)]


def _both_sides(reach, steps):
    """Return places from −reach to reach; 0 is there twice, just left and just right of it."""
    half = [reach * k / steps for k in range(1, steps + 1)]
    return [-e for e in reversed(half)] + [-1e-12, 1e-12] + half


def _probabilities():
    ends = [1, 2, 3, 5, 7]  # thousandths, where the curve is steepest
    return [k / 1000 for k in [*ends, *range(10, 991, 5), *(1000 - k for k in reversed(ends))]]


def describe(state, frame):
    """Say what the error costs, where the best line lies, and what descent does."""
    _, loss, slope = frame["here"]
    if frame["fit"] is None:
        return (
            f"The truth is {state.truth}, and p = {say(state.p)} costs {say(loss)}; the slope is "
            f"{say(slope)}. After {state.step} steps with η = {say(state.eta)} cross-entropy has "
            f"p = {say(frame['now'][0])}, squared error p = {say(frame['now'][1])}."
        )
    (m, c), now = frame["fit"], frame["now"]
    walk = "has flown off" if now is None else f"has slope {say(now[0])}"
    return (
        f"With the loss {state.loss} and the convention {state.convention}, an error of "
        f"{say(state.e)} costs {say(loss)}; the slope is {say(slope)}. The best line has slope "
        f"{say(m)} and intercept {say(c)}, that of least squares slope "
        f"{say(frame['squares'][0])}. After {state.step} steps with η = {say(state.eta)} descent "
        f"{walk}."
    )


class Losses(Explorer):
    """Losses: one error, the best line through points you can drag, and a walk towards it.

    Parameters
    ----------
    data : array_like, shape (n, 2), optional
        Your own points (x, y), at least 2 and at most 60; the same as ``points=``.
    **settings
        Fields of the state.

    Examples
    --------
    >>> w = explore.losses(loss="absolute", data=[(0, 1), (1, 3), (2, 2)])
    >>> w.numbers["fit"]              # slope and intercept of the best line
    """

    NAME = "losses"
    TITLE = "Losses: what an error costs"
    ABOUT = "Squared, absolute, Huber's and log loss; an outlier pulls a line; what ½ and 1/n do."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    CONTROLS = (
        Choice("loss", "loss", LOSSES),
        Choice(
            "convention", "cost", CONVENTIONS,
            ("Σ ℓ (sum)", "½ Σ ℓ", "1/n Σ ℓ (mean)", "1/2n Σ ℓ"),
        ),
        Number("e", "error e = ŷ − y", -4, 4, 0.05, when=("loss", LOSSES[:3])),
        Number("delta", "border δ", 0.05, 5, 0.05, "log", when=("loss", ("Huber",))),
        Choice("truth", "truth", ("yes", "no"), when=("loss", LOSSES[3:])),
        Number("p", "probability p of yes", 0.001, 0.999, 0.001, when=("loss", LOSSES[3:])),
        Choice("logarithm", "logarithm to base", ("e", "10"), when=("loss", LOSSES[3:])),
        Number("eta", "learning rate η", 0.001, 2, 0.001, "log"),
        Steps("step", "step", last=STEPS, per_second=3),
        Numbers("points", "points (x, y)", -HEIGHT, HEIGHT, columns=2, least=2, most=60),
    )  # fmt: skip
    FIRST = ("loss", "convention", "e", "delta", "truth", "p", "eta", "step")
    PRESETS = (
        Preset(
            "One slip, squared",
            State("squared", e=3.0, points=SLIP),
            "One mistyped day of eleven takes more than half of the line's slope.",
        ),
        Preset(
            "One slip, absolute",
            State("absolute", e=3.0, points=SLIP),
            "No row pulls harder than 1, so the line stays with the other ten.",
        ),
        Preset(
            "One slip, Huber",
            State("Huber", e=3.0, delta=1.0, points=SLIP),
            "Huber's loss is round near 0 and limits the pull to δ.",
        ),
        Preset(
            "A sum flies off",
            State("squared", "sum", eta=0.02, step=6),
            "The sum of eleven rows makes steps 11 times as long as their mean: with the same η it "
            "leaves.",
        ),
        Preset(
            "The V never rests",
            State("absolute", "mean", eta=0.3, step=30),
            "The slope of |e| does not fade near the goal, so descent jumps to and fro.",
        ),
        Preset(
            "Sure and wrong",
            State("cross-entropy", "half", p=0.002, eta=1.0, step=10),
            "Cross-entropy shouts where squared error, behind a flat sigmoid, is silent.",
        ),
    )
    QUESTION = Question(
        "One of eleven points is moved far down. Which line changes its slope the most?",
        ("that of the squared error", "that of the absolute error", "that of Huber's loss"),
        answer=0,
        why="A squared error pulls in proportion to its distance, without limit; the two others "
        "have a limit.",
    )
    GOAL = Goal(
        "Drag one point away and choose a loss that ignores it: all points but one within 0.5 of "
        "its line, while the slope of least squares is off by more than 0.2."
    )
    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(State(loss, convention, e=-4.0, step=7) for loss in LOSSES for convention in CONVENTIONS),
        *(State(loss, e=4.0, eta=2.0, step=30, points=SLIP) for loss in LOSSES),
        *(State(loss, points=((1.0, 2.0), (1.0, 5.0), (1.0, -3.0))) for loss in LOSSES[:3]),
        *(State(loss, points=((0.0, 0.0), (0.0, 0.0))) for loss in LOSSES[:3]),
        *(State(loss, points=((-1.0, 3.0), (2.0, -3.0))) for loss in LOSSES[:3]),
        State("Huber", delta=0.05, e=0.05, points=SLIP),
        State("Huber", delta=5.0, e=-0.0, points=SLIP),
        State("squared", "sum", eta=2.0, points=((-HEIGHT, HEIGHT), (HEIGHT, -HEIGHT)), step=30),
        State("cross-entropy", p=0.001, truth="no", logarithm="10", eta=0.001, step=1),
        State("cross-entropy", p=0.999, truth="no", logarithm="e", eta=2.0, step=30),
        State("cross-entropy", "sum", p=0.001, truth="yes", logarithm="10", eta=2.0, step=30),
    )

    def __init__(self, data=None, **settings):
        if data is not None:
            settings["points"] = _rows(data)
        super().__init__(**settings)

    @property
    def data(self):
        """The points (x, y)."""
        return self.points

    @data.setter
    def data(self, data):
        self.points = _rows(data)


def _rows(data):
    """Return own data, such as a table of two columns, as a list of pairs."""
    try:
        array = np.asarray(data, dtype=float)
    except (TypeError, ValueError):
        array = np.zeros(0)
    if array.ndim != 2 or array.shape[1] != 2:
        raise ValueError(
            "data must be rows of two numbers, x and y: an array of shape (n, 2), a table with two "
            "columns or a list of pairs."
        )
    return array.tolist()
