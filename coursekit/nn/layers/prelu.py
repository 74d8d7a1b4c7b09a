"""A leaky ReLU that learns how far it leans."""

import numpy as np

from coursekit.nn import initializers
from coursekit.nn.layers.base import Layer
from coursekit.nn.serialize import spec


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
