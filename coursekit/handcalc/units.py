"""Activations of one unit for the hand computation: the formula of a(z) and of its derivative."""

from coursekit.handcalc.expression import (
    Function,
    Number,
    Symbol,
    Where,
    as_expression,
    exp,
    ln,
    total,
)


def _sigmoid(z):
    return 1 / (1 + exp(-z))


def _tanh(z):
    return Function("tanh", (z,))


def _positive(z, then, otherwise, relation=">"):
    return Where(z, relation, Number(0), as_expression(then), as_expression(otherwise))


def _leaky(slope):
    return lambda z: _positive(z, z, slope * z), lambda z, a: _positive(z, 1, slope)


def _elu(alpha):
    return (
        lambda z: _positive(z, z, alpha * (exp(z) - 1)),
        lambda z, a: _positive(z, 1, a + alpha),
    )


#: name → (a as a formula in z, ∂a/∂z as a formula in z and a); the sign of a comes first in use.
UNIT_FUNCTIONS = {
    "linear": (lambda z: z, lambda z, a: Number(1)),
    "sigmoid": (_sigmoid, lambda z, a: a * (1 - a)),
    "tanh": (_tanh, lambda z, a: 1 - a**2),
    "relu": (lambda z: Function("max", (Number(0), z)), lambda z, a: _positive(z, 1, 0)),
    "softplus": (lambda z: ln(1 + exp(z)), lambda z, a: _sigmoid(z)),
    "silu": (lambda z: z * _sigmoid(z), lambda z, a: _sigmoid(z) * (1 + z * (1 - _sigmoid(z)))),
    "exponential": (exp, lambda z, a: a),
    "step": (lambda z: _positive(z, 1, 0), lambda z, a: Number(0)),
    "sign": (
        lambda z: _positive(z, 1, _positive(z, 0, -1, ">=")),
        lambda z, a: Number(0),
    ),
}  # fmt: skip


def unit_function(name, **arguments):
    """Formulas of an activation and its derivative.

    Parameters
    ----------
    name : str
        A name of ``coursekit.nn.activations``.
    **arguments
        ``negative_slope`` of leaky ReLU, ``alpha`` of ELU; numbers or expressions.

    Returns
    -------
    value, derivative : callables
        ``value(z)`` and ``derivative(z, a)`` return expressions.
    """
    if name == "leaky_relu":
        return _leaky(as_expression(arguments["negative_slope"]))
    if name == "elu":
        return _elu(as_expression(arguments["alpha"]))
    if name not in UNIT_FUNCTIONS:
        raise ValueError(
            f"The hand computation does not know the activation {name!r}: "
            f"use one of {', '.join(UNIT_FUNCTIONS)}."
        )
    return UNIT_FUNCTIONS[name]


def add_units(graph, name, z_keys, **arguments):
    """Add the outputs of one layer for all its weighted sums and return their keys."""
    if name == "softmax":
        return _add_softmax(graph, z_keys)
    value, derivative = unit_function(name, **arguments)
    a_keys = []
    for z_key in z_keys:
        a_key = ("a", z_key[1], graph.layers, z_key[-1])
        z, a = Symbol(z_key), Symbol(a_key)
        a_keys.append(graph.add(a_key, value(z), {z_key: derivative(z, a)}))
    return a_keys


def _add_softmax(graph, z_keys):
    """Softmax of each row: e to each z, their sum, the shares, and the full Jacobian as links."""
    a_keys = []
    rows = {}
    for z_key in z_keys:
        rows.setdefault(z_key[1], []).append(z_key)
    for row, keys in rows.items():
        powers = [graph.add(("e", row, graph.layers, key[-1]), exp(Symbol(key))) for key in keys]
        sum_key = graph.add(("sum", row, graph.layers), sum_of(powers))
        outputs = [("a", row, graph.layers, key[-1]) for key in keys]
        for j, key in enumerate(outputs):
            links = {z: _softmax_link(outputs, j, k) for k, z in enumerate(keys)}
            graph.add(key, Symbol(powers[j]) / Symbol(sum_key), links)
        a_keys.extend(outputs)
    return a_keys


def _softmax_link(outputs, j, k):
    a_j, a_k = Symbol(outputs[j]), Symbol(outputs[k])
    return a_j * (1 - a_j) if j == k else -(a_j * a_k)


def sum_of(keys):
    """The sum of quantities given by their keys."""
    return total(Symbol(key) for key in keys)
