"""A network unit by unit: each node knows its formula and its local derivatives."""

from dataclasses import dataclass, field

from coursekit.handcalc.expression import Expression


@dataclass
class Node:
    """One quantity of the forward pass.

    Attributes
    ----------
    key : tuple
        What the quantity is (see :mod:`coursekit.handcalc.notation`).
    formula : Expression
        How it is computed from earlier quantities.
    links : dict
        ``{earlier key: ∂key/∂earlier}``, the local derivatives, also as expressions.
    layer : int
        The layer it belongs to; the error belongs to the layer after the last.
    """

    key: tuple
    formula: Expression
    links: dict = field(default_factory=dict)
    layer: int = 0


@dataclass
class Graph:
    """All nodes in the order of computation, and the numbers that are given.

    Attributes
    ----------
    nodes : dict
        ``{key: Node}`` in the order in which a person computes the forward pass.
    given : dict
        Numbers that nobody computes: inputs, targets, weights, biases and constants.
    parameters : list
        Keys of the trainable numbers, layer by layer.
    layers : int
        Number of layers built so far.
    penalised : dict
        ``{(letter, layer): regularizer}`` of the arrays whose weights are penalised.
    """

    nodes: dict = field(default_factory=dict)
    given: dict = field(default_factory=dict)
    parameters: list = field(default_factory=list)
    layers: int = 0
    penalised: dict = field(default_factory=dict)

    def add(self, key, formula, links=None, layer=None):
        """Append one node and return its key."""
        layer = self.layers if layer is None else layer
        self.nodes[key] = Node(key, formula, dict(links or {}), layer)
        return key

    def add_parameter(self, key, value):
        """Append one trainable number and return its key."""
        self.given[key] = value
        self.parameters.append(key)
        return key

    def array(self, letter, layer):
        """Keys of the trainable numbers that belong to one array of a layer."""
        return [key for key in self.parameters if key[:2] == (letter, layer)]

    def consumers(self, end):
        """``{key: [keys of the nodes that it feeds on its way to ``end``]}``, in order."""
        found = {end: []}
        for node in reversed(self.nodes.values()):
            if node.key in found:
                for source in node.links:
                    found.setdefault(source, []).insert(0, node.key)
        del found[end]
        return found
