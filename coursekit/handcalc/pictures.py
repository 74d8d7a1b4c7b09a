"""Layers that look at pictures through a window: convolution and pooling, cell by cell."""

from coursekit.handcalc.expression import Function, Number, Symbol, Where, total
from coursekit.handcalc.options import options_of
from coursekit.handcalc.sums import add_biases, add_weighted_sum, plain_number
from coursekit.handcalc.units import indices


def add_convolution(graph, layer, sources):
    """Each output cell is a weighted sum over its window; the kernel is shared by all cells."""
    graph.layers += 1
    kernel = layer.params["kernel"]
    height, width, channels, filters = kernel.shape
    weights = {
        (f, r, c, d): graph.add_parameter(
            ("W", graph.layers, f, (r, c, d)), plain_number(kernel[r, c, d, f])
        )
        for f in range(filters)
        for r, c, d in indices((height, width, channels))
    }
    biases = add_biases(graph, layer, range(filters))
    windows, size = _windows(layer, (height, width))
    rows = []
    for n, row in enumerate(sources):
        cells = dict(zip(indices(layer.input_shape[1:]), row, strict=True))
        keys = []
        for r, c, f in indices((*size, filters)):
            pairs = [
                (weights[f, kr, kc, d], cells[y, x, d])
                for kr, kc, y, x in windows[r, c]
                for d in range(channels)
            ]
            key = ("z", n, graph.layers, (r, c, f))
            add_weighted_sum(graph, key, pairs, biases.get(f))
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
    for r, c in indices(out):
        cells = [
            (kr, kc, r * strides[0] + kr - top, c * strides[1] + kc - left)
            for kr, kc in indices(size)
        ]
        inside = [cell for cell in cells if 0 <= cell[2] < height and 0 <= cell[3] < width]
        places.append(((r, c), inside))
    return dict(places), out


def add_pooling(graph, layer, sources):
    """Each output cell is the largest, smallest or mean value of its window."""
    options_of(layer, ("pool_size", "strides", "padding"))
    graph.layers += 1
    windows, size = _windows(layer, layer.pool_size)
    channels = layer.input_shape[3]
    rows = []
    for n, row in enumerate(sources):
        cells = dict(zip(indices(layer.input_shape[1:]), row, strict=True))
        keys = []
        for r, c, d in indices((*size, channels)):
            inside = [cells[y, x, d] for _, _, y, x in windows[r, c]]
            formula, links = _pooled(type(layer).__name__, inside)
            links = {key: link for key, link in links.items() if key[0] != "x"}
            keys.append(graph.add(("a", n, graph.layers, (r, c, d)), formula, links))
        rows.append(keys)
    return rows


def _pooled(kind, inside):
    """Formula and links of one output; a window of one cell passes it on."""
    if len(inside) == 1:
        return Symbol(inside[0]), {inside[0]: Number(1)}
    return POOLS[kind](inside)


def _extreme(name, inside):
    """max or min of a window; the gradient goes to the first cell that holds it."""
    cells = [Symbol(key) for key in inside]
    best = Function(name, tuple(cells))
    beyond, reaches = ("<", ">=") if name == "max" else (">", "<=")
    links = {}
    for position, cell in enumerate(cells):
        first = Number(1)
        if position:
            earlier = cells[0] if position == 1 else Function(name, tuple(cells[:position]))
            first = Where(earlier, beyond, cell, Number(1), Number(0))
        links[inside[position]] = Where(cell, reaches, best, first, Number(0))
    return best, links


def _mean(inside):
    share = Number(1) / Number(len(inside))
    return total(Symbol(key) for key in inside) / len(inside), dict.fromkeys(inside, share)


POOLS = {
    "MaxPooling2D": lambda inside: _extreme("max", inside),
    "MinPooling2D": lambda inside: _extreme("min", inside),
    "AveragePooling2D": _mean,
}
