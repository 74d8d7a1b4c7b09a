"""A fully connected layer: every output sees every input, ``a = f(x W + b)``."""

import numpy as np

from coursekit._checks import flag, positive_integer
from coursekit.nn import initializers, products
from coursekit.nn.layers.base import Layer
from coursekit.nn.serialize import spec


class Dense(Layer):
    """Fully connected layer.

    ``z = x W + b`` and ``a = f(z)``.  One link back through the chain rule, with ``dz = ∂L/∂z``:
    ``∂L/∂W = xᵀ dz``, ``∂L/∂b = Σ dz`` over the batch, and ``∂L/∂x = dz Wᵀ``.

    Parameters
    ----------
    units : int
        Number of neurons m, the length of the output's last axis.
    activation : str, callable or None
        f; ``None`` is the identity.
    use_bias : bool
        Whether ``b`` exists.
    kernel_initializer, bias_initializer : str or initializer
        How ``W`` of shape (n, m) and ``b`` of shape (m,) start.
    kernel_regularizer, bias_regularizer : str, regularizer or None
        Penalties on W and b that are added to the loss.
    **others
        As in `Layer`.

    Notes
    -----
    Inputs of shape (batch, …, n) give outputs of shape (batch, …, m).
    """

    def __init__(
        self,
        units,
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        bias_regularizer=None,
        **others,
    ):
        super().__init__(**others)
        self.units = positive_integer(units, "units of Dense")
        self.activation = activation
        self.use_bias = flag(use_bias, "use_bias")
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.regularize(kernel=kernel_regularizer, bias=bias_regularizer)
        self._ones = np.ones(1)

    def check_input_shape(self, input_shape):
        if len(input_shape) < 2 or input_shape[-1] is None:
            raise ValueError(
                f"Dense expects inputs of shape (batch, features), got {tuple(input_shape)}: "
                "give one row per sample."
            )

    def check_same_features(self, shape):
        n = self.input_shape[-1]
        if len(shape) < 2 or shape[-1] != n:
            got = f"{shape[-1]}" if len(shape) > 1 else f"an array of shape {tuple(shape)}"
            raise ValueError(
                f"Dense expects {n} features, got {got}: "
                f"its kernel was built for inputs of shape (batch, {n})."
            )

    def weight_specs(self, input_shape):
        specs = {"kernel": ((input_shape[-1], self.units), self.kernel_initializer)}
        if self.use_bias:
            specs["bias"] = ((self.units,), self.bias_initializer)
        return specs

    def compute_output_shape(self, input_shape):
        return (*input_shape[:-1], self.units)

    def forward(self, x, training=False):
        self.x = x
        z = products.dot(x, self.params["kernel"])  # x @ W
        if self.use_bias:
            z = z + self.params["bias"]
        self.z = z
        self.a = self.activation(z)
        return self.a

    def backward(self, dy, need_dx=True):
        return self.backward_from_z(self.activation.vjp(self.z, self.a, dy), need_dx)

    def backward_from_z(self, dz, need_dx=True):
        """Go back from ``dz = ∂L/∂z``, for losses that know their gradient through f."""
        x, rows = self.x, dz
        if x.ndim > 2:
            x = x.reshape(-1, x.shape[-1])  # (batch, …, n) → (rows, n)
            rows = dz.reshape(-1, self.units)  # (batch, …, m) → (rows, m)
        try:  # a product written where it belongs saves a copy, which tells in small networks
            products.dot(x.T, rows, out=self.grads["kernel"])
            if self.use_bias:
                self._ones_for(rows).dot(rows, out=self.grads["bias"])
        except ValueError:  # the types differ
            self.grads["kernel"][...] = products.dot(x.T, rows)
            if self.use_bias:
                self.grads["bias"][...] = self._ones_for(rows).dot(rows)
        if self.regularizers:
            self.add_penalty_gradients()
        return products.dot(dz, self.params["kernel"].T) if need_dx else None

    def _ones_for(self, dz):
        # ones · dz adds up the rows like dz.sum(axis=0), much faster for small batches.
        if len(self._ones) != len(dz) or self._ones.dtype != dz.dtype:
            self._ones = np.ones(len(dz), dtype=dz.dtype)
        return self._ones

    def get_config(self):
        return super().get_config() | {
            "units": self.units,
            "activation": spec(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": spec(self.kernel_initializer),
            "bias_initializer": spec(self.bias_initializer),
            **self.regularizer_config("kernel", "bias"),
        }
