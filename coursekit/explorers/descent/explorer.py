"""Gradient descent on a curve: the slope, the step against it, and the learning rate between."""

import math
from dataclasses import dataclass

from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Choice, Goal, Number, Preset, Question, Steps
from coursekit.explorers.kit.words import finite, say

#: The deeper valley of "two valleys": where its slope w³ − 2w + 0.3 is 0.
DEEPEST = -1.4839678931977263
TOO_FAR = 1e6
CLOSE = 0.001


@dataclass(frozen=True)
class State:
    """A curve, a learning rate η, a first weight, and how many steps were made.

    Attributes
    ----------
    curve : {"parabola", "two valleys", "plateau"}
    curvature : float
        k of the parabola E = k w² / 2.
    lr : float
        Learning rate η.
    start : float
        The first weight w₀.
    step : int
    """

    curve: str = "parabola"
    curvature: float = 1.0
    lr: float = 0.3
    start: float = 2.0
    step: int = 0


def loss(state, w):
    """Return the loss E(w) of the chosen curve."""
    if state.curve == "parabola":
        return state.curvature * w * w / 2
    if state.curve == "two valleys":
        return w * w * w * w / 4 - w * w + 0.3 * w
    return w * w / (1 + w * w)


def slope(state, w):
    """Return the slope dE/dw."""
    if state.curve == "parabola":
        return state.curvature * w
    if state.curve == "two valleys":
        return w * w * w - 2 * w + 0.3
    return 2 * w / ((1 + w * w) * (1 + w * w))


def frame(state):
    """Walk ``step`` times w ← w − η dE/dw, and look around at the end.

    Returns
    -------
    dict
        ``path``, ``losses``: w and E before the first and after each step; ``w``, ``loss``,
        ``slope``: where the walk is; ``move``: the next step −η dE/dw; ``diverged``: the step at
        which |w| passed a million, or None; ``last``: that step too, for Play; ``curve``: points
        to draw; ``lowest``: the least loss there is; ``goal``: whether the goal is reached.
    """
    path, diverged = [state.start], None
    for step in range(1, state.step + 1):
        path.append(path[-1] - state.lr * slope(state, path[-1]))
        if abs(path[-1]) > TOO_FAR:
            diverged = step
            break
    w = path[-1]
    E, dE = loss(state, w), slope(state, w)
    lowest = loss(state, DEEPEST) if state.curve == "two valleys" else 0.0
    reached = state.curve == "two valleys" and state.start >= 1 and len(path) <= 31
    return {
        "path": path,
        "losses": [finite(loss(state, w)) for w in path],
        "w": w,
        "loss": finite(E),
        "slope": finite(dE),
        "move": finite(-state.lr * dE),
        "diverged": diverged,
        "last": diverged,
        "curve": [[i / 20, loss(state, i / 20)] for i in range(-60, 61)],
        "lowest": lowest,
        "goal": reached and E - lowest < CLOSE,
    }


def describe(state, frame):
    """Say in words where the walk is."""
    if frame["diverged"] is not None:
        return (
            f"With learning rate {say(state.lr)} the walk diverged: after step "
            f"{frame['diverged']} the weight is beyond a million."
        )
    return (
        f"After {state.step} steps with learning rate {say(state.lr)} the weight is "
        f"{say(frame['w'])} and the loss {say(frame['loss'])}. The slope there is "
        f"{say(frame['slope'])}, so the next step is {say(frame['move'])}."
    )


class Descent(Explorer):
    """Gradient descent with one weight: w ← w − η dE/dw.

    Examples
    --------
    >>> w = explore.descent(lr=0.3, start=2)
    >>> w.step_forward(5)
    >>> w.numbers["loss"]
    """

    NAME = "descent"
    TITLE = "Gradient descent in one dimension"
    ABOUT = "Descent, step and learning rate on a curve; when a walk arrives, swings or diverges."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    CONTROLS = (
        Choice("curve", "curve", ("parabola", "two valleys", "plateau")),
        Number(
            "curvature", "curvature k", 0.1, 10, 0.1, "log", help="E = k w² / 2",
            when=("curve", ("parabola",)),
        ),
        Number("lr", "learning rate η", 0.001, 3, 0.001, "log"),
        Number("start", "first weight w₀", -3, 3, 0.01),
        Steps("step", "step", last=100, per_second=4),
    )  # fmt: skip
    PRESETS = (
        Preset("Straight down", State(lr=0.3), "Every step leaves 0.7 of the distance."),
        Preset("In one step", State(lr=1.0), "η = 1/k lands exactly on the lowest point."),
        Preset("Swinging", State(lr=1.9), "Past 1/k each step jumps to the other side."),
        Preset("Diverging", State(lr=2.1), "Past 2/k each step lands further away than before."),
        Preset(
            "The wrong valley",
            State("two valleys", lr=0.1, start=2.0),
            "Small steps end in the valley where they began, not in the deepest.",
        ),
        Preset(
            "A plateau",
            State("plateau", lr=0.3, start=3.0),
            "Where the curve is nearly flat the steps are tiny, though the valley is far.",
        ),
    )
    QUESTION = Question(
        "On the parabola with k = 1, from which learning rate on does the walk move away from "
        "the lowest point?",
        ("η = 0.5", "η = 1", "η = 2", "It never does"),
        answer=2,
        why="A step turns w into (1 − ηk) w. Its size grows when |1 − ηk| > 1: from η = 2/k on.",
    )
    GOAL = Goal(
        "On the curve with two valleys start at w₀ ≥ 1 and come within 0.001 of the lowest loss "
        "in at most 30 steps."
    )
    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(State(p.state.curve, p.state.curvature, p.state.lr, p.state.start, 20) for p in PRESETS),
        State(curvature=0.1, lr=0.001, start=-3.0, step=100),
        State(curvature=10.0, lr=3.0, start=3.0, step=100),
        State("two valleys", lr=3.0, start=-3.0, step=100),
        State("two valleys", lr=3.0, start=3.0, step=1),
        State("two valleys", lr=0.25, start=2.5, step=30),
        State("two valleys", lr=0.001, start=0.0, step=100),
        State("plateau", lr=3.0, start=0.01, step=7),
        State("plateau", lr=3.0, start=-3.0, step=100),
        State("plateau", lr=0.001, start=0.0, step=100),
        State(start=0.0, step=3),
    )


assert math.isclose(slope(State("two valleys"), DEEPEST), 0, abs_tol=1e-12)
