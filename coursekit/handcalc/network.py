"""From a ``coursekit.nn`` model to the graph of every unit's formula."""

from coursekit.handcalc.activation_layers import ACTIVATION_LAYERS, add_activation, layer_function
from coursekit.handcalc.curves import read_activation
from coursekit.handcalc.graph import Graph
from coursekit.handcalc.options import is_ours, kind_of, options_of
from coursekit.handcalc.penalties import note_penalties
from coursekit.handcalc.pictures import POOLS, add_convolution, add_pooling
from coursekit.handcalc.sums import add_biases, add_weighted_sum, plain_number
from coursekit.handcalc.units import add_units, indices


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
        If a layer, an activation or one of their options cannot be shown by hand.
    """
    graph = Graph()
    sources = [_input_keys(graph, row, n) for n, row in enumerate(x)]
    for layer, following in zip(model.layers, [*model.layers[1:], None], strict=True):
        sources = _add_layer(graph, layer, sources, following)
        note_penalties(graph, layer)
    return graph, sources


def _input_keys(graph, row, n):
    """Keys of one row's inputs in reading order; a picture's index is (row, column, channel)."""
    keys = []
    for index in indices(row.shape):
        key = ("x", n, index[0] if len(index) == 1 else index)
        graph.given[key] = plain_number(row[index])
        keys.append(key)
    return keys


def _add_layer(graph, layer, sources, following):
    kind = kind_of(layer, [*_WEIGHTED, *POOLS, "Flatten", *ACTIVATION_LAYERS], "layer")
    if kind in _WEIGHTED:
        return _add_weighted(graph, layer, sources, following)
    if kind in POOLS:
        return add_pooling(graph, layer, sources)
    if kind in ACTIVATION_LAYERS:
        return add_activation(graph, layer, sources)
    options_of(layer, ())  # Flatten: nothing to compute
    return sources


def _add_weighted(graph, layer, sources, following):
    """Weighted sums and, where the layer has one, their activation."""
    add_sums, known = _WEIGHTED[type(layer).__name__]
    activation = read_activation(layer.activation)
    options_of(layer, known)
    sums = add_sums(graph, layer, sources)
    # "Dense, then LeakyReLU" is one layer to a person: the layer in between adds no step.
    if activation[0] == "linear" and _is_activation(following):
        return sums
    return [add_units(graph, activation, row, layer.output_shape[1:]) for row in sums]


def _is_activation(layer):
    return is_ours(layer) and type(layer).__name__ in ACTIVATION_LAYERS


def output_function(model):
    """Name of the activation that makes the outputs; ``None`` for a softmax along another axis.

    The losses that take the sums before a sigmoid or a softmax, as the engine does, ask for it.
    """
    last = model.layers[-1]
    if type(last).__name__ not in (*_WEIGHTED, *ACTIVATION_LAYERS):
        return None
    name, options = layer_function(last)
    rank = len(last.output_shape)
    return None if options.get("axis", -1) % rank != rank - 1 else name


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
    biases = add_biases(graph, layer, units)
    rows = []
    for n, row in enumerate(sources):
        pairs = [[(weights[j, i], source) for i, source in enumerate(row)] for j in units]
        keys = [("z", n, graph.layers, j) for j in units]
        for key, pair in zip(keys, pairs, strict=True):
            add_weighted_sum(graph, key, pair, biases.get(key[3]))
        rows.append(keys)
    return rows


_OF_BOTH = ("activation", "use_bias", "kernel_regularizer", "bias_regularizer")
_WEIGHTED = {
    "Dense": (_add_dense, ("units", *_OF_BOTH)),
    "Conv2D": (
        add_convolution,
        ("filters", "kernel_size", "strides", "padding", *_OF_BOTH),
    ),
}
