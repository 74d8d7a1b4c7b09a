"""Reshape: the same numbers of each sample in another shape."""

from math import prod

import numpy as np

from coursekit._checks import positive_integer
from coursekit.nn.layers.base import Layer


class Reshape(Layer):
    """Reshape ``(batch, …)`` to ``(batch, *target_shape)``, last axis running fastest.

    Parameters
    ----------
    target_shape : tuple of int
        Shape of one sample; one length may be −1 and follows from the others.
    **others
        As in `Layer`.
    """

    def __init__(self, target_shape, **others):
        super().__init__(**others)
        if not isinstance(target_shape, (tuple, list)):
            raise ValueError(f"target_shape of Reshape must be a tuple, got {target_shape!r}.")
        self.target_shape = tuple(_length(n) for n in target_shape)
        if self.target_shape.count(-1) > 1:
            raise ValueError(f"Only one length of target_shape may be -1, got {target_shape!r}.")

    def check_input_shape(self, input_shape):
        sizes = tuple(input_shape)[1:]
        if None in sizes:
            raise ValueError(
                f"Reshape needs to know every length but the batch's, got {tuple(input_shape)}."
            )
        rest = prod(n for n in self.target_shape if n != -1)
        fits = prod(sizes) % rest == 0 if -1 in self.target_shape else prod(sizes) == rest
        if not fits:
            raise ValueError(
                f"Reshape cannot make {self.target_shape} of {sizes}: a sample has {prod(sizes)} "
                f"numbers, the new shape asks for {rest}."
            )

    def compute_output_shape(self, input_shape):
        rest = prod(n for n in self.target_shape if n != -1)
        open_length = prod(input_shape[1:]) // rest
        return (input_shape[0], *(open_length if n == -1 else n for n in self.target_shape))

    def forward(self, x, training=False):
        self.x_shape = x.shape
        return x.reshape(self.compute_output_shape(x.shape))

    def backward(self, dy, need_dx=True):
        return dy.reshape(self.x_shape) if need_dx else None

    def get_config(self):
        return super().get_config() | {"target_shape": self.target_shape}


def _length(n):
    is_open = isinstance(n, (int, np.integer)) and n == -1
    return -1 if is_open else positive_integer(n, "Each length in target_shape")
