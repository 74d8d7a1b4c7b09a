"""RMSprop: steps divided by the root of a running mean of squared gradients."""

import numpy as np

from coursekit._checks import flag, fraction, positive
from coursekit.nn.optimizers.base import Optimizer


class RMSprop(Optimizer):
    """RMSprop: s ← ρs + (1 − ρ)g², Δw = −ηg / √(s + ε).

    With momentum β the step is v ← βv + ηg / √(s + ε), Δw = −v.  The centred form divides by the
    spread of the gradient, √(s − m² + ε), where m is the running mean of g.

    Parameters
    ----------
    learning_rate : float, default 0.001
        Step size η.
    rho : float, default 0.9
        ρ in [0, 1): how slowly the running means forget.
    momentum : float, default 0
        β in [0, 1).
    epsilon : float, default 1e-7
        ε inside the root, as Keras has it; many texts write √s + ε.
    centered : bool, default False
        Use the centred form (Graves, 2013).
    **others
        As in `Optimizer`.

    Notes
    -----
    Tieleman and Hinton (2012), Neural Networks for Machine Learning, lecture 6.5.  Lecture 002.
    """

    def __init__(
        self, learning_rate=0.001, rho=0.9, momentum=0.0, epsilon=1e-7, centered=False, **others
    ):
        super().__init__(learning_rate, **others)
        self.rho = fraction(rho, "rho")
        self.momentum = fraction(momentum, "momentum")
        self.epsilon = positive(epsilon, "epsilon")
        self.centered = flag(centered, "centered")
        self.slots = ("s", *["v"] * bool(self.momentum), *["m"] * self.centered)

    def change(self, g):
        rho = self.rho
        self.s = rho * self.s + (1 - rho) * g * g
        spread = self.s
        if self.centered:
            self.m = rho * self.m + (1 - rho) * g
            spread = self.s - self.m * self.m
        step = self.learning_rate * g / np.sqrt(spread + self.epsilon)
        if not self.momentum:
            return -step
        self.v = self.momentum * self.v + step
        return -self.v

    def get_config(self):
        return super().get_config() | {
            "rho": self.rho,
            "momentum": self.momentum,
            "epsilon": self.epsilon,
            "centered": self.centered,
        }
