"""Activation functions: value and slope at a place z, and a signal sent through five layers."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.chance import Chance
from coursekit.explorers.kit.controls import Choice, Goal, Number, Preset, Question, Seed
from coursekit.explorers.kit.words import say
from coursekit.nn.activations import Elu, LeakyRelu
from coursekit.studies.activations import TWELVE, Prelu

LAYERS, ROWS, UNITS = 5, 64, 32
BARS, REACH = 32, 4.0  # a histogram has 32 bars from −4 to 4


@dataclass(frozen=True)
class State:
    """A function with its parameters, a place z, and the signal that enters five layers.

    ``slope`` is α of leaky ReLU and a of PReLU, ``alpha`` the α of ELU.  The input has the given
    ``mean`` and ``spread``; the weights of a layer are normal numbers times ``scale``/√32.
    """

    function: str = "sigmoid"
    z: float = 1.0
    slope: float = 0.2
    alpha: float = 1.0
    mean: float = 0.0
    spread: float = 1.0
    scale: float = 1.0
    bias: float = 0.0
    seed: int = 0


def activation(state):
    """Return the activation of the state, with its parameters."""
    if state.function == "leaky ReLU":
        return LeakyRelu(state.slope)
    if state.function == "PReLU":
        return Prelu(state.slope)
    if state.function == "ELU":
        return Elu(state.alpha)
    return TWELVE[state.function]


@lru_cache(maxsize=8)
def draws(seed):
    """Return the normal numbers of a seed: input (64, 32), weights (5, 32, 32), gradient (64, 32).

    The gradient is the one that enters from the right, at the output of the last layer.
    """
    chance = Chance(seed)
    shapes = (ROWS, UNITS), (LAYERS, UNITS, UNITS), (ROWS, UNITS)
    return [
        np.array([chance.normal() for _ in range(np.prod(shape))]).reshape(shape)
        for shape in shapes
    ]


def send(state):
    """Send the signal forward and a gradient back.

    Returns
    -------
    outputs : list of ndarray
        The input and the output of each layer, shape (64, 32).
    slopes : list of ndarray
        f′(z) in each layer.
    gradients : list of ndarray
        ∂E/∂a at the input and at the output of each layer; the last one is given.
    """
    f = activation(state)
    noise, weights, gradient = draws(state.seed)
    kernels = weights * (state.scale / np.sqrt(UNITS))
    outputs, slopes = [state.mean + state.spread * noise], []
    for kernel in kernels:
        z = outputs[-1] @ kernel + state.bias
        outputs.append(f(z))
        slopes.append(f.derivative(z))
    gradients = [gradient]
    for kernel, slope in zip(kernels[::-1], slopes[::-1], strict=True):
        gradients.insert(0, (gradients[0] * slope) @ kernel.T)
    return outputs, slopes, gradients


def frame(state):
    """Return value, slope and curves of the function, and what the layers do with the signal."""
    f = activation(state)
    a, slope = float(f(state.z)), float(f.derivative(state.z))
    outputs, slopes, gradients = send(state)
    arriving = [_size(g) / _size(gradients[-1]) for g in gradients]
    layers = [_facts(out) for out in outputs]
    dead = [float((abs(s) < 1e-12).all(axis=0).mean()) for s in slopes]  # 0, but for rounding
    kept = layers[-1]["spread"] / layers[0]["spread"] if state.spread > 0 else None
    alive = kept is not None and 0.5 <= kept <= 2 and 0.5 <= arriving[0] <= 2
    return {
        "a": a,
        "slope": slope,
        "curve": curve(f),
        "layers": layers,
        "dead": dead,
        "flat": [float((abs(s) < 0.01).mean()) for s in slopes],
        "arriving": arriving,
        "kept": kept,
        "goal": state.function != "linear" and alive and max(dead) == 0,
    }


def curve(f):
    """Return [z, f(z), f′(z)] from −6 to 6; 0 is there twice, just left and just right of it."""
    half = np.arange(1, 61) / 10
    z = np.concatenate([-half[::-1], [-1e-12, 1e-12], half])
    return np.column_stack([z, f(z), f.derivative(z)]).tolist()


def _facts(values):
    """Mean, spread and histogram of all numbers of a layer; what lies outside joins the ends."""
    # 1e-9: a number on the border of two bars is counted alike in Python and in the page
    places = np.floor((values + REACH) * (BARS / (2 * REACH)) + 1e-9)
    counts = np.bincount(np.clip(places, 0, BARS - 1).astype(int).ravel(), minlength=BARS)
    mean = float(values.mean())
    return {"mean": mean, "spread": _size(values - mean), "bars": counts.tolist()}


def _size(values):
    """Return the root of the mean square."""
    return float(np.sqrt((values * values).mean()))


def describe(state, frame):
    """Say what the function does at z, and what is left of signal and gradient."""
    kept = frame["kept"]
    spread = "no spread to lose" if kept is None else f"{say(kept)} times its spread"
    return (
        f"At z = {say(state.z)} the function {state.function} is {say(frame['a'])} and its slope "
        f"{say(frame['slope'])}. After five layers the signal has {spread}, and "
        f"{say(frame['arriving'][0])} of the gradient arrives at the input. In layer 5, "
        f"{say(100 * frame['dead'][-1])} % of the units are dead and "
        f"{say(100 * frame['flat'][-1])} % of the slopes flat."
    )


class Activations(Explorer):
    """Twelve activation functions: value, slope, and a signal sent through five layers of one.

    Softmax is drawn as the first of three outputs while the two other scores are 0, as in lesson
    03, and its layers use that function.

    Examples
    --------
    >>> w = explore.activations(function="ReLU", scale=1.41)
    >>> w.numbers["arriving"][0]      # the part of the gradient that arrives at the input
    """

    NAME = "activations"
    TITLE = "Activation functions and what passes through them"
    ABOUT = "Twelve functions with their slopes; signal and gradient in five layers; dead units."
    State, frame, describe = State, staticmethod(frame), staticmethod(describe)
    CONTROLS = (
        Choice("function", "function", tuple(TWELVE)),
        Number("z", "place z", -6, 6, 0.05),
        Number(
            "slope", "slope below 0", 0, 1, 0.01, help="α of leaky ReLU, a of PReLU",
            when=("function", ("leaky ReLU", "PReLU")),
        ),
        Number("alpha", "depth α", 0, 3, 0.05, when=("function", ("ELU",))),
        Number("scale", "weight scale", 0.1, 4, 0.01, help="Normal weights times this/√32"),
        Number("bias", "bias of all units", -3, 3, 0.05),
        Number("mean", "mean of the input", -5, 5, 0.1),
        Number("spread", "spread of the input", 0, 10, 0.1),
        Seed("seed", "draw of the weights"),
    )  # fmt: skip
    FIRST = ("function", "z", "slope", "alpha", "scale", "bias")
    PRESETS = (
        Preset(
            "The sigmoid fades",
            State(),
            "Its slope is at most a quarter, so five layers leave less than a hundredth of the "
            "gradient.",
        ),
        Preset(
            "ReLU with √2",
            State("ReLU", scale=1.41),
            "ReLU lets half of the sums through; weights larger by √2 make up for it (He and "
            "others, 2015).",
        ),
        Preset(
            "Saturated",
            State("tanh", z=3.0, scale=4.0),
            "Large weights push the sums of tanh into its flat ends.",
        ),
        Preset(
            "Killed by a bias",
            State("ReLU", z=-1.0, scale=1.41, bias=-2.0),
            "A large step that lowers all biases silences units for every row: they are dead.",
        ),
        Preset(
            "All rows alike",
            State("ReLU", z=-1.0, scale=1.41, mean=3.0, spread=0.1),
            "Rows that hardly differ are all on one side of each kink, so a unit works for all of "
            "them or is dead.",
        ),
        Preset(
            "No way back",
            State("binary step", z=0.5),
            "The signal passes through a step, but its slope is 0: no gradient comes back.",
        ),
        Preset(
            "The dip of swish",
            State("swish", z=-1.28, scale=1.41),
            "The one function of the twelve that falls somewhere; here is its lowest point.",
        ),
    )
    QUESTION = Question(
        "A gradient of size 1 enters five sigmoid layers from the right (weight scale 1). How much "
        "of it arrives at the input?",
        ("about a half", "about a fifth", "less than a hundredth"),
        answer=2,
        why="Each layer multiplies by slopes of at most a quarter: five of them leave at most "
        "a thousandth or so.",
    )
    GOAL = Goal(
        "With a function that bends, keep signal and gradient alive: after five layers both "
        "between half and twice their size, and no unit dead."
    )
    GOLDENS = (
        *(preset.state for preset in PRESETS),
        *(State(name, z=z) for name, z in zip(TWELVE, (-6.0, 0.0, 6.0, -2.5) * 3, strict=True)),
        *(State(name, scale=4.0, mean=5.0, spread=10.0, bias=3.0, seed=7) for name in TWELVE),
        *(State(name, scale=0.1, mean=-5.0, spread=0.0, bias=-3.0) for name in TWELVE),
        State("leaky ReLU", z=-1.0, slope=0.0),
        State("PReLU", z=-1.0, slope=1.0, scale=2.0),
        State("ELU", z=-6.0, alpha=0.0),
        State("ELU", z=-6.0, alpha=3.0, scale=1.2),
        State("tanh", spread=0.0, seed=9999),
        State("tanh", scale=1.6),
        State("leaky ReLU", scale=1.41),
    )
