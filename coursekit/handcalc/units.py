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
from coursekit.handcalc.options import is_ours, options_of

_ZERO, _ONE = Number(0), Number(1)


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
    "softplus": _plain(lambda z: ln(1 + exp(z)), lambda z, a: _sigmoid(z)),
    "silu": _plain(
        lambda z: z * _sigmoid(z), lambda z, a: _sigmoid(z) * (1 + z * (1 - _sigmoid(z)))
    ),
    "exponential": _plain(exp, lambda z, a: a),
    "step": _plain(lambda z: _positive(z, 1, 0), lambda z, a: _ZERO),
    "sign": _plain(lambda z: _positive(z, 1, _positive(z, 0, -1, ">=")), lambda z, a: _ZERO),
}

#: name → the options of an activation that its formulas use
_OPTIONS = {
    "relu": ("max_value", "negative_slope", "threshold"),
    "leaky_relu": ("negative_slope",),
    "elu": ("alpha",),
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


def add_units(graph, activation, z_keys, shape):
    """Add the outputs of one layer for one row of weighted sums and return their keys.

    Parameters
    ----------
    graph : Graph
    activation : (str, dict)
        Name and options, from :func:`read_activation`.
    z_keys : list
        Keys of the sums in reading order.
    shape : tuple
        Their arrangement: ``(units,)``, or height, width and channels.
    """
    name, options = activation
    if name == "softmax":
        return _add_softmax(graph, z_keys, shape, options["axis"])
    value, derivative = UNIT_FUNCTIONS[name](**options)
    a_keys = []
    for z_key in z_keys:
        a_key = ("a", z_key[1], graph.layers, z_key[-1])
        z, a = Symbol(z_key), Symbol(a_key)
        a_keys.append(graph.add(a_key, value(z), {z_key: derivative(z, a)}))
    return a_keys


def _add_softmax(graph, z_keys, shape, axis):
    """Softmax of each group along the axis: powers of e, their sum, the shares, the Jacobian."""
    row = z_keys[0][1]
    groups = groups_along(z_keys, shape, axis)
    for place, keys in groups.items():
        powers = [graph.add(("e", row, graph.layers, key[-1]), exp(Symbol(key))) for key in keys]
        end = (place,) if len(groups) > 1 else ()
        sum_key = graph.add(("sum", row, graph.layers, *end), sum_of(powers))
        outputs = [("a", row, graph.layers, key[-1]) for key in keys]
        for j, key in enumerate(outputs):
            links = {z: _softmax_link(outputs, j, k) for k, z in enumerate(keys)}
            graph.add(key, Symbol(powers[j]) / Symbol(sum_key), links)
    return [("a", row, graph.layers, key[-1]) for key in z_keys]


def groups_along(keys, shape, axis):
    """``{place: keys}``: the keys of a row that lie along one axis (the batch is axis 0)."""
    rank = len(shape) + 1
    if not 0 < axis % rank or not -rank <= axis < rank:
        raise ValueError(
            f"The hand computation shows a softmax of each row, not along axis {axis} of outputs "
            f"of shape {(None, *shape)}: choose an axis after the batch axis."
        )
    groups = {}
    for index, key in zip(indices(shape), keys, strict=True):
        place = index[: axis % rank - 1] + index[axis % rank :]
        groups.setdefault(place, []).append(key)
    return groups


def indices(shape):
    """All indices of an array of this shape in reading order."""
    if not shape:
        return [()]
    return [(i, *rest) for i in range(shape[0]) for rest in indices(shape[1:])]


def _softmax_link(outputs, j, k):
    a_j, a_k = Symbol(outputs[j]), Symbol(outputs[k])
    return a_j * (1 - a_j) if j == k else -(a_j * a_k)


def sum_of(keys):
    """The sum of quantities given by their keys."""
    return total(Symbol(key) for key in keys)
