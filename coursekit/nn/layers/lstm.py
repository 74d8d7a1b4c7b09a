"""LSTM: a recurrent layer with a memory cell that gates write, keep and read."""

import numpy as np

from coursekit._checks import flag
from coursekit.nn import activations
from coursekit.nn.layers.sequences import Recurrent, rows
from coursekit.nn.serialize import spec


class LSTM(Recurrent):
    """Long short-term memory.

    With ``z = x_t W + h_{t−1} U + b`` cut into four blocks of ``units`` columns,

    ``i = σ(z_i)``, ``g = σ(z_f)``, ``u = f(z_c)``, ``o = σ(z_o)``: write, keep, news and read;
    ``c_t = g ⊙ c_{t−1} + i ⊙ u`` and ``h_t = o ⊙ f(c_t)``, with ``h_0 = c_0 = 0``.

    Back through time the cell collects ``dc = dc_{t+1} ⊙ g_{t+1} + dh ⊙ o ⊙ f′(c)``, and
    ``di = dc ⊙ u``, ``dg = dc ⊙ c_{t−1}``, ``du = dc ⊙ i``, ``do = dh ⊙ f(c)`` go back through the
    gates' slopes; the rest is as in `SimpleRNN`.

    Parameters
    ----------
    recurrent_activation : str or callable
        σ of the three gates.
    unit_forget_bias : bool
        Start the bias of the keep gate at 1, so that the cell remembers at first.
    units, activation, …
        As in `Recurrent`, whose arguments from ``use_bias`` on follow.

    References
    ----------
    S. Hochreiter, J. Schmidhuber, "Long short-term memory", 1997; F. Gers and others, 2000.
    """

    gates = 4

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        *arguments,
        unit_forget_bias=True,
        **others,
    ):
        super().__init__(units, activation, *arguments, **others)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.unit_forget_bias = flag(unit_forget_bias, "unit_forget_bias")

    def weight_specs(self, input_shape):
        specs = super().weight_specs(input_shape)
        if self.use_bias and self.unit_forget_bias:
            specs["bias"] = (specs["bias"][0], self._forget_bias)
        return specs

    def _forget_bias(self, shape, dtype=None):
        """``bias_initializer``, but ones for the keep gate."""
        m = self.units
        parts = [((m,), self.bias_initializer), ((2 * m,), self.bias_initializer)]
        first, rest = (initializer(size, dtype=dtype) for size, initializer in parts)
        return np.concatenate([first, np.ones(m, dtype), rest])

    def forward(self, x, training=False):
        f, gate = self.activation, self.recurrent_activation
        self.x = x = self.in_reading_order(x)
        inputs = x @ self.params["kernel"]  # (n, steps, features) @ (features, 4·units)
        if self.use_bias:
            inputs = inputs + self.params["bias"]
        h = c = np.zeros((len(x), self.units), dtype=inputs.dtype)
        self.h, self.steps = [h], []
        for t in range(x.shape[1]):
            z = np.split(inputs[:, t] + h @ self.params["recurrent_kernel"], 4, axis=1)
            i, keep, u, o = gate(z[0]), gate(z[1]), f(z[2]), gate(z[3])
            before, c = c, keep * c + i * u
            h = o * f(c)
            self.steps.append((z, i, keep, u, o, before, c))
            self.h.append(h)
        return np.stack(self.h[1:], axis=1) if self.return_sequences else h

    def backward(self, dy, need_dx=True):
        dz = self._back_through_time(dy)  # (n, steps, 4·units)
        before = np.stack(self.h[:-1], axis=1)  # (n, steps, units)
        self.grads["kernel"][...] = rows(self.x).T @ rows(dz)
        self.grads["recurrent_kernel"][...] = rows(before).T @ rows(dz)
        if self.use_bias:
            self.grads["bias"][...] = rows(dz).sum(axis=0)
        self.add_penalty_gradients()
        return self.in_reading_order(dz @ self.params["kernel"].T) if need_dx else None

    def _back_through_time(self, dy):
        """∂L/∂z of every step, last step first."""
        f, gate = self.activation.vjp, self.recurrent_activation.vjp
        dh = np.zeros_like(self.h[0]) if self.return_sequences else dy
        dc = np.zeros_like(self.h[0])
        dz = [None] * len(self.steps)
        for t in reversed(range(len(self.steps))):
            z, i, keep, u, o, before, c = self.steps[t]
            if self.return_sequences:
                dh = dh + dy[:, t]
            out = self.activation(c)
            dc = dc + f(c, out, dh * o)
            blocks = (gate(z[0], i, dc * u), gate(z[1], keep, dc * before),
                      f(z[2], u, dc * i), gate(z[3], o, dh * out))  # fmt: skip
            dz[t] = np.concatenate(blocks, axis=1)
            dh, dc = dz[t] @ self.params["recurrent_kernel"].T, dc * keep
        return np.stack(dz, axis=1)

    def get_config(self):
        return super().get_config() | {
            "recurrent_activation": spec(self.recurrent_activation),
            "unit_forget_bias": self.unit_forget_bias,
        }
