"""From a ``coursekit.nn`` model to the graph of every unit's formula."""

import numpy as np

from coursekit.handcalc.expression import Function, Number, Product, Symbol, Where, total
from coursekit.handcalc.graph import Graph
from coursekit.handcalc.units import add_units

_ACTIVATION_LAYERS = {
    "LeakyReLU": lambda layer: ("leaky_relu", {"negative_slope": layer.negative_slope}),
    "ELU": lambda layer: ("elu", {"alpha": layer.alpha}),
    "ReLU": lambda layer: ("relu", {}),
    "Softmax": lambda layer: ("softmax", {}),
    "Activation": lambda layer: activation_of(layer),
}


def build_graph(model, x):
    """The forward pass of a model on a batch, as a :class:`Graph`.

    Parameters
    ----------
    model : coursekit.nn.Sequential
        Dense, activation, Conv2D, pooling and Flatten layers, already built.
    x : ndarray
        Batch of inputs, rows first.

    Returns
    -------
    graph : Graph
    outputs : list of list
        Keys of the outputs, one list a row.

    Raises
    ------
    ValueError
        If a layer cannot be shown by hand.
    """
    graph = Graph()
    sources = [_input_keys(graph, row, n) for n, row in enumerate(x)]
    for layer, following in zip(model.layers, [*model.layers[1:], None], strict=True):
        sources = _add_layer(graph, layer, sources, type(following).__name__)
    return graph, sources


def plain_number(value):
    """A NumPy scalar as the float that a person would write: float32 0.1 is 0.1."""
    return float(str(value)) if value.dtype == np.float32 else float(value)


def _input_keys(graph, row, n):
    """Keys of one row's inputs in reading order; a picture's index is (row, column, channel)."""
    keys = []
    for index in _indices(row.shape):
        key = ("x", n, index[0] if len(index) == 1 else index)
        graph.given[key] = plain_number(row[index])
        keys.append(key)
    return keys


def _indices(shape):
    if not shape:
        return [()]
    return [(i, *rest) for i in range(shape[0]) for rest in _indices(shape[1:])]


def _add_layer(graph, layer, sources, following):
    kind = type(layer).__name__
    if kind == "Flatten":
        return sources
    if kind in _WEIGHTED:
        sums = _WEIGHTED[kind](graph, layer, sources)
        name, arguments = activation_of(layer)
        # "Dense, then LeakyReLU" is one layer to a person: the layer in between adds no step.
        if name == "linear" and (following in _ACTIVATION_LAYERS or following == "PReLU"):
            return sums
        return [add_units(graph, name, row, **arguments) for row in sums]
    if kind in ("MaxPooling2D", "AveragePooling2D", "MinPooling2D"):
        return _add_pooling(graph, layer, sources)
    if kind in _ACTIVATION_LAYERS or kind == "PReLU":
        # Units that already have an output start a layer of their own.
        graph.layers += sources[0][0][0] != "z"
        if kind == "PReLU":
            return _add_prelu(graph, layer, sources)
        name, arguments = _ACTIVATION_LAYERS[kind](layer)
        return [add_units(graph, name, row, **arguments) for row in sources]
    raise ValueError(
        f"The hand computation shows Dense, Conv2D, pooling, Flatten and activation layers, "
        f"not {kind}: build the model without it to derive it."
    )


def activation_of(layer):
    """Name of a layer's activation and the constants in its formula."""
    return layer.activation.name, layer.activation.get_config()


def _add_dense(graph, layer, sources):
    """z_j = Σ_i w_ji a_i + b_j, with ∂z/∂w = a, ∂z/∂b = 1 and ∂z/∂a = w."""
    if len(layer.input_shape) > 2:
        raise ValueError("The hand computation shows Dense on flat rows: put Flatten before it.")
    graph.layers += 1
    kernel = layer.params["kernel"]
    units = range(kernel.shape[1])
    weights = {
        (j, i): graph.add_parameter(("W", graph.layers, j, i), plain_number(kernel[i, j]))
        for j in units
        for i in range(kernel.shape[0])
    }
    biases = _add_biases(graph, layer, units)
    rows = []
    for n, row in enumerate(sources):
        pairs = [[(weights[j, i], source) for i, source in enumerate(row)] for j in units]
        keys = [("z", n, graph.layers, j) for j in units]
        for key, pair in zip(keys, pairs, strict=True):
            _add_weighted_sum(graph, key, pair, biases.get(key[3]))
        rows.append(keys)
    return rows


def _add_biases(graph, layer, units):
    if "bias" not in layer.params:
        return {}
    bias = layer.params["bias"]
    return {j: graph.add_parameter(("b", graph.layers, j), plain_number(bias[j])) for j in units}


def _add_weighted_sum(graph, key, pairs, bias):
    """Add one weighted sum over ``(weight, source)`` pairs; inputs themselves get no derivative."""
    terms = [Product((Symbol(source), Symbol(weight))) for weight, source in pairs]
    links = {weight: Symbol(source) for weight, source in pairs}
    links |= {source: Symbol(weight) for weight, source in pairs if source[0] != "x"}
    if bias is not None:
        terms.append(Symbol(bias))
        links[bias] = Number(1)
    graph.add(key, total(terms), links)


def _add_convolution(graph, layer, sources):
    """Each output cell is a weighted sum over its window; the kernel is shared by all cells."""
    graph.layers += 1
    kernel = layer.params["kernel"]
    height, width, channels, filters = kernel.shape
    weights = {
        (f, r, c, d): graph.add_parameter(
            ("W", graph.layers, f, (r, c, d)), plain_number(kernel[r, c, d, f])
        )
        for f in range(filters)
        for r, c, d in _indices((height, width, channels))
    }
    biases = _add_biases(graph, layer, range(filters))
    windows, size = _windows(layer, (height, width))
    rows = []
    for n, row in enumerate(sources):
        cells = dict(zip(_indices(layer.input_shape[1:]), row, strict=True))
        keys = []
        for r, c, f in _indices((*size, filters)):
            pairs = [
                (weights[f, kr, kc, d], cells[y, x, d])
                for kr, kc, y, x in windows[r, c]
                for d in range(channels)
            ]
            key = ("z", n, graph.layers, (r, c, f))
            _add_weighted_sum(graph, key, pairs, biases.get(f))
            keys.append(key)
        rows.append(keys)
    return rows


def _windows(layer, size):
    """Cells under the window at each output place, cells in the padding left out."""
    places, (top, left) = [], (0, 0)
    height, width = layer.input_shape[1:3]
    out = layer.output_shape[1:3]
    strides = layer.strides
    if layer.padding == "same":
        # Keras puts the odd cell of padding below and to the right.
        extra = [
            max((o - 1) * s + k - n, 0)
            for o, s, k, n in zip(out, strides, size, (height, width), strict=True)
        ]
        top, left = extra[0] // 2, extra[1] // 2
    for r, c in _indices(out):
        cells = [
            (kr, kc, r * strides[0] + kr - top, c * strides[1] + kc - left)
            for kr, kc in _indices(size)
        ]
        inside = [cell for cell in cells if 0 <= cell[2] < height and 0 <= cell[3] < width]
        places.append(((r, c), inside))
    return dict(places), out


def _add_pooling(graph, layer, sources):
    """Each output cell is the largest, smallest or mean value of its window."""
    graph.layers += 1
    windows, size = _windows(layer, layer.pool_size)
    channels = layer.input_shape[3]
    rows = []
    for n, row in enumerate(sources):
        cells = dict(zip(_indices(layer.input_shape[1:]), row, strict=True))
        keys = []
        for r, c, d in _indices((*size, channels)):
            inside = [cells[y, x, d] for _, _, y, x in windows[r, c]]
            formula, links = _POOLS[type(layer).__name__](inside)
            links = {key: link for key, link in links.items() if key[0] != "x"}
            keys.append(graph.add(("a", n, graph.layers, (r, c, d)), formula, links))
        rows.append(keys)
    return rows


def _extreme(name, inside):
    """max or min of a window; the gradient goes to the first cell that holds it."""
    cells = [Symbol(key) for key in inside]
    best = Function(name, tuple(cells))
    beyond, reaches = ("<", ">=") if name == "max" else (">", "<=")
    links = {}
    for position, cell in enumerate(cells):
        first = Number(1)
        if position:
            earlier = Function(name, tuple(cells[:position]))
            first = Where(earlier, beyond, cell, Number(1), Number(0))
        links[inside[position]] = Where(cell, reaches, best, first, Number(0))
    return best, links


def _mean(inside):
    share = Number(1) / Number(len(inside))
    return total(Symbol(key) for key in inside) / len(inside), dict.fromkeys(inside, share)


_POOLS = {
    "MaxPooling2D": lambda inside: _extreme("max", inside),
    "MinPooling2D": lambda inside: _extreme("min", inside),
    "AveragePooling2D": _mean,
}


def _add_prelu(graph, layer, sources):
    """a = z for positive z, α z below: the slope is a parameter with ∂a/∂α = z below zero."""
    slopes = layer.params["alpha"].reshape(-1)
    keys = [
        graph.add_parameter(("alpha", graph.layers, j), plain_number(slope))
        for j, slope in enumerate(slopes)
    ]
    rows = []
    for row in sources:
        outputs = []
        for position, source in enumerate(row):
            z, alpha, zero = Symbol(source), Symbol(keys[position % len(keys)]), Number(0)
            links = {
                source: Where(z, ">", zero, Number(1), alpha),
                alpha.key: Where(z, ">", zero, zero, z),
            }
            output = ("a", source[1], graph.layers, source[-1])
            outputs.append(graph.add(output, Where(z, ">", zero, z, alpha * z), links))
        rows.append(outputs)
    return rows


_WEIGHTED = {"Dense": _add_dense, "Conv2D": _add_convolution}
