"""Activations with settings as layers: LeakyReLU, ELU, Softmax and the full ReLU."""

import numpy as np

from coursekit.nn import activations
from coursekit.nn.layers.activation import Activation
from coursekit.nn.layers.base import Layer
from coursekit.nn.refusal import refuse


class LeakyReLU(Activation):
    """Leaky ReLU: ``y = x`` for x > 0, else ``negative_slope · x``.

    Parameters
    ----------
    negative_slope : float, default 0.3
        Slope below zero, at least 0.  (As in Keras, the function ``leaky_relu`` takes 0.2.)
    """

    def __init__(self, negative_slope=0.3, **others):
        self.negative_slope = _number(negative_slope, "negative_slope of LeakyReLU", least=0.0)
        super().__init__(activations.LeakyRelu(self.negative_slope), **others)

    def get_config(self):
        return Layer.get_config(self) | {"negative_slope": self.negative_slope}


class ELU(Activation):
    """Exponential linear unit: ``y = x`` for x > 0, else ``alpha · (e^x − 1)``.

    Parameters
    ----------
    alpha : float, default 1.0
        How far below zero the output can go: it stays above −alpha.
    """

    def __init__(self, alpha=1.0, **others):
        self.alpha = _number(alpha, "alpha of ELU")
        super().__init__(activations.Elu(self.alpha), **others)

    def get_config(self):
        return Layer.get_config(self) | {"alpha": self.alpha}


class Softmax(Activation):
    """Softmax along one axis: ``y_i = e^{x_i} / Σ_j e^{x_j}``.

    Parameters
    ----------
    axis : int, default −1
        The axis along which the outputs add up to one.
    """

    def __init__(self, axis=-1, **others):
        if isinstance(axis, (tuple, list)):
            refuse(self, {"several axes": axis}, {"several axes": ((), "flatten them into one")})
        if isinstance(axis, bool) or not isinstance(axis, (int, np.integer)):
            raise ValueError(f"axis of Softmax must be one whole number, got {axis!r}.")
        self.axis = int(axis)
        super().__init__(activations.Softmax(self.axis), **others)

    def check_input_shape(self, input_shape):
        rank = len(input_shape)
        if self.axis % max(rank, 1) == 0 or not -rank <= self.axis < rank:
            raise ValueError(
                f"Softmax cannot run along axis {self.axis} of inputs of shape "
                f"{tuple(input_shape)}: choose an axis after the batch axis."
            )

    def get_config(self):
        return Layer.get_config(self) | {"axis": self.axis}


class ReLU(Layer):
    """Rectified linear unit with a floor that may lean, a ceiling and a threshold.

    ``y = negative_slope · (x − threshold)`` for x ≤ threshold, ``y = x`` above it, and never more
    than ``max_value``.  The slope at x = threshold is the one below it, as in TensorFlow.

    Parameters
    ----------
    max_value : float or None
        Ceiling of the output; above it the gradient is 0.
    negative_slope : float, default 0.0
        Slope below the threshold.
    threshold : float, default 0.0
        Where the unit switches on.
    """

    def __init__(self, max_value=None, negative_slope=0.0, threshold=0.0, **others):
        super().__init__(**others)
        no_ceiling = max_value is None
        self.max_value = None if no_ceiling else _number(max_value, "max_value of ReLU", least=0.0)
        self.negative_slope = _number(negative_slope, "negative_slope of ReLU", least=0.0)
        self.threshold = _number(threshold, "threshold of ReLU", least=0.0)

    def forward(self, x, training=False):
        self.x = x
        y = np.where(x.real > self.threshold, x, self.negative_slope * (x - self.threshold))
        return y if self.max_value is None else np.where(y.real > self.max_value, self.max_value, y)

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        on = self.x.real > self.threshold
        dx = np.where(on, dy, self.negative_slope * dy)
        return dx if self.max_value is None else np.where(self.x.real > self.max_value, 0, dx)

    def get_config(self):
        return super().get_config() | {
            "max_value": self.max_value,
            "negative_slope": self.negative_slope,
            "threshold": self.threshold,
        }


def _number(value, what, least=-np.inf):
    real = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not real or not np.isfinite(value) or value < least:
        bound = "" if least == -np.inf else f" of at least {least:g}"
        raise ValueError(f"{what} must be a number{bound}, got {value!r}.")
    return float(value)
