"""What a cross-entropy does to outputs that are no probabilities yet, as Keras does it."""

from coursekit.handcalc.expression import Function, Number, Symbol, Where, total

LOWEST, HIGHEST = Number(1e-7), Number(1 - 1e-7)


def cut(graph, key):
    """Add p, a limited to [1e-7, 1 − 1e-7]; outside these limits no gradient passes."""
    a = Symbol(key)
    inside = Where((a - LOWEST) * (HIGHEST - a), ">=", Number(0), Number(1), Number(0))
    limited = Function("min", (HIGHEST, Function("max", (LOWEST, a))))
    return graph.add(("p", *key[1:]), limited, {key: inside}, graph.layers + 1)


def shared_out(graph, keys):
    """Add q_j = a_j / Σ a, the shares of some outputs in their sum; ∂q_j/∂a_k = (δ_jk − q_j) / Σ a.

    Returns
    -------
    list
        Keys of the shares.
    """
    layer = graph.layers + 1
    whole = graph.add(
        ("sum", keys[0][1], layer, *_place(keys)), total(Symbol(key) for key in keys), layer=layer
    )
    shares = [("q", *key[1:]) for key in keys]
    for share, key in zip(shares, keys, strict=True):
        q, bottom = Symbol(share), Symbol(whole)
        links = {other: ((1 if other == key else 0) - q) / bottom for other in keys}
        graph.add(share, Symbol(key) / bottom, links, layer)
    return shares


def _place(keys):
    """Where in a picture these outputs stand; nothing for a row of units."""
    unit = keys[0][-1]
    return (unit[:-1],) if isinstance(unit, tuple) else ()
