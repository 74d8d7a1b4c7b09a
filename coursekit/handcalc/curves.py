"""Activations of one unit: the formula of a(z) and of its slope, for the hand computation."""

from coursekit.handcalc.expression import (
    PI,
    Function,
    Number,
    Where,
    as_expression,
    exp,
    ln,
    sqrt,
)
from coursekit.handcalc.options import is_ours, options_of
from coursekit.nn.activations.smooth import SELU_ALPHA, SELU_SCALE

_ZERO, _ONE = Number(0), Number(1)
_HALF = _ONE / Number(2)


def _sigmoid(z):
    return 1 / (1 + exp(-z))


def _tanh(z):
    return Function("tanh", (z,))


def _positive(z, then, otherwise, relation=">"):
    return Where(z, relation, _ZERO, as_expression(then), as_expression(otherwise))


def _leaky(negative_slope):
    slope = as_expression(negative_slope)
    return lambda z: _positive(z, z, slope * z), lambda z, a: _positive(z, 1, slope)


def _elu(alpha):
    alpha = as_expression(alpha)
    return (
        lambda z: _positive(z, z, alpha * (exp(z) - 1)),
        lambda z, a: _positive(z, 1, a + alpha),
    )


def _relu(max_value=None, negative_slope=0.0, threshold=0.0):
    """max(0, z), or with a slope below a threshold, and with a ceiling."""
    bend, slope = Number(threshold), Number(negative_slope)

    def value(z):
        bent = Function("max", (_ZERO, z))
        if threshold or negative_slope:
            below = slope * (z - bend if threshold else z) if negative_slope else _ZERO
            bent = Where(z, ">", bend, z, below)
        return bent if max_value is None else Function("min", (Number(max_value), bent))

    def derivative(z, a):
        bent = Where(z, ">", bend, _ONE, slope)
        return bent if max_value is None else Where(z, ">", Number(max_value), _ZERO, bent)

    return value, derivative


def _selu():
    """λ z above 0, λ α (e^z − 1) below, with the two numbers of the paper."""
    scale, depth = Number(SELU_SCALE), Number(SELU_ALPHA)
    return (
        lambda z: _positive(z, scale * z, scale * depth * (exp(z) - 1)),
        lambda z, a: _positive(z, scale, a + scale * depth, ">="),
    )


def _gelu(approximate=False):
    """z Φ(z), or the paper's approximation ½ z (1 + tanh u) with u = √(2/π)(z + 0.044715 z³)."""
    if not approximate:
        return (
            lambda z: z * Function("Phi", (z,)),
            lambda z, a: Function("Phi", (z,)) + z * Function("phi", (z,)),
        )
    root, cubic = sqrt(Number(2) / PI), Number(0.044715)

    def bent(z):
        return _tanh(root * (z + cubic * z**3))

    def derivative(z, a):
        inside = root * (1 + 3 * cubic * z**2)
        return _HALF * (1 + bent(z)) + _HALF * z * (1 - bent(z) ** 2) * inside

    return lambda z: _HALF * z * (1 + bent(z)), derivative


def _clipped(z, width):
    """max(0, z), but no more than ``width``."""
    return Function("min", (Number(width), Function("max", (_ZERO, z))))


def _within(z, low, high, then):
    return Where(z, ">", Number(low), Where(z, "<", Number(high), then, _ZERO), _ZERO)


def _soft(z):
    return ln(1 + exp(z))


def _size(z):
    return Function("abs", (z,))


def _plain(value, derivative):
    return lambda: (value, derivative)


#: name → from the activation's options to (a as a formula in z, ∂a/∂z as a formula in z and a)
UNIT_FUNCTIONS = {
    "linear": _plain(lambda z: z, lambda z, a: _ONE),
    "sigmoid": _plain(_sigmoid, lambda z, a: a * (1 - a)),
    "tanh": _plain(_tanh, lambda z, a: 1 - a**2),
    "relu": _relu,
    "leaky_relu": _leaky,
    "elu": _elu,
    "softplus": _plain(_soft, lambda z, a: _sigmoid(z)),
    "silu": _plain(
        lambda z: z * _sigmoid(z), lambda z, a: _sigmoid(z) * (1 + z * (1 - _sigmoid(z)))
    ),
    "exponential": _plain(exp, lambda z, a: a),
    "gelu": _gelu,
    "selu": _selu,
    "mish": _plain(
        lambda z: z * _tanh(_soft(z)),
        lambda z, a: _tanh(_soft(z)) + z * (1 - _tanh(_soft(z)) ** 2) * _sigmoid(z),
    ),
    "softsign": _plain(lambda z: z / (1 + _size(z)), lambda z, a: 1 / (1 + _size(z)) ** 2),
    "relu6": _plain(lambda z: _clipped(z, 6), lambda z, a: _within(z, 0, 6, _ONE)),
    "hard_sigmoid": _plain(
        lambda z: _clipped(z + 3, 6) / 6, lambda z, a: _within(z, -3, 3, _ONE / 6)
    ),
    "step": _plain(lambda z: _positive(z, 1, 0), lambda z, a: _ZERO),
    "sign": _plain(lambda z: _positive(z, 1, _positive(z, 0, -1, ">=")), lambda z, a: _ZERO),
}

#: name → the options of an activation that its formulas use
_OPTIONS = {
    "relu": ("max_value", "negative_slope", "threshold"),
    "leaky_relu": ("negative_slope",),
    "elu": ("alpha",),
    "gelu": ("approximate",),
    "softmax": ("axis",),
}


def read_activation(activation):
    """Name and options of an activation of the course.

    Raises
    ------
    ValueError
        For a function of the learner's own, whatever its name, and for options that are not shown.
    """
    ours = is_ours(activation) and type(activation).name in (*UNIT_FUNCTIONS, "softmax")
    if not ours:
        own = "" if is_ours(activation) and type(activation).name else ", a function of your own"
        raise ValueError(
            f"The hand computation does not know the activation {activation.name!r}{own}: "
            f"use one of {', '.join(UNIT_FUNCTIONS)}, softmax."
        )
    name = type(activation).name
    return name, options_of(activation, _OPTIONS.get(name, ()))
