"""A neuron with a threshold learns from its mistakes, one example at a time."""

from dataclasses import dataclass, replace
from functools import lru_cache

from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Free, Goal, Number, Preset, Question, Steps
from coursekit.explorers.kit.words import say
from coursekit.explorers.perceptron.own_points import FARTHEST, MOST, check_points, points_of
from coursekit.explorers.perceptron.street import widest_street

AND = ((0.0, 0.0, 0), (0.0, 1.0, 0), (1.0, 0.0, 0), (1.0, 1.0, 1))
XOR = ((0.0, 0.0, 0), (0.0, 1.0, 1), (1.0, 0.0, 1), (1.0, 1.0, 0))
CLOUDS = (
    (-1.4, -0.3, 0), (0.6, 1.2, 1), (-0.5, -1.3, 0), (1.5, 0.2, 1), (-1.2, 0.6, 0),
    (0.2, 0.5, 1), (0.4, -1.0, 0), (1.3, -0.8, 1), (-0.3, -0.2, 0), (-0.6, 1.5, 1),
)  # fmt: skip
VIEWS = (2, 5, 10, 20, 50, 100, 200, 500, 1.1 * FARTHEST)


@dataclass(frozen=True)
class State:
    """Points (x₁, x₂, y) with their class y, 0 or 1; the weights at the start; examples shown."""

    points: tuple = AND
    bias: float = 0.0
    w1: float = 0.0
    w2: float = 0.0
    lr: float = 1.0
    max_passes: int = 30
    step: int = 0


def frame(state):
    """What the neuron knows after ``step`` examples, and what the last of them taught it."""
    points, start = state.points, (state.bias, state.w1, state.w2)
    run = learn(points, start, state.lr, state.max_passes)
    step = min(state.step, len(run["examples"]))
    shown = run["examples"][:step]
    now = shown[-1]["weights"] if shown else start
    wrong = [output(now, x1, x2)[1] != d for x1, x2, d in points]
    over = step == len(run["examples"])
    made = corrections(shown)
    return {
        "step": step,
        "weights": list(now),
        "example": example(points, start, shown),
        "mistakes": mistakes_per_pass(shown, len(points)),
        "corrections": made,
        "wrong": wrong,
        "ending": run["ending"] if over else "",
        "again": run["again"] if run["again"] and step >= run["again"][1] * len(points) else None,
        "last": len(run["examples"]),
        "separable": separable(points),
        "street": street(points),
        "view": view(points),
        "goal": bool(over and run["ending"] == "separated" and not any(start) and made > 30),
    }


def output(weights, x1, x2):
    """The sum s = b + w₁x₁ + w₂x₂ and the neuron's answer: 1 if s > 0, else 0."""
    b, w1, w2 = weights
    s = b + w1 * x1 + w2 * x2
    return s, 1 if s > 0 else 0


@lru_cache(maxsize=16)
def learn(points, start, lr, max_passes):
    """Show the points one after the other until a pass has no mistake, or the passes are used up.

    After each example w ← w + η (y − ŷ) x, where the bias is the weight of the input 1.
    """
    if not points:
        return {"examples": [], "ending": "no points", "again": None}
    examples, ends, weights = [], [start], start
    for _ in range(max_passes):
        for row, (x1, x2, d) in enumerate(points):
            s, y = output(weights, x1, x2)
            b, w1, w2 = weights
            change = lr * (d - y)
            weights = (b + change, w1 + change * x1, w2 + change * x2)
            examples.append({"row": row, "s": s, "y": y, "error": d - y, "weights": weights})
        if corrections(examples[-len(points) :]) == 0:
            return {"examples": examples, "ending": "separated", "again": None}
        ends.append(weights)
    return {"examples": examples, "ending": "cap", "again": first_return(ends)}


def first_return(ends):
    """Two passes (earlier, later) that end with the same weights, so that all repeats; or None."""
    for later, weights in enumerate(ends):
        for earlier in range(later):
            if all(abs(p - q) < 1e-9 for p, q in zip(ends[earlier], weights, strict=True)):
                return [earlier, later]
    return None


def example(points, start, shown):
    """The numbers of the last example shown, or None before the first."""
    if not shown:
        return None
    before = shown[-2]["weights"] if len(shown) > 1 else start
    pass_number = 1 + (len(shown) - 1) // len(points)
    return {**shown[-1], "before": list(before), "pass": pass_number}


def corrections(shown):
    """How many of the examples shown were mistakes."""
    return sum(one["error"] != 0 for one in shown)


def mistakes_per_pass(shown, size):
    """Mistakes in each pass begun so far."""
    return [corrections(shown[k : k + size]) for k in range(0, len(shown), size or 1)]


@lru_cache(maxsize=16)
def street(points):
    """The widest street [width, b, w₁, w₂] between the classes, or None."""
    found = widest_street(points)
    return list(found) if found else None


def separable(points):
    """Whether a line separates the classes: "yes", "no", or "one class" if nothing is to do."""
    if len({d for _, _, d in points}) < 2:
        return "one class"
    return "yes" if street(points) else "no"


def view(points):
    """Half the side of the square that is drawn: the smallest round one with room for all."""
    farthest = max((max(abs(x1), abs(x2)) for x1, x2, _ in points), default=0)
    return next((side for side in VIEWS if farthest <= 0.95 * side), VIEWS[-1])


def describe(state, frame):
    """Say what the last example taught, how many points are wrong, and whether a line exists."""
    wrong = sum(frame["wrong"])
    verb = "is" if wrong == 1 else "are"
    wrong = f"{wrong} of {len(state.points)} points {verb} on the wrong side."
    return " ".join(filter(None, (lesson(state, frame), wrong, end(frame), verdict(frame))))


def lesson(state, frame):
    """The last example in words, with the numbers of its correction."""
    shown, (b, w1, w2) = frame["example"], frame["weights"]
    weights = f"b = {say(b)}, w = ({say(w1)}, {say(w2)})"
    if shown is None:
        return f"Before the first example: {weights}."
    x1, x2, d = state.points[shown["row"]]
    told = f"Pass {shown['pass']}, point {shown['row'] + 1}: s = {say(shown['s'])}, "
    if shown["error"] == 0:
        return told + f"ŷ = {d} = y, so nothing changes: {weights}."
    sign = "+" if shown["error"] > 0 else "−"
    change = f"w ← w {sign} {say(state.lr)} · (1, {say(x1)}, {say(x2)})"
    return told + f"ŷ = {shown['y']} but y = {d}, so {change}: {weights}."


def end(frame):
    """How the run ended, if it did, or that it goes round in a circle."""
    if frame["again"]:
        earlier, later = frame["again"]
        return (
            f"After pass {later} the weights are those after pass {earlier} again: "
            "the same mistakes follow for ever."
        )
    passes = len(frame["mistakes"])
    if frame["ending"] == "separated":
        return f"Finished: pass {passes} had no mistake; corrections: {frame['corrections']}."
    if frame["ending"] == "cap":
        return f"The cap ended the run after pass {passes}; that proves nothing."
    return ""


def verdict(frame):
    """Whether a line can separate the classes at all."""
    if frame["separable"] == "yes":
        width = say(frame["street"][0])
        dotted = ", its middle dotted" if frame["ending"] else ""
        return f"A line can separate the classes: the widest street is {width} wide{dotted}."
    if frame["separable"] == "no":
        return "No line separates the classes."
    return "Points of both classes are needed."


class Perceptron(Explorer):
    """A perceptron with two inputs: ŷ = 1 if b + w₁x₁ + w₂x₂ > 0, else 0.

    Parameters
    ----------
    data : (X, d) or table of three columns, optional
        Own points, at most 60, and their classes.

    Examples
    --------
    >>> w = explore.perceptron(points=[(0, 0, 0), (1, 1, 1)], lr=0.5)
    >>> w.step_forward(2)
    >>> w.numbers["separable"]
    'yes'
    """

    NAME = "perceptron"
    TITLE = "The perceptron and its learning rule"
    ABOUT = "Drag points and the boundary; let the rule learn, one example at a time."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    CONTROLS = (
        Number("bias", "start bias b", -10, 10, 0.1),
        Number("w1", "start weight w₁", -10, 10, 0.1),
        Number("w2", "start weight w₂", -10, 10, 0.1),
        Number("lr", "learning rate η", 0.01, 10, 0.01, "log"),
        Number("max_passes", "most passes", 1, 200, 1, whole=True),
        Free("points", "points", check_points),
        Steps("step", "examples shown", last=200 * MOST, per_second=4),
    )
    PRESETS = (
        Preset(
            "AND from zero", State(), "As in lesson 01: 10 corrections turn the line into place."
        ),
        Preset(
            "XOR",
            State(XOR),
            "No line exists: after every pass the weights are back where they were.",
        ),
        Preset(
            "Two clouds",
            State(CLOUDS, lr=0.1, w1=-0.4, w2=0.3),
            "A wide street: whatever the start, a few corrections are enough.",
        ),
        Preset(
            "A wrong opinion",
            State(AND, -8.0, 8.0, -4.0, lr=0.25, max_passes=100),
            "The start is far off and η small: the rule needs 34 corrections to give it up.",
        ),
        Preset(
            "One point between",
            State((*CLOUDS[:8], (0.5, 0.8, 0)), lr=0.1),
            "A single point in the wrong cloud, and no line is left.",
        ),
    )
    QUESTION = Question(
        "AND from zero takes 10 corrections with η = 1. How many with η = 0.25?",
        ("Fewer", "Also 10", "40"),
        answer=1,
        why="From a zero start η only scales the weights, and a common factor changes no decision.",
    )
    GOAL = Goal(
        "Move the points so that the rule needs more than 30 corrections from a zero start, "
        "and still finishes."
    )

    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(replace(preset.state, step=1) for preset in PRESETS),
        *(replace(preset.state, step=17) for preset in PRESETS),
        *(replace(preset.state, step=12_000) for preset in PRESETS),
        State(points=()),
        State(points=(), step=5),
        State(points=((0.5, 0.5, 1),), step=3),
        State(points=((0.5, 0.5, 1), (0.5, 0.5, 0)), step=9),
        State(points=((-1.0, 0.0, 0), (0.0, 0.0, 1), (1.0, 0.0, 1)), step=2),
        State(points=((-1000.0, 999.9999, 0), (0.1, 0.2, 1), (0.3, 0.6, 0)), lr=10.0, step=50),
        State(CLOUDS, -10.0, -10.0, 10.0, 0.01, 200, 2000),
        State(CLOUDS, 10.0, 10.0, -10.0, 10.0, 1, 7),
        State(XOR, 0.1, -0.3, 0.7, 0.3, 200, 800),
    )

    def __init__(self, data=None, **settings):
        if data is not None:
            settings["points"] = points_of(data)
        super().__init__(**settings)
        self._data = data

    @property
    def data(self):
        """Own points as they were passed, or ``None``; setting it takes new ones."""
        return self._data

    @data.setter
    def data(self, data):
        self.state = replace(self.state, points=points_of(data), step=0)
        self._data = data

    def code(self):
        """Return Python that repeats the run of this explorer with NumPy alone."""
        state = self.state
        return CODE.format(
            points=[list(point) for point in state.points],
            start=[state.bias, state.w1, state.w2],
            lr=state.lr,
            max_passes=state.max_passes,
        )


CODE = """\
import numpy as np

points = np.array({points})
X = np.column_stack([np.ones(len(points)), points[:, :2]])  # x0 = 1 carries the bias
d = points[:, 2]
w, eta = np.array({start}), {lr}  # (b, w1, w2), learning rate
for number in range(1, {max_passes} + 1):
    mistakes = 0
    for x, target in zip(X, d):
        y = float(w @ x > 0)
        w = w + eta * (target - y) * x
        mistakes += y != target
    if mistakes == 0:
        break
print("passes:", number, " mistakes in the last:", mistakes, " weights:", w)
"""
