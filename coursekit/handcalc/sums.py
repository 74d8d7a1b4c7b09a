"""Weighted sums: z = Σ w a + b, and the local derivatives that the chain rule needs."""

from coursekit.handcalc.expression import Number, Product, Symbol, total


def plain_number(value):
    """A NumPy scalar as the float that a person would write: float32 0.1 is 0.1."""
    short = value.dtype.kind == "f" and value.dtype.itemsize < 8
    return float(str(value)) if short else float(value)


def add_biases(graph, layer, units):
    """``{unit: key}`` of a layer's biases; empty where it has none."""
    if "bias" not in layer.params:
        return {}
    bias = layer.params["bias"]
    return {j: graph.add_parameter(("b", graph.layers, j), plain_number(bias[j])) for j in units}


def add_weighted_sum(graph, key, pairs, bias):
    """Add one weighted sum over ``(weight, source)`` pairs; inputs themselves get no derivative."""
    terms = [Product((Symbol(source), Symbol(weight))) for weight, source in pairs]
    links = {weight: Symbol(source) for weight, source in pairs}
    links |= {source: Symbol(weight) for weight, source in pairs if source[0] != "x"}
    if bias is not None:
        terms.append(Symbol(bias))
        links[bias] = Number(1)
    graph.add(key, total(terms), links)
