"""What a hidden layer buys: three hinges, or three steps, follow a curve of one input."""

import math
from dataclasses import dataclass

from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Choice, Goal, Number, Preset, Question
from coursekit.explorers.kit.words import say

POINTS = 101
CLOSE = 0.08


@dataclass(frozen=True)
class State:
    """A network 1-3-1: what its hidden units are, and the curve that it should follow.

    Attributes
    ----------
    kind : {"hinges", "steps"}
        ReLU units max(0, x − t), or sigmoid units with the steepness ``hardness``.
    curve : {"hill", "wave", "block", "tent"}
    v1, v2, v3 : float
        Weights to the output: by how much the slope changes at a hinge, the height of a step.
    t1, t2, t3 : float
        Where on the x-axis each unit sits.
    start : float
        Bias of the output: its value before the first unit.
    hardness : float
        Weight of the input in a step; a large one makes the step hard.
    """

    kind: str = "hinges"
    curve: str = "hill"
    v1: float = 2.0
    v2: float = -2.0
    v3: float = 0.0
    t1: float = 0.1
    t2: float = 0.4
    t3: float = 0.7
    start: float = 0.0
    hardness: float = 100.0


def target(curve, x):
    """Return the height of the chosen curve at x."""
    if curve == "hill":
        return 4 * x * (1 - x)
    if curve == "wave":
        return 20 * x * (x - 0.5) * (x - 1)
    if curve == "block":
        return 1.0 if 0.3 <= x <= 0.6 else 0.0
    return max(0.0, 1 - 4 * abs(x - 0.5))


def unit(state, place, x):
    """Return the output of one hidden unit: max(0, x − t) or σ(hardness · (x − t))."""
    if state.kind == "hinges":
        return max(0.0, x - place)
    return 1 / (1 + math.exp(-state.hardness * (x - place)))


def frame(state):
    """Add up what the three units say along the x-axis.

    Returns
    -------
    dict
        ``target``, ``output``: points (x, height); ``parts``: what each unit adds, as points;
        ``error``: mean of the squared differences; ``worst``: the largest difference; ``goal``.
    """
    xs = [k / (POINTS - 1) for k in range(POINTS)]
    units = ((state.v1, state.t1), (state.v2, state.t2), (state.v3, state.t3))
    parts = [[[x, v * unit(state, t, x)] for x in xs] for v, t in units]
    heights = [
        state.start + first[1] + second[1] + third[1]
        for first, second, third in zip(*parts, strict=True)
    ]
    wanted = [target(state.curve, x) for x in xs]
    gaps = [abs(a - b) for a, b in zip(heights, wanted, strict=True)]
    worst = max(gaps)
    return {
        "target": [[x, y] for x, y in zip(xs, wanted, strict=True)],
        "output": [[x, y] for x, y in zip(xs, heights, strict=True)],
        "parts": parts,
        "error": sum(gap * gap for gap in gaps) / POINTS,
        "worst": worst,
        "goal": state.kind == "hinges" and state.curve == "hill" and worst < CLOSE,
    }


def describe(state, frame):
    """Say what the units add, and how far the sum is from the curve."""
    adds = ", ".join(
        f"{say(v)} at {say(t)}"
        for v, t in ((state.v1, state.t1), (state.v2, state.t2), (state.v3, state.t3))
    )
    what = "change the slope by" if state.kind == "hinges" else "change the height by"
    return (
        f"The three {state.kind} {what} {adds}. From the {state.curve} the output is at most "
        f"{say(frame['worst'], 2)} away; the mean squared error is {say(frame['error'], 2)}."
    )


class Bumps(Explorer):
    """Three hidden units follow a curve: ŷ = start + v₁ h₁(x) + v₂ h₂(x) + v₃ h₃(x).

    Examples
    --------
    >>> w = explore.bumps(kind="steps", curve="block")
    >>> w.v1, w.v2 = 1, -1
    >>> w.numbers["worst"]
    """

    NAME = "bumps"
    TITLE = "Bumps: what a hidden layer buys"
    ABOUT = "Three hinges or three steps follow a curve: two steps make a bump, bumps make a curve."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    CONTROLS = (
        Choice("kind", "hidden units", ("hinges", "steps")),
        Choice("curve", "curve to follow", ("hill", "wave", "block", "tent")),
        Number("v1", "v₁", -10, 10, 0.1, help="Change of slope, or height of the step"),
        Number("v2", "v₂", -10, 10, 0.1),
        Number("v3", "v₃", -10, 10, 0.1),
        Number("start", "start", -1, 1, 0.01, help="The output's bias"),
        Number("t1", "place t₁", 0, 1, 0.01),
        Number("t2", "place t₂", 0, 1, 0.01),
        Number("t3", "place t₃", 0, 1, 0.01),
        Number(
            "hardness", "hardness", 1, 500, 1, "log", help="Weight of x in a step",
            when=("kind", ("steps",)),
        ),
    )  # fmt: skip
    FIRST = ("kind", "curve", "v1", "v2", "v3", "start")
    PRESETS = (
        Preset(
            "Two hinges", State(), "The line bends at each hinge: up at 0.1, level from 0.4 on."
        ),
        Preset(
            "Two steps, one bump",
            State("steps", "block", 1.0, -1.0, 0.0, 0.3, 0.6, 0.9),
            "One step goes up, the next one down by as much: between them stands a bump.",
        ),
        Preset(
            "Soft steps",
            State("steps", "block", 1.0, -1.0, 0.0, 0.3, 0.6, 0.9, hardness=15.0),
            "With a small weight the steps are soft, and the bump has slopes.",
        ),
        Preset(
            "Three steps",
            State("steps", "hill", 0.6, 0.3, -0.3, 0.1, 0.3, 0.7),
            "Steps make a staircase; a smooth curve needs many of them.",
        ),
        Preset(
            "A wave",
            State("hinges", "wave", 4.0, -8.0, 8.0, 0.0, 0.2, 0.8),
            "Up, down and up again: three bends are just enough.",
        ),
        Preset(
            "Too few bends",
            State("hinges", "wave", 1.0, 0.0, 0.0),
            "A single hinge gives one line: it cannot turn.",
        ),
    )
    QUESTION = Question(
        "Two hard steps of the heights 1 and −1 sit at 0.3 and 0.6. What does their sum look like?",
        (
            "A staircase that ends at 2",
            "A bump: 1 between 0.3 and 0.6, and 0 elsewhere",
            "0 everywhere, for they cancel",
        ),
        answer=1,
        why="Before 0.3 both are off, after 0.6 both are on and cancel; in between only one is on.",
    )
    GOAL = Goal("Follow the hill with three hinges: nowhere further away than 0.08.")
    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(State(kind, curve) for kind in ("hinges", "steps")
          for curve in ("hill", "wave", "block", "tent")),
        State(curve="tent", v1=4.0, v2=-8.0, v3=4.0, t1=0.25, t2=0.5, t3=0.75),
        State(v1=2.7, v2=-2.7, v3=-2.7, t1=0.0, t2=0.33, t3=0.67, start=0.05),
        State(v1=-10.0, v2=10.0, v3=-10.0, t1=1.0, t2=0.0, t3=1.0, start=-1.0),
        State("steps", "wave", 10.0, -10.0, 10.0, 0.0, 1.0, 0.5, 1.0, 500.0),
        State("steps", "tent", 0.5, 0.5, -1.0, 0.3, 0.4, 0.6, 0.1, 1.0),
        State("steps", "hill", 1.0, 1.0, 1.0, 0.5, 0.5, 0.5, -0.5, 37.0),
        State(v1=0.0, v2=0.0, v3=0.0),
    )  # fmt: skip
