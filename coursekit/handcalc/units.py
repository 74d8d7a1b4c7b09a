"""The outputs of one layer, unit by unit, and softmax, whose units depend on each other."""

from coursekit.handcalc.curves import UNIT_FUNCTIONS
from coursekit.handcalc.expression import Symbol, exp, total


def add_units(graph, activation, z_keys, shape):
    """Add the outputs of one layer for one row of weighted sums and return their keys.

    Parameters
    ----------
    graph : Graph
    activation : (str, dict)
        Name and options, from :func:`coursekit.handcalc.curves.read_activation`.
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
