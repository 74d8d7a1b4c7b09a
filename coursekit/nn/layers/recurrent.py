"""A recurrent layer: what it computed one step ago is an input of the next step."""

import numpy as np

from coursekit.nn.layers.sequences import Recurrent


class SimpleRNN(Recurrent):
    """Simple recurrent layer, ``h_t = f(x_t W + h_{t−1} U + b)`` with ``h_0 = 0``.

    Back through time, from the last step to the first, ``dz_t = dh_t ⊙ f′(z_t)`` where dh_t is what
    the output at step t is blamed for plus ``dz_{t+1} Uᵀ``, what it caused one step later.  All
    steps share the weights, so their gradients are sums over t: ``∂L/∂W = Σ x_tᵀ dz_t``,
    ``∂L/∂U = Σ h_{t−1}ᵀ dz_t``, ``∂L/∂b = Σ dz_t``; and ``∂L/∂x_t = dz_t Wᵀ``.

    Arguments as in `Recurrent`.

    References
    ----------
    J. L. Elman, "Finding structure in time", 1990; lectures 000 and 003.
    """

    def forward(self, x, training=False):
        self.x = x = self.in_reading_order(x)
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

    def output_activation(self):
        """As in Keras, only an unrolled layer hands the sums of its last step to a loss."""
        return self.activation if self.unroll and not self.return_sequences else None

    def output_sums(self):
        return self.z[-1]

    def backward(self, dy, need_dx=True):
        return self._backward(self._back_through_time(dy), need_dx)

    def backward_from_z(self, dz, need_dx=True):
        """Go back from ``dz = ∂L/∂z`` of the last step."""
        return self._backward(self._back_through_time(None, dz), need_dx)

    def _backward(self, dz, need_dx):
        """Fill the gradients from ∂L/∂z of every step, (n, steps, units)."""
        flat = dz.reshape(-1, self.units)  # (n, steps, units) → (n·steps, units)
        inputs = self.x.reshape(-1, self.x.shape[2])  # (n, steps, features) → (n·steps, features)
        before = np.stack(self.h[:-1], axis=1).reshape(-1, self.units)
        self.grads["kernel"][...] = inputs.T @ flat
        self.grads["recurrent_kernel"][...] = before.T @ flat
        if self.use_bias:
            self.grads["bias"][...] = flat.sum(axis=0)
        self.add_penalty_gradients()
        return self.in_reading_order(dz @ self.params["kernel"].T) if need_dx else None

    def _back_through_time(self, dy, last=None):
        """∂L/∂z of every step; ``last`` is that of the last step, where it is known already."""
        steps, recurrent = len(self.z), self.params["recurrent_kernel"]
        dh = np.zeros_like(self.h[0]) if self.return_sequences else dy
        dz = [None] * steps
        for t in reversed(range(steps)):
            if self.return_sequences:
                dh = dh + dy[:, t]
            known = last is not None and t == steps - 1
            dz[t] = last if known else self.activation.vjp(self.z[t], self.h[t + 1], dh)
            dh = dz[t] @ recurrent.T
        return np.stack(dz, axis=1)
