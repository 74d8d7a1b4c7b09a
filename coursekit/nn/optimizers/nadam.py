"""Nadam: Adam with Nesterov's look ahead."""

import numpy as np

from coursekit._checks import fraction, positive
from coursekit.nn.optimizers.base import Optimizer


class Nadam(Optimizer):
    """Nadam: Δw = −η m̂ / (√v̂ + ε), where m̂ already holds the next step's momentum.

    With running means m of g and v of g² as in Adam, a momentum that warms up,
    ``u_t = β₁(1 − ½ · 0.96ᵗ)``, and its products ``U_t = u₁ ⋯ u_t``:

    ``m̂ = u_{t+1} m / (1 − U_{t+1}) + (1 − u_t) g / (1 − U_t)`` and ``v̂ = v / (1 − β₂ᵗ)``.

    Parameters
    ----------
    learning_rate : float, default 0.001
        Step size η.
    beta_1, beta_2 : float, default 0.9 and 0.999
        β₁ and β₂ in [0, 1).
    epsilon : float, default 1e-7
        ε, which keeps the division away from zero.
    **others
        As in `Optimizer`.

    Notes
    -----
    Dozat (2016), Incorporating Nesterov momentum into Adam.
    """

    slots = ("m", "v", "u_product")

    def __init__(self, learning_rate=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7, **others):
        super().__init__(learning_rate, **others)
        self.beta_1 = fraction(beta_1, "beta_1")
        self.beta_2 = fraction(beta_2, "beta_2")
        self.epsilon = positive(epsilon, "epsilon")

    def build(self, shape, dtype="float32", parts=None):
        super().build(shape, dtype, parts)
        self.u_product = np.ones(())

    def change(self, g):
        t = self.iterations
        u, u_next = self._momentum(t), self._momentum(t + 1)
        self.u_product *= u
        product = float(self.u_product)
        self.m += (1 - self.beta_1) * (g - self.m)
        self.v += (1 - self.beta_2) * (g * g - self.v)
        m_hat = u_next / (1 - product * u_next) * self.m + (1 - u) / (1 - product) * g
        v_hat = self.v / (1 - self.beta_2**t)
        return -self.learning_rate * m_hat / (np.sqrt(v_hat) + self.epsilon)

    def _momentum(self, t):
        return self.beta_1 * (1 - 0.5 * 0.96**t)

    def get_config(self):
        return super().get_config() | {
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
        }
