"""A window walks over a picture: convolution and pooling, place by place, with every product."""

from dataclasses import dataclass

import numpy as np

from coursekit._checks import nearest
from coursekit.explorers.convolution.pictures import PICTURES
from coursekit.explorers.convolution.places import (
    answer,
    axis,
    products,
    too_large,
    window,
    with_border,
)
from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import (
    Choice,
    Free,
    Goal,
    Number,
    Preset,
    Question,
    Steps,
    Switch,
)
from coursekit.explorers.kit.words import say

KINDS = ("convolution", "max pooling", "average pooling", "min pooling")
PADDINGS = ("valid", "same", "zeros", "nearest")
LARGEST = 16  # pixels a side of an own picture

#: Kernels that people designed.  The first and second are Sobel's; lesson 12 tells what each finds.
KERNELS = {
    "vertical edges": ((1, 0, -1), (2, 0, -2), (1, 0, -1)),
    "horizontal edges": ((1, 2, 1), (0, 0, 0), (-1, -2, -1)),
    "Prewitt": ((-1, 0, 1), (-1, 0, 1), (-1, 0, 1)),
    "outline": ((-1, -1, -1), (-1, 8, -1), (-1, -1, -1)),
    "blur": ((1 / 9,) * 3,) * 3,
    "sharpen": ((0, -1, 0), (-1, 5, -1), (0, -1, 0)),
    "copy": ((0, 0, 0), (0, 1, 0), (0, 0, 0)),
}


@dataclass(frozen=True)
class State:
    """What slides over what.

    Attributes
    ----------
    picture : str
        A name of `PICTURES`, or "own data" for what was passed as ``data=``.
    kind : str
        One of `KINDS`.
    kernel : tuple of tuples
        The weights K, 1 to 5 rows of 1 to 5 numbers (convolution).
    bias : float
        b (convolution).
    relu : bool
        Whether the map is max(0, z) instead of z (convolution).
    size : int
        Height and width of the window (pooling).
    padding : str
        "valid": no border; "same": zeros such that stride 1 keeps the size, as in Keras (pooling
        leaves this border out); "zeros", "nearest": `border` pixels of 0, or of the nearest pixel.
    border : int
        p, pixels on every side for "zeros" and "nearest".
    stride : int
        s, pixels from one place to the next.
    whole : bool
        Whether the whole map is shown, or only the places that the window has visited.
    step : int
        Number of the place, counted from 0, row by row.
    """

    picture: str = "vertical edge"
    kind: str = "convolution"
    kernel: tuple = KERNELS["vertical edges"]
    bias: float = 0.0
    relu: bool = False
    size: int = 2
    padding: str = "valid"
    border: int = 1
    stride: int = 1
    whole: bool = False
    step: int = 0


def given(data=None):
    """The pictures and kernels to choose from, with the own picture among them."""
    own = {} if data is None else {"own data": _table(data, "data", LARGEST, 1e6)}
    pictures = {name: _lists(rows) for name, rows in {**PICTURES, **own}.items()}
    return {"pictures": pictures, "kernels": {name: _lists(k) for name, k in KERNELS.items()}}


def frame(state, given):
    """Everything that the picture shows: border, places, the current window, its sum, the map."""
    picture = given["pictures"].get(state.picture, [[0]])
    pooled = ((1,) * state.size,) * state.size
    kernel = state.kernel if state.kind == "convolution" else pooled
    f = (len(kernel), len(kernel[0]))
    down, across = axis(len(picture), f[0], state), axis(len(picture[0]), f[1], state)
    padded = with_border(picture, down, across, state)
    common = {
        "picture": picture,
        "padded": padded,
        "pads": [down["before"], across["before"]],
        "kernel": _lists(kernel),
        "size": [down["places"], across["places"]],
        "formula": [down["formula"], across["formula"]],
    }
    if state.picture not in given["pictures"]:
        return common | nothing(f, "There is no own picture yet: pass one in Python as data=….")
    if 0 in common["size"]:
        return common | nothing(f, too_large(f, padded))
    return common | walk(state, padded, kernel, f, common["size"])


def walk(state, padded, kernel, f, size):
    """The answers at all places, and what the window sees where it stands."""
    s, rows, columns = state.stride, range(size[0]), range(size[1])
    windows = [[window(padded, r * s, c * s, f) for c in columns] for r in rows]
    answers = [[answer(cells, kernel, state) for cells in row] for row in windows]
    last = size[0] * size[1] - 1
    now = min(state.step, last)
    r, c = divmod(now, size[1])
    return {
        "last": last,
        "place": [r, c],
        "window": [r * s, c * s, *f],
        "cells": windows[r][c],
        "products": products(windows[r][c], kernel) if state.kind == "convolution" else [],
        **answers[r][c],
        "map": [[each["a"] for each in row] for row in answers],
        "known": last + 1 if state.whole else now + 1,
        "problem": "",
        "goal": only_the_rise(state, windows, answers),
    }


def nothing(f, problem):
    """The rest of a frame where no window stands."""
    empty = {"cells": [], "products": [], "sum": None, "z": None, "a": None, "winner": []}
    where = {"last": 0, "place": [0, 0], "window": [0, 0, *f], "map": [], "known": 0}
    return empty | where | {"problem": problem, "goal": False}


def only_the_rise(state, windows, answers):
    """True when ReLU leaves the stripe's dark-to-bright edge, and nothing else."""
    if state.picture != "stripe" or state.kind != "convolution" or not state.relu:
        return False
    found = False
    for row, row_answers in zip(windows, answers, strict=True):
        for cells, each in zip(row, row_answers, strict=True):
            rises = any(line[j] < line[j + 1] for line in cells for j in range(len(line) - 1))
            if rises != (each["a"] > 0):
                return False
            found = found or rises
    return found


def describe(state, frame, given):
    """The frame in words and numbers."""
    if frame["problem"]:
        return frame["problem"]
    n, m = len(frame["picture"]), len(frame["picture"][0])
    _, _, height, width = frame["window"]
    places = (
        f"a picture of {n} × {m} and a window of {height} × {width}, padding {padding_words(state)}"
        f" and stride {state.stride} give a map of {frame['size'][0]} × {frame['size'][1]}. "
        f"Place {frame['place'][0] + 1}, {frame['place'][1] + 1}: "
    )
    if state.kind == "convolution":
        relu = f", after ReLU {say(frame['a'])}" if state.relu else ""
        return (
            f"Convolution (no flip: cross-correlation): {places}the {height * width} products add "
            f"up to {say(frame['sum'])}; with b = {say(state.bias)}, z = {say(frame['z'])}{relu}."
        )
    title = state.kind[0].upper() + state.kind[1:]
    if state.kind == "average pooling":
        return f"{title}: {places}the mean of the window's pixels is {say(frame['a'])}."
    word = "largest" if state.kind == "max pooling" else "smallest"
    i, j = frame["winner"]
    return (
        f"{title}: {places}the {word} pixel is {say(frame['a'])}, "
        f"in row {i + 1}, column {j + 1} of the window."
    )


def padding_words(state):
    """The padding, with p where the learner chose it."""
    chosen = state.padding in ("zeros", "nearest")
    return f"{state.padding} (p = {state.border})" if chosen else state.padding


def check_kernel(value):
    """Return a kernel as rows of floats, from a name of `KERNELS` or a table of 1 to 5 × 1 to 5."""
    if isinstance(value, str):
        value = KERNELS[nearest(value, KERNELS, "kernel")]
    return _table(value, "kernel", 5, 1e3)


def _table(value, name, most, largest):
    try:
        rows = np.asarray(value, dtype=float)
    except (TypeError, ValueError):
        raise ValueError(
            f"{name} must be a rectangular table of numbers: rows of equal length, no text."
        ) from None
    if rows.ndim != 2 or not all(1 <= side <= most for side in rows.shape):
        raise ValueError(
            f"{name} must be 1 to {most} rows of numbers, each of 1 to {most}, got an array of "
            f"shape {rows.shape}: take one channel, and cut a piece out of a larger one."
        )
    if not (np.abs(rows) <= largest).all():  # False for NaN as well
        raise ValueError(f"{name} must be finite numbers of at most {largest:,.0f} in size.")
    return tuple(tuple(row) for row in rows.tolist())


def _lists(rows):
    return [list(row) for row in rows]


CONVOLVES = ("kind", ("convolution",))
POOLS = ("kind", KINDS[1:])
CONTROLS = (
    Choice("picture", "picture", (*PICTURES, "own data")),
    Choice("kind", "operation", KINDS),
    Choice(
        "padding",
        "padding",
        PADDINGS,
        ("valid: no border", "same: as in Keras", "zeros, p pixels", "nearest pixel, p pixels"),
    ),
    Number("border", "border p", 0, 3, 1, whole=True, unit="pixels",
           when=("padding", ("zeros", "nearest"))),
    Number("stride", "stride s", 1, 3, 1, whole=True, unit="pixels"),
    Number("size", "window f", 1, 4, 1, whole=True, unit="pixels", when=POOLS),
    Number("bias", "bias b", -10, 10, 0.5, when=CONVOLVES),
    Switch("relu", "ReLU: max(0, z)", when=CONVOLVES),
    Switch("whole", "whole map"),
    Steps("step", "step", last=483, per_second=4),
    Free("kernel", "kernel", rule=check_kernel),
)  # fmt: skip

PRESETS = (
    Preset(
        "The lecture's edge",
        State(step=1),
        "Nine products by hand: the window covers the edge from dark to bright and answers −4.",
    ),
    Preset(
        "A false edge",
        State(padding="zeros", whole=True, step=11),
        "Zeros are black, so a second edge appears at the right border. Try the nearest pixel.",
    ),
    Preset(
        "One direction only",
        State(picture="stripe", relu=True, whole=True, step=3),
        "ReLU keeps the edge from bright to dark and silences the other one.",
    ),
    Preset(
        "Every second place",
        State(picture="stripe", stride=2, whole=True, step=4),
        "With stride 2 the map has ⌊(7 − 3)/2⌋ + 1 = 3 entries a side, not 5.",
    ),
    Preset(
        "Outline of a four",
        State(picture="handwritten four", kernel=KERNELS["outline"], padding="same", whole=True,
              step=27),
        "The entries add up to 0: even areas vanish, lines and their ends stay.",
    ),
    Preset(
        "The roofs of a temple",
        State(picture="temple", kernel=KERNELS["horizontal edges"], padding="nearest", whole=True,
              step=87),
        "A photograph: level edges answer with one sign above a roof and the other below it.",
    ),
    Preset(
        "Max pooling",
        State(picture="feature map", kind="max pooling", stride=2, step=0),
        "Of each block only the largest number goes on; the frame marks the cell that won.",
    ),
)  # fmt: skip

QUESTION = Question(
    "The kernel has 1, 2, 1 on the left and −1, −2, −1 on the right. What does it answer where the "
    "picture turns from dark (0) on the left to bright (1) on the right?",
    ("4", "0", "−4"),
    2,
    "The bright pixels lie under the negative column: −1 − 2 − 1 = −4. Step once and look.",
)
GOAL = Goal(
    "Take the picture “stripe” and switch ReLU on. Find a kernel whose map is positive exactly "
    "where the window sees dark turn to bright, and 0 everywhere else."
)


LOPSIDED = ((0.1, -2.5, 3.0, 0.7), (1 / 3, 7.25, -0.01, 100.0))
#: States on which the page must compute what Python computes: presets, extremes, impossible ones.
GOLDENS = (
    *(preset.state for preset in PRESETS),
    *(State("stripe", kernel=kernel, relu=True, step=9) for kernel in KERNELS.values()),
    *(State("feature map", kind, LOPSIDED, size=3, padding=padding, stride=2, step=1)
      for kind in KINDS for padding in PADDINGS),
    *(State("temple", kernel=LOPSIDED, bias=-1.25, padding=padding, border=3, stride=3, step=13)
      for padding in PADDINGS),
    *(State("handwritten four", kind=kind, size=4, padding="same", stride=1, step=63)
      for kind in KINDS[1:]),
    State("feature map", kernel=((0.5,) * 5,) * 5),
    State("feature map", "max pooling", size=4, stride=3, step=483),
    State("vertical edge", kernel=((-1e3, 1e3),) * 5, bias=10.0, relu=True, step=483),
    State("vertical edge", kernel=((1e-3,),), bias=-10.0, padding="nearest", border=0, step=35),
    State("own data"),
)  # fmt: skip


class Convolution(Explorer):
    """A window slides over a picture.

    Parameters
    ----------
    data : table of numbers, optional
        An own grey picture of at most 16 × 16; it is chosen at once.
    **settings
        Fields of `State`; ``kernel`` may be a name of `KERNELS`.
    """

    NAME, TITLE = "convolution", "A window slides over a picture"
    ABOUT = "Convolution and pooling: every place of the window, every product."
    State, CONTROLS, PRESETS, QUESTION, GOAL = State, CONTROLS, PRESETS, QUESTION, GOAL
    FIRST = ("picture", "kind", "padding", "stride", "size", "step")
    GOLDENS = GOLDENS
    given, frame, describe = staticmethod(given), staticmethod(frame), staticmethod(describe)

    def __init__(self, data=None, **settings):
        own = {} if data is None else {"picture": "own data"}
        super().__init__(data, **own | settings)
        self.observe(lambda _: self.set_trait("picture", "own data"), "_given")
