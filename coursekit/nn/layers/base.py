"""The contract of every layer: ``y = forward(x)`` and, one chain-rule link back, ``dx = backward(dy)``."""

import re

import numpy as np


class Layer:
    """A function with trainable arrays.

    A layer computes ``y = f(x; weights)``.  Given the gradient of a loss with respect to its
    output, ``dy = ∂L/∂y``, it computes ``dx = ∂L/∂x`` and fills ``grads`` with ``∂L/∂weight``.

    Parameters
    ----------
    name : str, optional
        Shown in ``summary()``; the class name in snake case when left out.
    dtype : str, optional
        Type of the weights; ``floatx()`` (``"float32"`` at the start, as in Keras) when left out.

    Attributes
    ----------
    params, grads : dict of str to ndarray
        Weights and their gradients by name, in the order in which Keras lists them.
    input_shape, output_shape : tuple
        Shapes with ``None`` for the batch axis, known once the layer is built.
    """

    def __init__(self, name=None, dtype=None):
        self.name = name or _snake_case(type(self).__name__)
        self.dtype = dtype
        self.params = {}
        self.grads = {}
        self.built = False

    def check_input_shape(self, input_shape):
        """Raise ``ValueError`` with one clear sentence when inputs of this shape make no sense."""

    def weight_specs(self, input_shape):
        """Return ``{name: (shape, initializer)}`` for inputs of ``input_shape``."""
        return {}

    def compute_output_shape(self, input_shape):
        """Shape of the output, batch axis first, for inputs of ``input_shape``."""
        return input_shape

    def forward(self, x, training=False):
        """Compute the output for a batch ``x`` and remember what ``backward`` needs."""
        raise NotImplementedError

    def backward(self, dy, need_dx=True):
        """Fill ``grads`` from ``dy = ∂L/∂y`` and return ``∂L/∂x`` (``None`` unless ``need_dx``)."""
        raise NotImplementedError

    def get_config(self):
        """Arguments that rebuild this layer, as plain JSON values."""
        return {"name": self.name, "dtype": self.dtype}


def _snake_case(name):
    words = re.sub(r"(?<=[a-z0-9])([A-Z])", r"_\1", name)
    return re.sub(r"([A-Z]+)([A-Z][a-z])", r"\1_\2", words).lower()
