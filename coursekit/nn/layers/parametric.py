"""Activations as layers: with a setting (LeakyReLU, ELU, …), or with a learned slope (PReLU)."""

import numpy as np

from coursekit.nn import activations, initializers
from coursekit.nn.layers.activation import Activation
from coursekit.nn.layers.base import Layer
from coursekit.nn.refusal import refuse
from coursekit.nn.serialize import spec


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


class PReLU(Layer):
    """Leaky ReLU whose slope below zero is learned: ``y = x`` for x > 0, else ``α · x``.

    With ``dy = ∂L/∂y``: ``∂L/∂α = Σ_{x < 0} dy · x``, ``∂L/∂x = dy`` for x > 0 and ``α · dy`` for
    x < 0.  At x = 0 the gradient is 0, as in Keras.

    Parameters
    ----------
    alpha_initializer : str or initializer
        How α starts; one slope for every number of a sample, unless axes share it.
    alpha_regularizer : str, regularizer or None
        Penalty on α that is added to the loss.
    shared_axes : int, sequence of int or None
        Axes along which the slope is the same: ``[1, 2]`` gives a picture one slope per channel.

    References
    ----------
    K. He et al., "Delving deep into rectifiers", 2015; lecture 004.
    """

    def __init__(
        self, alpha_initializer="Zeros", alpha_regularizer=None, *, shared_axes=None, **others
    ):
        super().__init__(**others)
        self.alpha_initializer = initializers.get(alpha_initializer)
        self.regularize(alpha=alpha_regularizer)
        self.shared_axes = _axes(shared_axes)

    def check_input_shape(self, input_shape):
        rank = len(input_shape)
        if any(axis >= rank for axis in self.shared_axes):
            raise ValueError(
                f"PReLU cannot share its slope along axes {list(self.shared_axes)} of inputs of "
                f"shape {tuple(input_shape)}: the last axis there is {rank - 1}."
            )
        alpha_shape = self.weight_specs(input_shape)["alpha"][0]
        if rank < 2 or None in alpha_shape:
            raise ValueError(
                "PReLU learns one slope for each number of a sample, so it needs inputs of shape "
                f"(batch, …) with known sizes, got {tuple(input_shape)}."
            )

    def weight_specs(self, input_shape):
        shape = tuple(
            1 if axis in self.shared_axes else size
            for axis, size in enumerate(input_shape)
            if axis > 0
        )
        return {"alpha": (shape, self.alpha_initializer)}

    def forward(self, x, training=False):
        self.x = x
        return np.where(x.real > 0, x, self.params["alpha"] * x)

    def backward(self, dy, need_dx=True):
        x, alpha = self.x, self.params["alpha"]
        below = x.real < 0
        per_number = np.where(below, dy * x, 0)
        self.grads["alpha"][...] = per_number.sum(axis=(0, *self.shared_axes), keepdims=True)[0]
        self.add_penalty_gradients()
        return np.where(x.real > 0, dy, alpha * dy * below) if need_dx else None

    def get_config(self):
        return super().get_config() | {
            "alpha_initializer": spec(self.alpha_initializer),
            **self.regularizer_config("alpha"),
            "shared_axes": list(self.shared_axes) or None,
        }


def _number(value, what, least=-np.inf):
    real = isinstance(value, (int, float, np.integer, np.floating)) and not isinstance(value, bool)
    if not real or not np.isfinite(value) or value < least:
        bound = "" if least == -np.inf else f" of at least {least:g}"
        raise ValueError(f"{what} must be a number{bound}, got {value!r}.")
    return float(value)


def _axes(shared_axes):
    axes = () if shared_axes is None else shared_axes
    axes = axes if isinstance(axes, (tuple, list)) else (axes,)
    whole = all(isinstance(a, (int, np.integer)) and not isinstance(a, bool) for a in axes)
    if not whole or any(a < 1 for a in axes):
        raise ValueError(
            "shared_axes of PReLU must be axes after the batch axis (1, 2, …), "
            f"got {shared_axes!r}."
        )
    return tuple(int(a) for a in axes)
