"""Watches the hidden units of a network while it trains: who is dead, who is saturated."""

import numpy as np

from coursekit.nn.callbacks import Callback

FLAT = 0.01  # a slope below this passes on less than a hundredth of the gradient


def hidden_slopes(model, x):
    """Return the slopes f′(z) of each hidden layer, shape (rows, units), for the rows ``x``.

    Hidden layers are those with an activation, except the last one of the model.
    """
    model.forward(np.asarray(x, dtype=model.theta.dtype))
    return _last_slopes(model)


def dead_units(model, x):
    """Return for each hidden layer which units are dead: slope 0 on every row of ``x``."""
    return [_dead(slopes) for slopes in hidden_slopes(model, x)]


class UnitWatch(Callback):
    """Look at the hidden units on fixed rows, before the first epoch and after each one.

    Parameters
    ----------
    x, y : array
        The rows to look at, and their labels.

    Attributes
    ----------
    dead : list of float
        Share of all hidden units that are dead.
    flat : list of array
        For each hidden layer the share of slopes below 0.01: saturated sums.
    gradient_norms : list of array
        For each hidden layer the length of the gradient of the loss by its kernel.
    accuracy : list of float
        Share of the rows that the network gets right.
    """

    def __init__(self, x, y):
        self.x, self.y = np.asarray(x), y
        self.dead, self.flat, self.gradient_norms, self.accuracy = [], [], [], []

    def on_train_begin(self, logs=None):
        self._look()

    def on_epoch_end(self, epoch, logs=None):
        self._look()

    def _look(self):
        model = self.model
        output = model.forward(self.x.astype(model.theta.dtype, copy=False))
        slopes = _last_slopes(model)
        self.dead.append(float(np.concatenate([_dead(s) for s in slopes]).mean()))
        self.flat.append(np.array([(abs(s) < FLAT).mean() for s in slopes]))
        model.backward_from_loss(model.loss, self.y, output)
        kernels = [layer.grads["kernel"] for layer in _hidden(model)]
        self.gradient_norms.append(np.array([np.linalg.norm(kernel) for kernel in kernels]))
        answers = output.argmax(axis=1) if output.shape[1] > 1 else output[:, 0] > 0.5
        self.accuracy.append(float((answers == self.y).mean()))


def _last_slopes(model):
    """The slopes of each hidden layer at the sums of the last ``forward``."""
    return [layer.activation.derivative(layer.z) for layer in _hidden(model)]


def _dead(slopes):
    return (slopes == 0).all(axis=0)


def _hidden(model):
    return [layer for layer in model.layers if hasattr(layer, "activation")][:-1]
