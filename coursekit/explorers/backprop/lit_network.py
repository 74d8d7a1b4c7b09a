"""A derivation as plain lists: its network, its lines as small trees, and what each line lights."""

from functools import cache

from coursekit.handcalc.expression import Product, Sum, Symbol

_NODES = ("x", "z", "a", "e", "E")


class LitNetwork:
    """The network behind a derivation, and for every line the part of it that the line is about.

    A node is ``(layer, unit)``: layer 0 holds the inputs, the last layer the error.  An edge is a
    pair of nodes.  Rows of a batch share their nodes.

    Parameters
    ----------
    derivation : Derivation
    """

    def __init__(self, derivation):
        self.derivation = derivation
        self.layers = derivation.notation.layers
        self._units = {}
        forward = [line for line in derivation.lines if line.part[0] in ("forward", "error")]
        self.edges = []
        for line in forward:
            end = self.node(line.key)
            for source in map(self.node, derivation.uses[line.key]):
                edge = (source, end)
                if source and end and source[0] < end[0] and edge not in self.edges:
                    self.edges.append(edge)
        self.carried = self._carried(forward)
        self.owner = {
            key: self.node(line.key)
            for line in forward
            for key in derivation.uses[line.key]
            if key[0] in ("W", "b", "alpha")
        }

    def node(self, key):
        """The node that a quantity of the forward pass stands in, or None."""
        kind = key[0]
        if kind not in _NODES:
            return None
        if kind == "E":
            return (self.layers + 1, 0)
        layer, unit = (0, key[2]) if kind == "x" else (key[2], key[3])
        places = self._units.setdefault(layer, [])
        if unit not in places:
            places.append(unit)
        return (layer, places.index(unit))

    @property
    def sizes(self):
        """Number of nodes in every layer, inputs first, the error last."""
        return [len(self._units.get(layer, [])) for layer in range(self.layers + 1)] + [1]

    @property
    def places(self):
        """All nodes with what is written into them, inputs first, the error last."""
        notation = self.derivation.notation.in_style("numbered")
        found = []
        for layer in range(self.layers + 1):
            key = ("x", 0) if layer == 0 else ("a", 0, layer)
            for place, unit in enumerate(self._units.get(layer, [])):
                name = notation.plain((*key, unit)).replace("(1)", "")
                found.append(((layer, place), name.replace("x_", "x").removeprefix("a_")))
        return [*found, ((self.layers + 1, 0), "E")]

    def _carried(self, forward):
        """Edges on which each weight stands: the sources that it is multiplied by."""
        found = {}
        for line in forward:
            end = self.node(line.key)
            for source, weight in _products(line.formula):
                if self.node(source):
                    found.setdefault(weight, []).append((self.node(source), end))
        return found

    @cache  # noqa: B019 (lives as long as the derivation's own caches)
    def beyond(self, node):
        """All edges on the way from a node to the error."""
        ahead = [edge for edge in self.edges if edge[0] == node]
        return list(dict.fromkeys(ahead + [e for edge in ahead for e in self.beyond(edge[1])]))

    def lit(self, key):
        """What a line lights: nodes, edges it is about, and edges of its paths to the error."""
        kind = key[0]
        if kind == "again":
            return self.lit(key[1])
        if kind in ("new", "m", "v", "u"):
            return self._parameter(key[1])
        if kind == "path":
            start, via = self.node(key[3]), self.node(key[2])
            edges = [(start, via)] if start != via else []
            return [start, via], edges, self.beyond(via)
        if kind == "d":
            return self._derivative(key[1], key[2])
        node = self.node(key)
        into = [] if kind in ("a", "e") and self._has_sum(key) else self._into(node)
        return ([node] if node else []), into, []

    def _derivative(self, above, below):
        whole = above[0] == "E"
        if below[0] in ("W", "b", "alpha"):
            nodes, edges, _ = self._parameter(below)
            return nodes, edges, self.beyond(nodes[0]) if whole and nodes else []
        start, end = self.node(below), self.node(above)
        if whole:
            # through softmax a sum reaches the error by way of all outputs
            uses = self.derivation.uses["d", above, below]
            ways = [self.node(key[2]) for key in uses if key[0] == "path"]
            beside = [node for node in ways if node and start and node[0] == start[0]]
            nodes = list(dict.fromkeys([start, *beside]))
            return nodes, [], list(dict.fromkeys(e for node in nodes for e in self.beyond(node)))
        edges = [(start, end)] if start != end and start and end else []
        return [node for node in dict.fromkeys((start, end)) if node], edges, []

    def _parameter(self, key):
        node = self.owner.get(key)
        return ([node] if node else []), self.carried.get(key, []), []

    def _into(self, node):
        return [edge for edge in self.edges if edge[1] == node]

    def _has_sum(self, key):
        return ("z", *key[1:]) in self.derivation.uses


def _products(formula):
    """Pairs (source, weight) that a weighted sum multiplies."""
    match formula:
        case Product((Symbol(source), Symbol(weight))) if weight[0] == "W":
            return [(source, weight)]
        case Sum(terms):
            return [pair for term in terms for pair in _products(term)]
    return []
