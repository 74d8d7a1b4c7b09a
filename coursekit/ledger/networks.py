"""The networks of the worked examples, built from the inputs that the lectures state."""

import numpy as np

from coursekit import nn
from coursekit.handcalc.derivation import derive
from coursekit.ledger.verdicts import Reading


def network(weights, activations):
    """A Dense network from ``[(kernel, bias), …]``, kernels as (inputs, units)."""
    layers = [
        nn.layers.Dense(np.shape(kernel)[1], activation, dtype="float64")
        for (kernel, _), activation in zip(weights, activations, strict=True)
    ]
    model = nn.Sequential([nn.Input((np.shape(weights[0][0])[0],)), *layers])
    model.set_weights([np.array(array, dtype=float) for pair in weights for array in pair])
    return model


def one_neuron():
    """Lecture 004: two inputs, one sigmoid unit, E = ½(d − y)², η = 0.01."""
    model = network([([[0.5], [0.2]], [1.83])], ["sigmoid"])
    return Reading("as stated", derive(model, [0.1, 0.3], [0.03], *_half(0.01)))


def two_two_one():
    """Lecture 004: 2-2-1 with sigmoids, w1 and w2 into h1, w3 and w4 into h2."""
    weights = [([[0.5, 0.62], [0.1, 0.2]], [0.4, -0.1]), ([[-0.2], [0.3]], [1.83])]
    model = network(weights, ["sigmoid", "sigmoid"])
    return Reading("as stated", derive(model, [0.1, 0.3], [0.03], *_half(0.01)))


def two_two_two(layout="into units", learning_rate=0.5):
    """Lectures 001 and 003: 2-2-2 with sigmoids.

    ``into units``: w1 and w2 lead into h1, w5 and w6 into o1 (lecture 001).
    ``out of units``: w1 and w2 lead out of i1, w5 and w6 out of h1 (what lecture 003 states).
    """
    first, second = np.array([[0.15, 0.25], [0.2, 0.3]]), np.array([[0.4, 0.5], [0.45, 0.55]])
    renamed = {}
    if layout == "out of units":
        first, second = first.T, second.T
        renamed = {"w2": "w3", "w3": "w2", "w6": "w7", "w7": "w6"}
    model = network([(first, [0.35, 0.35]), (second, [0.6, 0.6])], ["sigmoid", "sigmoid"])
    derivation = derive(model, [0.05, 0.1], [0.01, 0.99], *_half(learning_rate))
    return Reading(layout, derivation, renamed)


def three_three_three_three():
    """Lecture 000: ReLU, sigmoid, softmax; a log loss for each output, added up; η = 0.01."""
    first = [[0.2, 0.4, 0.5], [0.3, 0.7, 0.1], [0.2, 0.6, 0.9]]
    second = [[0.4, 0.6, 0.1], [0.2, 0.7, 0.3], [0.8, 0.1, 0.5]]
    third = [[0.2, 0.5, 0.3], [0.4, 0.6, 0.8], [0.1, 0.9, 0.7]]
    ones = [1.0, 1.0, 1.0]
    weights = [(first, ones), (second, ones), (third, ones)]
    model = network(weights, ["relu", "sigmoid", "softmax"])
    optimizer = nn.optimizers.SGD(0.01)
    derivation = derive(model, [0.1, 0.3, 0.5], [0, 1, 0], SummedLogLoss(), optimizer)
    return Reading("as stated", derivation)


class SummedLogLoss(nn.losses.BinaryCrossentropy):
    """The log losses of all outputs added up, as lecture 000 differentiates them."""

    def per_sample(self, y_true, y_pred):
        return super().per_sample(y_true, y_pred) * y_pred.shape[-1]

    def weight(self, y_pred):
        return super().weight(y_pred) * y_pred.shape[-1]


def _half(learning_rate):
    return nn.losses.SquaredError("half"), nn.optimizers.SGD(learning_rate)
