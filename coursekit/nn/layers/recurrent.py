"""A recurrent layer: what it computed one step ago is an input of the next step."""

import numpy as np

from coursekit._checks import flag, positive_integer
from coursekit.nn import activations, initializers
from coursekit.nn.layers.base import Layer
from coursekit.nn.serialize import spec


class SimpleRNN(Layer):
    """Simple recurrent layer, ``h_t = f(x_t W + h_{t−1} U + b)`` with ``h_0 = 0``.

    Back through time, from the last step to the first, ``dz_t = dh_t ⊙ f′(z_t)`` where dh_t is what
    the output at step t is blamed for plus ``dz_{t+1} Uᵀ``, what it caused one step later.  All
    steps share the weights, so their gradients are sums over t: ``∂L/∂W = Σ x_tᵀ dz_t``,
    ``∂L/∂U = Σ h_{t−1}ᵀ dz_t``, ``∂L/∂b = Σ dz_t``; and ``∂L/∂x_t = dz_t Wᵀ``.

    Parameters
    ----------
    units : int
        Length of the state h.
    activation : str, callable or None
        f, tanh unless told otherwise.
    use_bias : bool
        Whether ``b`` exists.
    kernel_initializer, recurrent_initializer, bias_initializer : str or initializer
        How W (features, units), U (units, units) and b (units,) start.
    return_sequences : bool
        Return h_t of every step, (batch, steps, units), instead of the last, (batch, units).
    return_state, go_backwards : bool
        As in Keras, at their defaults only.

    References
    ----------
    J. L. Elman, "Finding structure in time", 1990; lectures 000 and 003.
    """

    def __init__(
        self,
        units,
        activation="tanh",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        *,
        return_sequences=False,
        return_state=False,
        go_backwards=False,
        name=None,
        dtype=None,
    ):
        super().__init__(name=name, dtype=dtype)
        self.units = positive_integer(units, "units of SimpleRNN")
        for option, value in (("return_state", return_state), ("go_backwards", go_backwards)):
            if value:
                raise ValueError(f"SimpleRNN knows only {option}=False, got {value!r}.")
        self.activation = activations.get(activation)
        self.use_bias = flag(use_bias, "use_bias")
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.recurrent_initializer = initializers.get(recurrent_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.return_sequences = flag(return_sequences, "return_sequences")

    def check_input_shape(self, input_shape):
        known = len(input_shape) == 3 and isinstance(input_shape[2], (int, np.integer))
        if not known or input_shape[2] < 1 or input_shape[1] == 0:
            raise ValueError(
                "SimpleRNN expects sequences of shape (batch, steps, features) with at least one "
                f"step and one feature, got {tuple(input_shape)}."
            )

    def check_same_features(self, shape):
        features = self.input_shape[2]
        if len(shape) != 3 or shape[2] != features or shape[1] == 0:
            raise ValueError(
                f"SimpleRNN was built for sequences of shape (batch, steps, {features}), "
                f"got {tuple(shape)}."
            )

    def weight_specs(self, input_shape):
        specs = {
            "kernel": ((input_shape[2], self.units), self.kernel_initializer),
            "recurrent_kernel": ((self.units, self.units), self.recurrent_initializer),
        }
        if self.use_bias:
            specs["bias"] = ((self.units,), self.bias_initializer)
        return specs

    def compute_output_shape(self, input_shape):
        batch, steps, _ = input_shape
        return (batch, steps, self.units) if self.return_sequences else (batch, self.units)

    def forward(self, x, training=False):
        self.x = x
        recurrent = self.params["recurrent_kernel"]
        inputs = x @ self.params["kernel"]  # (n, steps, features) @ (features, units)
        if self.use_bias:
            inputs = inputs + self.params["bias"]
        h = np.zeros((len(x), self.units), dtype=inputs.dtype)
        self.z, self.h = [], [h]  # h[t] is the state before step t, h[t + 1] the state after it
        for t in range(x.shape[1]):
            z = inputs[:, t] + h @ recurrent
            h = self.activation(z)
            self.z.append(z)
            self.h.append(h)
        return np.stack(self.h[1:], axis=1) if self.return_sequences else h

    def backward(self, dy, need_dx=True):
        dz = self._back_through_time(dy)  # (n, steps, units)
        flat = dz.reshape(-1, self.units)  # (n, steps, units) → (n·steps, units)
        inputs = self.x.reshape(-1, self.x.shape[2])  # (n, steps, features) → (n·steps, features)
        before = np.stack(self.h[:-1], axis=1).reshape(-1, self.units)
        self.grads["kernel"][...] = inputs.T @ flat
        self.grads["recurrent_kernel"][...] = before.T @ flat
        if self.use_bias:
            self.grads["bias"][...] = flat.sum(axis=0)
        return dz @ self.params["kernel"].T if need_dx else None

    def _back_through_time(self, dy):
        """∂L/∂z of every step, last step first."""
        steps, recurrent = len(self.z), self.params["recurrent_kernel"]
        dh = np.zeros_like(self.h[0]) if self.return_sequences else dy
        dz = [None] * steps
        for t in reversed(range(steps)):
            if self.return_sequences:
                dh = dh + dy[:, t]
            dz[t] = self.activation.vjp(self.z[t], self.h[t + 1], dh)
            dh = dz[t] @ recurrent.T
        return np.stack(dz, axis=1)

    def get_config(self):
        return super().get_config() | {
            "units": self.units,
            "activation": spec(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": spec(self.kernel_initializer),
            "recurrent_initializer": spec(self.recurrent_initializer),
            "bias_initializer": spec(self.bias_initializer),
            "return_sequences": self.return_sequences,
        }
