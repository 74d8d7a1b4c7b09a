"""Backpropagation line by line: the network, what each line is about, and its numbers."""

from dataclasses import dataclass

from coursekit.explorers.backprop.derivation_page import lines, plain, to_page
from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Choice, Goal, Number, Preset, Question, Steps
from coursekit.handcalc.formulas import number_text, to_text
from coursekit.handcalc.values import compute

ALL_DIGITS = "all digits"
NO_VALUE = "So few decimals leave a line without a value, so all digits are kept."
CAPTION = "Below a unit: its output. Above it: ∂E/∂z, or ∂E/∂a until that is known."
OWN = "own numbers"
OTHER = "other"
EXAMPLES = ("one neuron", "2-2-1", "2-2-2", "3-3-3-3", OWN, OTHER)


@dataclass(frozen=True)
class State:
    """A network, how its lines are rounded, and how many of them are shown.

    Attributes
    ----------
    example : str
        A worked example of lesson 07; ``"own numbers"``, the 2-2-1 network with x1 … eta below; or
        ``"other"``: the derivation passed as ``data``, else tanh with cross-entropy and Adam.
    how : {"all digits", "half-even", "half-up", "truncate"}
        What a person does with the digits after ``decimals`` decimals, on every line.
    decimals, step : int
    """

    example: str = "2-2-2"
    how: str = ALL_DIGITS
    decimals: int = 4
    x1: float = 0.1
    x2: float = 0.3
    y1: float = 0.03
    w1: float = 0.5
    w2: float = 0.1
    w3: float = 0.62
    w4: float = 0.2
    w5: float = -0.2
    w6: float = 0.3
    b1: float = 0.4
    b2: float = -0.1
    b3: float = 1.83
    eta: float = 0.5
    step: int = 1


def given(data=None):
    """The worked examples as pages, and the learner's derivation where there is one."""
    from coursekit.ledger import networks

    made = (networks.one_neuron, networks.two_two_one, networks.two_two_two)
    made += (networks.three_three_three_three,)
    pages = {name: to_page(make().derivation) for name, make in zip(EXAMPLES, made, strict=False)}
    other = to_page(_tanh_with_adam() if data is None else data)
    return pages | {OTHER: other, "note": NO_VALUE, "caption": CAPTION}


def _tanh_with_adam():
    """A 2-2-1 network of other parts: tanh, binary cross-entropy and Adam."""
    from coursekit import nn
    from coursekit.handcalc import derive
    from coursekit.ledger.networks import network

    weights = [([[0.5, -0.3], [0.2, 0.4]], [0.1, 0.0]), ([[0.7], [-0.5]], [0.2])]
    model = network(weights, ["tanh", "sigmoid"])
    return derive(model, [0.6, 0.2], [1.0], nn.losses.BinaryCrossentropy(), nn.optimizers.Adam(0.1))


def page_of(state, given):
    """The page of the chosen network, and the given numbers."""
    if state.example != OWN:
        page = given[state.example]
        return page, page["given"]
    page = given["2-2-1"]
    names = page["names"][: len(page["given"])]
    return page, [plain(getattr(state, "eta" if name == "η" else name)) for name in names]


def computed(state, page, numbers):
    """All quantities; where rounding leaves one without a value, with all digits and a note."""
    work, start, note = lines(page), dict(enumerate(numbers)), ""
    if state.how != ALL_DIGITS:
        try:
            return compute(work, start, state.decimals, state.how), note
        except ValueError:
            note = NO_VALUE
    return compute(work, start), note


def frame(state, given):
    """The current line in symbols and numbers, and what stands in the network so far.

    Returns
    -------
    dict
        ``line`` and ``last``: its number, and how many there are; ``part``, ``symbol``,
        ``formula``, ``substituted``, ``text``, ``value`` of the line; ``lit``: nodes, edges and
        edges of paths; ``outputs``, ``slopes``: texts in the nodes, ``weights``: on the edges, None
        where nothing is known yet; ``error``, ``new_error``: texts or None; ``note``; ``goal``.
    """
    page, numbers = page_of(state, given)
    values, note = computed(state, page, numbers)
    first, last = len(numbers), len(page["trees"])
    step = min(state.step, last)
    known = {k: number_text(values[k], 4) for k in range(first + step)}
    errors = [page["names"].index(name) if name in page["names"] else None for name in ("E", "E'")]
    return {
        "line": step,
        "last": last,
        **_line(page, values, first, step),
        "outputs": [_latest(known, node["values"]) for node in page["nodes"]],
        "slopes": [_latest(known, node["slopes"]) for node in page["nodes"]],
        "weights": [_latest(known, edge["values"]) for edge in page["edges"]],
        "error": known.get(errors[0]),
        "new_error": known.get(errors[1]),
        "note": note,
        "goal": _halved(state, step == last, values, *errors),
    }


def _halved(state, at_the_end, values, old, new):
    fair = state.example == OWN and state.how == ALL_DIGITS and values[old] >= 0.05
    return at_the_end and fair and values[new] <= values[old] / 2


def _latest(known, places):
    """The text of the last of some quantities that is known by now."""
    return next((known[k] for k in reversed(places) if k in known), None)


def _line(page, values, first, step):
    """The pieces ``symbol = formula = substituted = text`` of a line, and what it lights."""
    if step == 0:
        pieces = dict.fromkeys(("part", "symbol", "formula", "substituted", "text"), "")
        return {**pieces, "value": None, "lit": [[], [], []]}
    key, formula = first + step - 1, lines(page)[step - 1].formula
    return {
        "part": page["parts"][step - 1],
        "symbol": page["names"][key],
        "formula": to_text(formula, page["names"].__getitem__),
        "substituted": to_text(formula, lambda k: number_text(values[k])),
        "text": number_text(values[key]),
        "value": float(values[key]),
        "lit": page["lit"][step - 1],
    }


def describe(state, frame, given):
    """Say the line, and at the end what the update did to the error."""
    words = frame["note"] + " " if frame["note"] else ""
    if frame["line"] == 0:
        return f"{words}The inputs, weights and targets are given. {frame['last']} lines follow."
    pieces = [frame["symbol"]]
    for name in ("formula", "substituted", "text"):
        if frame[name] != pieces[-1]:
            pieces.append(frame[name])
    words += f"Line {frame['line']} of {frame['last']}. {frame['part']}: {' = '.join(pieces)}."
    if frame["line"] == frame["last"] and frame["new_error"]:
        words += f" The error went from {frame['error']} to {frame['new_error']}."
    return words


def _own(name, low, high, step=0.01, scale="linear", label=None):
    return Number(name, label or name, low, high, step, scale, when=("example", (OWN,)))


class Backprop(Explorer):
    """A hand computation, line by line, beside its network.

    ``data`` is a derivation of your own, as ``coursekit.handcalc.derive`` returns it.

    Examples
    --------
    >>> w = explore.backprop(example="2-2-1")
    >>> w.step_forward(20)
    >>> w.numbers["symbol"], w.numbers["value"]
    """

    NAME = "backprop"
    TITLE = "Backpropagation, line by line"
    ABOUT = "One training step: every line in symbols and numbers, its path lit in the network."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    given = staticmethod(given)
    CONTROLS = (
        Choice(
            "example", "network", EXAMPLES,
            ("one neuron", "2-2-1", "2-2-2", "3-3-3-3", "2-2-1, own numbers", "other"),
            help="other: the derivation passed as data, else tanh, cross-entropy and Adam",
        ),
        Choice(
            "how", "digits", (ALL_DIGITS, "half-even", "half-up", "truncate"),
            ("keep all", "round, half to even", "round, half up", "cut off"),
            help="what a person does with further digits, on every line",
        ),
        Number(
            "decimals", "decimals", 1, 10, 1, whole=True,
            when=("how", ("half-even", "half-up", "truncate")),
        ),
        Steps("step", "line", last=2000, per_second=1.5),
        *(_own(name, -2, 2) for name in ("x1", "x2")),
        *(_own(name, -5, 5) for name in ("w1", "w2", "w3", "w4", "w5", "w6", "b1", "b2", "b3")),
        _own("y1", 0, 1, label="target y1"),
        _own("eta", 0.01, 20, scale="log", label="learning rate η"),
    )  # fmt: skip
    FIRST = ("example", "how", "decimals", "step")
    PRESETS = (
        Preset(
            "One path",
            State("one neuron", step=8),
            "A chain of three links: along a path the derivatives are multiplied.",
        ),
        Preset(
            "Two paths meet",
            State("2-2-2", step=34),
            "h1 reaches the error through o1 and through o2: the two paths are added.",
        ),
        Preset(
            "All weights at once",
            State("2-2-2", step=62),
            "Every derivative belongs to the old weights; only then are all weights changed.",
        ),
        Preset(
            "Through softmax",
            State("3-3-3-3", step=36),
            "Each output feels every sum: three paths for one derivative.",
        ),
        Preset(
            "Three decimals",
            State("one neuron", "half-even", 3, step=13),
            "Rounded like this the new weight is the old one: nothing is learned.",
        ),
        Preset(
            "A saturated unit",
            State(OWN, b1=5.0, w1=5.0, step=26),
            "h1 answers almost 1 whatever comes in, so its slope lets nothing back to w1.",
        ),
    )
    QUESTION = Question(
        "In the 2-2-2 network o1 is too high and o2 too low, and both weights from h1 are "
        "positive. Which way do the two paths pull h1?",
        ("Both want it lower", "Both want it higher", "o1 wants it lower, o2 higher"),
        answer=2,
        why="∂E/∂a of h1 is +0.0554 through o1 and −0.0190 through o2. Their sum, +0.0364, is a "
        "compromise.",
    )
    GOAL = Goal(
        "With own numbers and all digits: let one update at least halve an error of 0.05 or more. "
        "Look at the last line."
    )

    def __init__(self, data=None, **settings):
        if data is not None:
            settings.setdefault("example", OTHER)
            if getattr(data, "decimals", None):  # a derivation that is rounded already
                settings = {"how": data.how, "decimals": min(data.decimals, 10)} | settings
        super().__init__(data, **settings)

    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(State(name, step=2000) for name in EXAMPLES),
        *(State(name, how, 4, step=2000) for name in EXAMPLES for how in ("half-even", "truncate")),
        State("other", "half-up", 6, step=40),
        State("other", "half-even", 2, step=5),
        State("3-3-3-3", "half-up", 1, step=2000),
        State("3-3-3-3", "half-even", 10, step=100),
        State("one neuron", "half-even", 1, step=18),
        State("2-2-2", step=0),
        State(OWN, x1=2.0, x2=2.0, w1=5.0, w2=5.0, b1=5.0, w5=5.0, w6=5.0, b3=5.0, step=52),
        State(OWN, x1=-2.0, x2=2.0, w1=5.0, w2=-5.0, b1=-5.0, w5=-5.0, w6=-5.0, b3=-5.0, y1=1.0,
              eta=20.0, step=52),
        State(OWN, "truncate", 1, x1=-2.0, w1=5.0, b1=-5.0, w5=-5.0, b3=-5.0, y1=1.0, step=52),
        State(OWN, x1=0.0, x2=0.0, w1=0.0, w2=0.0, w5=0.0, w6=0.0, b1=0.0, b2=0.0, b3=0.0, eta=0.01,
              y1=0.5, step=52),
        State(OWN, "half-even", 3, x1=0.0, w1=0.0, b1=0.0, w5=1e-4, step=40),
        State(OWN, eta=20.0, step=52),
    )  # fmt: skip
