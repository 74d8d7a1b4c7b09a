"""Activations as layers of their own, with their settings, or with a learned slope (PReLU)."""

import numpy as np

from coursekit.handcalc.curves import read_activation
from coursekit.handcalc.expression import Number, Symbol, Where
from coursekit.handcalc.options import options_of
from coursekit.handcalc.sums import plain_number
from coursekit.handcalc.units import add_units, indices

#: class of the layer → (name of its function, options that the function takes); ``None`` where the
#: layer names the function itself
ACTIVATION_LAYERS = {
    "Activation": (None, ("activation",)),
    "LeakyReLU": ("leaky_relu", ("negative_slope",)),
    "ELU": ("elu", ("alpha",)),
    "ReLU": ("relu", ("max_value", "negative_slope", "threshold")),
    "Softmax": ("softmax", ("axis",)),
    "PReLU": ("prelu", ("shared_axes", "alpha_regularizer")),
}


def layer_function(layer):
    """Name and options of the function that a layer applies to its sums."""
    name, known = ACTIVATION_LAYERS.get(type(layer).__name__, (None, ()))
    if name is None:
        return read_activation(layer.activation)
    return name, options_of(layer, known)


def add_activation(graph, layer, sources):
    """Add an activation layer and return the keys of its outputs, one list a row."""
    # Units that already have an output start a layer of their own.
    graph.layers += sources[0][0][0] != "z"
    function = layer_function(layer)
    if function[0] == "prelu":
        return _add_prelu(graph, layer, sources)
    options_of(layer, ACTIVATION_LAYERS[type(layer).__name__][1])
    return [add_units(graph, function, row, layer.output_shape[1:]) for row in sources]


def _add_prelu(graph, layer, sources):
    """a = z for positive z, α z below: the slope is a parameter with ∂a/∂α = z below zero."""
    slopes = layer.params["alpha"]
    keys = [
        graph.add_parameter(("alpha", graph.layers, j), plain_number(slope))
        for j, slope in enumerate(slopes.reshape(-1))
    ]
    # Along a shared axis the slopes have length 1, so every number there takes the same one.
    numbers = np.arange(slopes.size).reshape(slopes.shape)
    mine = np.broadcast_to(numbers, layer.output_shape[1:])
    rows = []
    for row in sources:
        outputs = []
        for place, source in zip(indices(mine.shape), row, strict=True):
            output = ("a", source[1], graph.layers, source[-1])
            outputs.append(graph.add(output, *_leaning(Symbol(source), Symbol(keys[mine[place]]))))
        rows.append(outputs)
    return rows


def _leaning(z, alpha):
    """Formula and links of one unit; at z = 0 no gradient passes, as in Keras."""
    zero = Number(0)
    links = {
        z.key: Where(z, ">", zero, Number(1), Where(z, "<", zero, alpha, zero)),
        alpha.key: Where(z, ">", zero, zero, z),
    }
    return Where(z, ">", zero, z, alpha * z), links
