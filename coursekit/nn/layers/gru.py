"""GRU: a recurrent layer whose gates say how much of the old state stays."""

import numpy as np

from coursekit._checks import flag
from coursekit.nn import activations
from coursekit.nn.layers.sequences import Recurrent, rows
from coursekit.nn.serialize import spec


class GRU(Recurrent):
    """Gated recurrent unit.

    With ``a = x_t W + b`` and ``q = h_{t−1} U + b′``, each cut into three blocks of ``units``
    columns, ``k = σ(a_z + q_z)`` keeps, ``r = σ(a_r + q_r)`` resets,

    ``u = f(a_h + r ⊙ q_h)`` is new, and ``h_t = k ⊙ h_{t−1} + (1 − k) ⊙ u``, with ``h_0 = 0``.

    With reset_after=False, the form of the paper, ``u = f(a_h + (r ⊙ h_{t−1}) U_h)`` and there is
    no b′.  Back through time ``dk = dh ⊙ (h_{t−1} − u)``, ``du = dh ⊙ (1 − k)``, and r is blamed
    for ``du_z ⊙ q_h``; each goes back through its function's slope.

    Parameters
    ----------
    recurrent_activation : str or callable
        σ of the two gates.
    reset_after : bool
        Reset after the product with U (Keras' default) or before.  The bias has shape
        (2, 3 · units), b and b′, or (3 · units,).
    units, activation, …
        As in `Recurrent`, whose arguments from ``use_bias`` on follow.

    References
    ----------
    K. Cho and others, "Learning phrase representations using RNN encoder–decoder", 2014.
    """

    gates = 3

    def __init__(
        self,
        units,
        activation="tanh",
        recurrent_activation="sigmoid",
        *arguments,
        reset_after=True,
        **others,
    ):
        super().__init__(units, activation, *arguments, **others)
        self.recurrent_activation = activations.get(recurrent_activation)
        self.reset_after = flag(reset_after, "reset_after")

    def weight_specs(self, input_shape):
        specs = super().weight_specs(input_shape)
        if self.use_bias and self.reset_after:
            specs["bias"] = ((2, self.gates * self.units), self.bias_initializer)
        return specs

    def forward(self, x, training=False):
        self.x = x = self.in_reading_order(x)
        inputs = x @ self.params["kernel"]  # (n, steps, features) @ (features, 3·units)
        if self.use_bias:
            inputs = inputs + np.atleast_2d(self.params["bias"])[0]
        h = np.zeros((len(x), self.units), dtype=inputs.dtype)
        self.h, self.steps = [h], []
        for t in range(x.shape[1]):
            h = self._step(np.split(inputs[:, t], 3, axis=1), h)
            self.h.append(h)
        return np.stack(self.h[1:], axis=1) if self.return_sequences else h

    def _step(self, a, h):
        gate, m = self.recurrent_activation, self.units
        recurrent = self.params["recurrent_kernel"]
        q = h @ (recurrent if self.reset_after else recurrent[:, : 2 * m])
        if self.use_bias and self.reset_after:
            q = q + self.params["bias"][1]
        zk, zr = a[0] + q[:, :m], a[1] + q[:, m : 2 * m]
        k, r = gate(zk), gate(zr)
        q_h = q[:, 2 * m :] if self.reset_after else (r * h) @ recurrent[:, 2 * m :]
        zu = a[2] + (r * q_h if self.reset_after else q_h)
        u = self.activation(zu)
        self.steps.append((zk, zr, zu, k, r, u, q_h))
        return k * h + (1 - k) * u

    def backward(self, dy, need_dx=True):
        da = [None] * len(self.steps)  # ∂L/∂a of every step, last step first
        self.grads["recurrent_kernel"][...] = 0
        if self.use_bias:
            self.grads["bias"][...] = 0
        dh = np.zeros_like(self.h[0]) if self.return_sequences else dy
        for t in reversed(range(len(self.steps))):
            if self.return_sequences:
                dh = dh + dy[:, t]
            da[t], dh = self._step_back(t, dh)
        da = np.stack(da, axis=1)  # (n, steps, 3·units)
        self.grads["kernel"][...] = rows(self.x).T @ rows(da)
        if self.use_bias:
            bias = self.grads["bias"]
            bias[0 if self.reset_after else ...] += rows(da).sum(axis=0)
        self.add_penalty_gradients()
        return self.in_reading_order(da @ self.params["kernel"].T) if need_dx else None

    def _step_back(self, t, dh):
        """∂L/∂a and ∂L/∂h_{t−1}; the share of this step is added to the gradients of U and b′."""
        gate, m, h = self.recurrent_activation.vjp, self.units, self.h[t]
        recurrent, grad = self.params["recurrent_kernel"], self.grads["recurrent_kernel"]
        zk, zr, zu, k, r, u, q_h = self.steps[t]
        du = self.activation.vjp(zu, u, dh * (1 - k))
        dk = gate(zk, k, dh * (h - u))
        if self.reset_after:
            dr = gate(zr, r, du * q_h)
            dq = np.concatenate([dk, dr, du * r], axis=1)
            grad += h.T @ dq
            if self.use_bias:
                self.grads["bias"][1] += dq.sum(axis=0)
            before = dq @ recurrent.T
        else:
            back = du @ recurrent[:, 2 * m :].T  # ∂L/∂(r ⊙ h)
            dr = gate(zr, r, back * h)
            dq = np.concatenate([dk, dr], axis=1)
            grad[:, : 2 * m] += h.T @ dq
            grad[:, 2 * m :] += (r * h).T @ du
            before = dq @ recurrent[:, : 2 * m].T + back * r
        return np.concatenate([dk, dr, du], axis=1), dh * k + before

    def get_config(self):
        return super().get_config() | {
            "recurrent_activation": spec(self.recurrent_activation),
            "reset_after": self.reset_after,
        }
