"""Regularizers: a penalty R on the weights of an array, which is added to the error."""

from coursekit.handcalc.expression import Function, Number, Symbol, Where, total
from coursekit.handcalc.options import kind_of

_LETTERS = {"kernel": "W", "bias": "b", "alpha": "alpha"}


def note_penalties(graph, layer):
    """Remember the regularizers of a layer that was just built.

    Raises
    ------
    ValueError
        For a regularizer of the learner's own.
    """
    for name, regularizer in layer.regularizers.items():
        kind_of(regularizer, ("L1", "L2", "L1L2"), "regularizer")
        if regularizer.l1 or regularizer.l2:
            graph.penalised[_LETTERS[name], graph.layers] = regularizer


def add_penalties(graph):
    """Add R = l1 Σ|w| + l2 Σw² for each penalised array, with ∂R/∂w; return their keys."""
    return [
        _add_penalty(graph, ("R", *place), graph.array(*place), regularizer)
        for place, regularizer in graph.penalised.items()
    ]


def _add_penalty(graph, key, weights, regularizer):
    parts, links = [], {w: [] for w in weights}
    if regularizer.l1:
        factor = Number(regularizer.l1)
        parts.append(factor * total(Function("abs", (Symbol(w),)) for w in weights))
        for w in weights:
            links[w].append(factor * _sign(Symbol(w)))
    if regularizer.l2:
        factor = Number(regularizer.l2)
        parts.append(factor * total(Symbol(w) ** 2 for w in weights))
        for w in weights:
            links[w].append(2 * factor * Symbol(w))
    slopes = {w: total(terms) for w, terms in links.items()}
    return graph.add(key, total(parts), slopes, graph.layers + 1)


def _sign(w):
    zero = Number(0)
    return Where(w, ">", zero, Number(1), Where(w, "<", zero, Number(-1), zero))
