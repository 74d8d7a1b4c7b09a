"""Gradient clipping: gradients that are too long are made shorter before the step."""

from coursekit.handcalc.expression import Function, Symbol, Where, sqrt, total

KINDS = ("clipnorm", "clipvalue", "global_clipnorm")


def kind_of_clipping(config):
    """The way of clipping that an optimizer was told, or ``None``."""
    return next((kind for kind in KINDS if config.get(kind) is not None), None)


def clipped_gradients(graph, error_key, kind, limit):
    """Yield ``(("g", w), formula)`` for the gradient of each weight as the optimizer takes it.

    Parameters
    ----------
    graph : Graph
    error_key : tuple
    kind : {"clipnorm", "clipvalue", "global_clipnorm"}
        Length of each array's gradient, single numbers, or length of all gradients together.
    limit : Symbol
        The largest length, or the largest number.
    """
    if kind == "clipvalue":
        for w in graph.parameters:
            g = Symbol(("d", error_key, w))
            yield ("g", w), Function("max", (-limit, Function("min", (limit, g))))
        return
    arrays = {(): graph.parameters}
    if kind == "clipnorm":
        arrays = {w[:2]: graph.array(*w[:2]) for w in graph.parameters}
    for place, weights in arrays.items():
        yield from _shortened(error_key, ("norm", *place), weights, limit)


def _shortened(error_key, norm_key, weights, limit):
    """The length of some gradients, and each of them times c / length where that is above c."""
    gradients = {w: Symbol(("d", error_key, w)) for w in weights}
    yield norm_key, sqrt(total(g**2 for g in gradients.values()))
    norm = Symbol(norm_key)
    for w, g in gradients.items():
        yield ("g", w), Where(norm, ">", limit, g * limit / norm, g)
