"""Cuts connections of a trained network and looks how well it still answers."""

import numpy as np

from coursekit.studies.yes_no import accuracy


def connections(model):
    """List the connections of a dense network as triples (array, input, unit).

    ``array`` is the place of the kernel in ``model.get_weights()``: 0, 2, 4, … for the layers.
    """
    kernels = model.get_weights()[0::2]
    return [(2 * l, i, j) for l, kernel in enumerate(kernels) for i, j in np.ndindex(kernel.shape)]


def accuracy_without(model, cuts, x, d):
    """Return the accuracy while some connections have weight 0; the model is repaired after it.

    Parameters
    ----------
    model : Sequential of `coursekit.nn` or Keras, dense layers only, one output
    cuts : iterable of triples
        Connections as `connections` lists them.
    x, d : rows and their classes, 0 or 1
    """
    whole = [array.copy() for array in model.get_weights()]
    damaged = [array.copy() for array in whole]
    for array, i, j in cuts:
        damaged[array][i, j] = 0
    model.set_weights(damaged)
    try:
        return accuracy(model, x, d)
    finally:
        model.set_weights(whole)
