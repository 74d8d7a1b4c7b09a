"""The twelve activation functions of lesson 04: what they say of themselves, and what is measured.

An activation carries its formula, range and other properties as attributes.  ``measure`` finds the
same properties from values alone, so that a table of facts can be checked against the functions.
"""

import numpy as np

from coursekit.nn import activations
from coursekit.nn.activations import Activation, LeakyRelu

PROPERTIES = ("range", "monotonic", "derivative_monotonic", "zero_centred", "saturates")
FAR = 1000.0
#: Where `measure` looks: a fine grid from −12 to 12, and far out on both sides.
PLACES = np.concatenate([[-FAR], np.linspace(-12, 12, 24_001), [FAR]])


class Prelu(LeakyRelu):
    """PReLU, a = z for z > 0, else az, where a network learns the slope a; here a is fixed.

    He, Zhang, Ren and Sun (2015) start a at 0.25, lecture 002.  The layer that learns it is
    ``coursekit.nn.layers.PReLU``.
    """

    name = "prelu"
    formula = LeakyRelu.formula.replace(r"\alpha", "a")
    derivative_formula = LeakyRelu.derivative_formula.replace(r"\alpha", "a")

    def __init__(self, negative_slope=0.25):
        super().__init__(negative_slope)


class SoftmaxShare(Activation):
    """First output of a softmax of three classes over its own score z; the other scores are 0.

    a = e^z / (e^z + 2), with the slope a(1 − a): the first entry of the softmax Jacobian.
    """

    name = "softmax"
    formula = activations.softmax.formula
    derivative_formula = activations.softmax.derivative_formula
    range = activations.softmax.range
    monotonic = activations.softmax.monotonic
    derivative_monotonic = activations.softmax.derivative_monotonic
    zero_centred = activations.softmax.zero_centred
    saturates = activations.softmax.saturates

    def __call__(self, z):
        return activations.softmax(self._scores(z))[..., 0]

    def derivative(self, z):
        return activations.softmax.jacobian(self._scores(z))[..., 0, 0]

    @staticmethod
    def _scores(z):
        z = np.asarray(z)
        return np.stack([z, 0 * z, 0 * z], axis=-1)


TWELVE = {
    "linear": activations.linear,
    "binary step": activations.step,
    "signum": activations.sign,
    "sigmoid": activations.sigmoid,
    "tanh": activations.tanh,
    "softmax": SoftmaxShare(),
    "ReLU": activations.relu,
    "leaky ReLU": activations.leaky_relu,
    "PReLU": Prelu(),
    "ELU": activations.elu,
    "softplus": activations.softplus,
    "swish": activations.silu,
}


def complex_slope(f, z, h=1e-30):
    """Return f′(z) by a complex step, Im f(z + ih) / h, elementwise; no formula of f′ is used."""
    return np.asarray(f(np.asarray(z) + 1j * h)).imag / h


def declared(f):
    """Return the properties that activation ``f`` states about itself, as a dictionary."""
    return {name: getattr(f, name) for name in PROPERTIES}


def measure(f):
    """Find the properties of ``f`` from its values and slopes alone.

    The values are taken on a fine grid from −12 to 12 and at ±1000, the slopes by complex step.

    Returns
    -------
    dict
        The keys of ``declared(f)``.  A limit beyond 100 counts as infinite, a slope below 1e-6 at
        ±1000 as flat.
    """
    z = PLACES
    a, slope = f(z), complex_slope(f, z)
    flat = abs(slope[[0, -1]]) < 1e-6
    return {
        "range": (_limit(a.min()), _limit(a.max())),
        "monotonic": _never_falls(a),
        "derivative_monotonic": _never_falls(slope),
        "zero_centred": bool(np.allclose(f(-z), -a, rtol=0, atol=1e-9)),
        "saturates": {
            (True, True): "both",
            (True, False): "left",
            (False, True): "right",
            (False, False): "nowhere",
        }[bool(flat[0]), bool(flat[1])],
    }


def agrees(f):
    """True when everything that ``f`` declares is what ``measure`` finds; ranges to 6 decimals."""
    said, found = declared(f), measure(f)
    ranges = said.pop("range"), found.pop("range")
    return said == found and bool(np.allclose(*ranges, rtol=0, atol=1e-6))


def formulas(functions=TWELVE):
    """Return a Markdown table of f(z) and f′(z) in LaTeX, made from the attributes."""
    lines = ["| function | $f(z)$ | $f'(z)$ |", "|---|---|---|"]
    for name, f in functions.items():
        lines.append(f"| {name} | ${_large(f.formula)}$ | ${_large(f.derivative_formula)}$ |")
    return "\n".join(lines)


def rows(functions=TWELVE):
    """Return one dictionary of readable facts for each function, made from the attributes."""
    return [
        {
            "function": name,
            "range": f"{_words(f.range[0])} to {_words(f.range[1])}",
            "f monotonic": _yes(f.monotonic),
            "f' monotonic": _yes(f.derivative_monotonic),
            "zero-centred": _yes(f.zero_centred),
            "flat": f.saturates,
        }
        for name, f in functions.items()
    ]


def _large(formula):
    return formula.replace(r"\frac", r"\dfrac")  # readable inside a line of text


def _limit(value):
    return float(value) if abs(value) < 100 else float(np.copysign(np.inf, value))


def _never_falls(values):
    return bool((np.diff(values) >= -1e-12).all())


def _yes(flag):
    return "yes" if flag else "no"


def _words(limit):
    if np.isinf(limit):
        return "-inf" if limit < 0 else "inf"
    return f"{limit:.3g}"
