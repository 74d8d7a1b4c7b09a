"""The 2-2-1 network of XOR: two hidden neurons fold the plane, a third cuts it once."""

import math
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Choice, Goal, Number, Preset, Question, Steps
from coursekit.explorers.kit.words import say

WEIGHTS = ("b1", "w1", "w3", "b2", "w2", "w4", "b3", "w5", "w6")
SQUARE = ((0, 0), (0, 1), (1, 0), (1, 1))


@dataclass(frozen=True)
class State:
    """S₁ = b₁ + x₁w₁ + x₂w₃, S₂ = b₂ + x₁w₂ + x₂w₄, S₃ = b₃ + f(S₁)w₅ + f(S₂)w₆."""

    units: str = "step"
    table: str = "0 and 1"
    b1: float = -1.0
    w1: float = 2.0
    w3: float = 2.0
    b2: float = 0.5
    w2: float = -1.0
    w4: float = 0.0
    b3: float = -1.5
    w5: float = 1.0
    w6: float = 1.0
    lr: float = 1.0
    step: int = 0


def frame(state):
    """The four rows of the table on their way through the network, after ``step`` epochs."""
    weights_by_epoch, losses = training(replace(state, step=0))
    while len(losses) <= state.step:
        weights_by_epoch.append(epoch(weights_by_epoch[-1], state))
        losses.append(loss(weights_by_epoch[-1], state))
    weights = weights_by_epoch[state.step]
    rows = [row(weights, x1, x2, d, state) for x1, x2, d in truth_table(state.table)]
    right = sum((r["S"][2] > 0) == (r["d"] > 0) for r in rows)
    angle = meeting_angle(weights)
    return {
        "weights": list(weights),
        "rows": rows,
        "right": right,
        "places": places([r["h"] for r in rows]),
        "angle": angle,
        "losses": [] if state.units == "step" else losses[: state.step + 1],
        "loss": None if state.units == "step" else losses[state.step],
        "goal": state.units == "step" and right == 4 and angle is not None and angle >= 30,
    }


def truth_table(table):
    """The rows (x₁, x₂, d) of XOR, written with 0 and 1 or with −1 and 1."""
    rows = [(x1, x2, int(x1 != x2)) for x1, x2 in SQUARE]
    if table == "0 and 1":
        return rows
    return [tuple(2 * value - 1 for value in row) for row in rows]


def sigmoid(z):
    """1 / (1 + e⁻ᶻ), without overflow."""
    return 1 / (1 + math.exp(-z)) if z >= 0 else math.exp(z) / (1 + math.exp(z))


def hidden(S, state):
    """f(S) of a hidden neuron: step (to the table's low value), sigmoid or tanh."""
    if state.units == "step":
        return 1 if S > 0 else (0 if state.table == "0 and 1" else -1)
    return sigmoid(S) if state.units == "sigmoid" else math.tanh(S)


def answer(S, state):
    """The output neuron's f(S): it ends in the numbers of the table, 0 to 1 or −1 to 1."""
    if state.units == "step":
        return hidden(S, state)
    return sigmoid(S) if state.table == "0 and 1" else math.tanh(S)


def row(weights, x1, x2, d, state):
    """One row of the table: inputs, sums S₁ S₂ S₃, hidden outputs, output y, desired output d."""
    b1, w1, w3, b2, w2, w4, b3, w5, w6 = weights
    S1, S2 = b1 + x1 * w1 + x2 * w3, b2 + x1 * w2 + x2 * w4
    h1, h2 = hidden(S1, state), hidden(S2, state)
    S3 = b3 + h1 * w5 + h2 * w6
    return {"x": [x1, x2], "S": [S1, S2, S3], "h": [h1, h2], "y": answer(S3, state), "d": d}


@lru_cache(maxsize=16)
def training(state):
    """Weights and losses after 0, 1, 2 … epochs of gradient descent; `frame` adds to the lists."""
    weights = tuple(getattr(state, name) for name in WEIGHTS)
    return [weights], [loss(weights, state)]


def epoch(weights, state):
    """One step of gradient descent on the mean cross-entropy of all four rows.

    The sum of the output neuron has the slope y − d, the hidden ones (y − d) w f′(S).  The step
    function has the slope 0 everywhere but at 0, so nothing is learned through it.
    """
    if state.units == "step":
        return weights
    gradient = [0.0] * 9
    for x1, x2, d in truth_table(state.table):
        r = row(weights, x1, x2, d, state)
        out = (r["y"] - d) / 4
        first, second = (
            out * w * slope(h, state.units) for w, h in zip(weights[7:], r["h"], strict=True)
        )
        parts = (
            first, first * x1, first * x2, second, second * x1, second * x2,
            out, out * r["h"][0], out * r["h"][1],
        )  # fmt: skip
        gradient = [g + part for g, part in zip(gradient, parts, strict=True)]
    return tuple(w - state.lr * g for w, g in zip(weights, gradient, strict=True))


def slope(h, units):
    """f′(S) from the output h = f(S): h (1 − h) for the sigmoid, 1 − h² for tanh."""
    return h * (1 - h) if units == "sigmoid" else 1 - h * h


def loss(weights, state):
    """Mean cross-entropy −ln p, where p is the probability that the network gives the right answer.

    p = σ(±S₃), or σ(±2S₃) behind a tanh, which is the same curve from −1 to 1.
    """
    total = 0.0
    for x1, x2, d in truth_table(state.table):
        S3 = row(weights, x1, x2, d, state)["S"][2]
        z = (S3 if state.table == "0 and 1" else 2 * S3) * (1 if d > 0 else -1)
        total += math.log1p(math.exp(-abs(z))) + max(-z, 0)
    return total / 4


def places(points):
    """How many different places the four rows have in the hidden layer, 0.05 apart or more."""
    found = []
    for h1, h2 in points:
        if all(max(abs(h1 - p), abs(h2 - q)) >= 0.05 for p, q in found):
            found.append((h1, h2))
    return len(found)


def meeting_angle(weights):
    """Angle in degrees, 0 to 90, at which the two hidden lines meet; None where one is missing."""
    _, w1, w3, _, w2, w4, *_ = weights
    if (w1 == 0 and w3 == 0) or (w2 == 0 and w4 == 0):
        return None
    across, along = w1 * w4 - w3 * w2, w1 * w2 + w3 * w4
    return math.degrees(math.atan2(abs(across), abs(along)))


def describe(state, frame):
    """Say how many rows are right, where the hidden layer puts them, and how training goes."""
    places = "1 place" if frame["places"] == 1 else f"{frame['places']} different places"
    verb = "is" if frame["right"] == 1 else "are"
    told = (
        f"{frame['right']} of 4 rows {verb} right. The hidden layer puts the four rows on {places}."
    )
    if frame["angle"] is None:
        told += " A hidden neuron with two zero weights has no line."
    else:
        told += f" The hidden lines meet at {say(frame['angle'])}°."
    if frame["loss"] is not None:
        return f"After {state.step} epochs the loss is {say(frame['loss'])}. {told}"
    if state.step:
        return f"{told} {state.step} epochs changed nothing: the slope of the step is 0."
    return told


def hand_set(low):
    """OR, NAND and AND as lesson 02 sets them, for outputs 0 and 1 or −1 and 1."""
    if low == 0:
        return {"b1": -1.0, "w1": 2.0, "w3": 2.0, "b2": 1.5, "w2": -1.0, "w4": -1.0, "b3": -1.5}
    return {"b1": 1.0, "w1": 1.0, "w3": 1.0, "b2": 1.0, "w2": -1.0, "w4": -1.0, "b3": -1.0}


#: A start drawn at random between −1 and 1, from which training succeeds, and one that gets stuck.
LUCKY = dict(zip(WEIGHTS, (-0.1, 0.1, 0.8, -0.1, 0.0, 0.2, -0.6, 0.0, 0.3), strict=True))
UNLUCKY = dict(zip(WEIGHTS, (-0.5, 0.1, -0.3, 0.2, 0.3, -0.9, -1.0, 0.7, -0.5), strict=True))


class Xor(Explorer):
    """The smallest network that computes XOR, with its lines, its folded plane and its training.

    Examples
    --------
    >>> w = explore.xor(units="tanh")
    >>> w.step_forward(100)
    >>> w.numbers["right"], w.numbers["loss"]
    """

    NAME = "xor"
    TITLE = "XOR: two lines fold the plane"
    ABOUT = "Two hidden neurons, their lines and the folded plane; by hand or trained."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    CONTROLS = (
        Choice("units", "hidden units", ("step", "sigmoid", "tanh")),
        Choice("table", "table of XOR", ("0 and 1", "-1 and 1"), ("0 and 1", "−1 and 1")),
        Number("b1", "b₁ (bias of h₁)", -20, 20, 0.1),
        Number("w1", "w₁ (x₁ → h₁)", -20, 20, 0.1),
        Number("w3", "w₃ (x₂ → h₁)", -20, 20, 0.1),
        Number("b2", "b₂ (bias of h₂)", -20, 20, 0.1),
        Number("w2", "w₂ (x₁ → h₂)", -20, 20, 0.1),
        Number("w4", "w₄ (x₂ → h₂)", -20, 20, 0.1),
        Number("b3", "b₃ (bias of y)", -20, 20, 0.1),
        Number("w5", "w₅ (h₁ → y)", -20, 20, 0.1),
        Number("w6", "w₆ (h₂ → y)", -20, 20, 0.1),
        Number("lr", "learning rate η", 0.01, 10, 0.01, "log", when=("units", ("sigmoid", "tanh"))),
        Steps("step", "epochs of training", last=1000, per_second=30),
    )
    FIRST = ("units", "table", "lr", "step")
    PRESETS = (
        Preset("Almost", State(), "Three rows are right. Which line has to move, and how?"),
        Preset(
            "OR and NAND",
            State(**hand_set(0)),
            "The solution by hand of lesson 02: both squares fall on one place.",
        ),
        Preset(
            "With −1 and 1",
            State(table="-1 and 1", **hand_set(-1)),
            "The same two lines in the other table: the biases change, the idea stays.",
        ),
        Preset(
            "Learned",
            State("tanh", step=200, **LUCKY),
            "Weights drawn at random, then 200 epochs: it found two lines of its own.",
        ),
        Preset(
            "Stuck",
            State("tanh", step=300, **UNLUCKY),
            "Another draw: two rows of different classes share a place, and no line parts them.",
        ),
        Preset(
            "Sigmoids take their time",
            State("sigmoid", lr=3.0, **LUCKY),
            "Press Play: for long nothing seems to happen, for the sigmoid is flat.",
        ),
    )
    QUESTION = Question(
        "Two step neurons solve XOR together with an output neuron. At how many different places "
        "does the hidden layer then put the four rows?",
        ("1", "2", "3", "4"),
        answer=2,
        why="Each line cuts off one corner. The two corners that are left share a place, so 3.",
    )
    GOAL = Goal(
        "Solve XOR with step units and hidden lines that are not parallel: let them meet at 30° "
        "or more."
    )
    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(replace(p.state, units=u) for p in PRESETS[:3] for u in ("sigmoid", "tanh")),
        *(replace(preset.state, step=25) for preset in PRESETS),
        State("tanh", "-1 and 1", step=60, lr=0.3, **LUCKY),
        State("sigmoid", "-1 and 1", step=60, lr=0.3, **UNLUCKY),
        State("tanh", **dict.fromkeys(WEIGHTS, 0.0), step=10),
        State("step", **dict.fromkeys(WEIGHTS, 0.0), step=10),
        State("sigmoid", **dict.fromkeys(WEIGHTS, 20.0), lr=10.0, step=20),
        State("tanh", "-1 and 1", **dict.fromkeys(WEIGHTS, -20.0), lr=10.0, step=20),
        State("step", "-1 and 1", **dict.fromkeys(WEIGHTS, 20.0)),
    )

    def weights(self):
        """Return the weights after this many epochs as Keras stores them: four arrays."""
        b1, w1, w3, b2, w2, w4, b3, w5, w6 = self.numbers["weights"]
        parts = [[w1, w2], [w3, w4]], [b1, b2], [[w5], [w6]], [b3]
        return [np.array(part) for part in parts]

    def code(self):
        """Return Python that builds this network with its weights in ``coursekit.nn``."""
        state = self.state
        if state.units == "step":
            hidden = output = "step" if state.table == "0 and 1" else "sign"
        else:
            hidden, output = state.units, "sigmoid" if state.table == "0 and 1" else "tanh"
        rows = [list(row) for row in truth_table(state.table)]
        arrays = ", ".join(f"np.array({array.tolist()})" for array in self.weights())
        return CODE.format(hidden=hidden, output=output, rows=rows, arrays=arrays)


CODE = """\
import numpy as np
from coursekit import nn

table = np.array({rows})  # x1, x2, XOR
model = nn.Sequential([
    nn.Input((2,)),
    nn.layers.Dense(2, activation="{hidden}"),
    nn.layers.Dense(1, activation="{output}"),
])
model.set_weights([{arrays}])
print(np.column_stack([table, model.predict(table[:, :2], verbose=0)]))
"""
