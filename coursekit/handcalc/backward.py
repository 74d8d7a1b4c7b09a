"""The chain rule on a graph: every link, every path, every sum, in a person's order."""

from coursekit.handcalc.expression import Number, Product, Symbol, total


def backward_formulas(graph, error_key):
    """Yield ``(key, formula, layer)`` for the derivative of the error with respect to everything.

    For a quantity *v* that reaches the error through consumers *c*, each path contributes
    ``∂E/∂c · ∂c/∂v`` and the paths are added.  A quantity with one path gets the product at once.
    Layers come from last to first; in a layer, outputs first, then weighted sums, then parameters.
    A parameter that no path leads from, under a window that skips it, has the derivative 0.
    """
    consumers = graph.consumers(error_key)
    stages = _stages(graph, consumers)[::-1]
    # A weight comes when all that it feeds is known: its sums, and a penalty on it.
    last = {key: n for n, stage in enumerate(stages) for key in _parameters_of(graph, stage)}
    for n, stage in enumerate(stages):
        ready = [key for key in _parameters_of(graph, stage) if last[key] == n]
        for key in stage + ready:
            yield from _derivative(graph, error_key, key, consumers[key])
    for key in graph.parameters:
        if key not in consumers:
            yield ("d", error_key, key), Number(0), key[1]


def _stages(graph, consumers):
    """Keys that reach the error, grouped by layer and kind in the order of the forward pass."""
    stages = {}
    for node in graph.nodes.values():
        if node.links and node.key in consumers:
            stages.setdefault((node.layer, node.key[0]), []).append(node.key)
    return list(stages.values())


def _parameters_of(graph, stage):
    """Parameters that a stage uses directly, in their own order."""
    used = {source for key in stage for source in graph.nodes[key].links}
    return [key for key in graph.parameters if key in used]


def _derivative(graph, error_key, key, consumers):
    layer = graph.nodes[consumers[0]].layer if key not in graph.nodes else graph.nodes[key].layer
    if consumers == [error_key]:
        yield ("d", error_key, key), graph.nodes[error_key].links[key], layer
        return
    paths = []
    for consumer in consumers:
        link = ("d", consumer, key)
        yield link, graph.nodes[consumer].links[key], layer
        paths.append((consumer, Product((Symbol(("d", error_key, consumer)), Symbol(link)))))
    if len(paths) == 1:
        yield ("d", error_key, key), paths[0][1], layer
        return
    for consumer, path in paths:
        yield ("path", error_key, consumer, key), path, layer
    yield ("d", error_key, key), total(Symbol(("path", error_key, c, key)) for c, _ in paths), layer
