"""A derivation as JSON: names, trees of formulas and what each line lights, for the page to use."""

from coursekit.explorers.backprop.lit_network import LitNetwork
from coursekit.handcalc.derivation import Derivation, Line
from coursekit.handcalc.expression import (
    Function,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Where,
)
from coursekit.handcalc.rendering import part_title

_INNER = {"+": Sum, "*": Product}
_OUTER = {"/": Quotient, "-": Negative, "^": Power}


def to_page(derivation):
    """Everything about a derivation but its values, as nested lists.

    Returns
    -------
    dict
        ``names``: of all quantities, the given ones first, then one for each line; a quantity's
        place in this list stands for it everywhere.  ``given``: the numbers of the given ones.
        ``trees``, ``parts``, ``lit``: for each line its formula, its part of the computation, and
        the nodes, edges and edges of paths to the error that it lights.  ``sizes``, ``nodes``,
        ``edges``: the network, with the quantities that stand in each node and on each edge.
    """
    if not isinstance(derivation, Derivation):
        raise ValueError(
            f"data must be a Derivation, as handcalc.derive(model, x, y) returns it, "
            f"got {type(derivation).__name__}."
        )
    lines = derivation.lines if derivation.shown is None else derivation.shown
    keys = [*derivation.given, *(line.key for line in lines)]
    index = {key: position for position, key in enumerate(keys)}
    network = LitNetwork(derivation)
    places = [place for place, _ in network.places]
    return {
        "names": [derivation.notation.plain(key) for key in keys],
        "given": [plain(value) for value in derivation.given.values()],
        "trees": [tree(line.formula, index) for line in lines],
        "parts": [part_title(line.part, network.layers) for line in lines],
        "lit": [_lit(network, line.key, places) for line in lines],
        "sizes": network.sizes,
        "nodes": [_node(place, name, network, index) for place, name in network.places],
        "edges": [_edge(edge, network, index, places) for edge in network.edges],
    }


def plain(value):
    """A given number as JSON can hold it; whole numbers without a point, as people write them."""
    return int(value) if value == int(value) else float(value)


def _lit(network, key, places):
    """Nodes, edges and paths by their numbers; what is not in the picture is left out."""
    nodes, edges, path = network.lit(key)
    return [
        [places.index(node) for node in nodes if node in places],
        *([network.edges.index(e) for e in part if e in network.edges] for part in (edges, path)),
    ]


def _node(place, name, network, index):
    """A node, its name, and where its outputs and the derivatives of the error are found."""
    values = [i for key, i in index.items() if network.node(_first_row(key)) == place]
    slopes = [i for key, i in index.items() if _slope_of(key, network) == place]
    return {"at": place, "name": name, "values": values, "slopes": slopes}


def _first_row(key):
    """The key of a quantity of the forward pass; only the first row stands in the nodes."""
    key = key[1] if key[0] == "again" else key
    other_row = len(key) > 1 and key[0] in ("x", "z", "a") and key[1] != 0
    return ("none",) if other_row or key[0] == "e" or (key[0] == "E" and len(key) > 1) else key


def _slope_of(key, network):
    """The node whose z or a the error is differentiated by."""
    if key[:2] != ("d", ("E",)) or key[2][0] not in ("z", "a") or key[2][1] != 0:
        return None
    return network.node(key[2])


def _edge(edge, network, index, places):
    """An edge and where its weight is found, first the old one, then the new one."""
    weights = [key for key, edges in network.carried.items() if edge in edges]
    found = [
        index[key] for weight in weights[:1] for key in (weight, ("new", weight)) if key in index
    ]
    return {"from": places.index(edge[0]), "to": places.index(edge[1]), "values": found}


def tree(node, index):
    """An expression as nested lists: ``["+", a, b]``; a quantity is its place, a number text.

    The page computes with these trees, writes them as text, and sets them as formulas.
    """

    def of(part):
        return tree(part, index)

    match node:
        case Number(value):
            return str(value)
        case Symbol(key):
            return index[key]
        case Sum(terms):
            return ["+", *map(of, terms)]
        case Product(factors):
            return ["*", *map(of, factors)]
        case Quotient(top, bottom):
            return ["/", of(top), of(bottom)]
        case Negative(argument):
            return ["-", of(argument)]
        case Power(base, exponent):
            return ["^", of(base), of(exponent)]
        case Function(name, arguments):
            return [name, *map(of, arguments)]
        case Where(left, relation, right, then, otherwise):
            return ["if", of(left), relation, of(right), of(then), of(otherwise)]


def expression(tree):
    """The expression that a tree stands for; its symbols are places in the list of names."""
    match tree:
        case int():
            return Symbol(tree)
        case str():
            return Number(float(tree) if set(tree) & set(".e") else int(tree))
        case [("+" | "*") as kind, *parts]:
            return _INNER[kind](tuple(map(expression, parts)))
        case [("/" | "-" | "^") as kind, *parts]:
            return _OUTER[kind](*map(expression, parts))
        case ["if", left, relation, right, then, otherwise]:
            then, otherwise = expression(then), expression(otherwise)
            return Where(expression(left), relation, expression(right), then, otherwise)
        case [name, *arguments]:
            return Function(name, tuple(map(expression, arguments)))


def lines(page):
    """The lines of a page, to compute with."""
    first = len(page["given"])
    return [Line(first + i, expression(one), ()) for i, one in enumerate(page["trees"])]
