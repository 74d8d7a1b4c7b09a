"""Adadelta: the step size comes from the sizes of recent steps and recent gradients."""

import numpy as np

from coursekit._checks import fraction, positive
from coursekit.nn.optimizers.base import Optimizer


class Adadelta(Optimizer):
    """Adadelta: u = −g·√(d + ε) / √(s + ε), Δw = ηu, with running means s of g² and d of u².

    In order: s ← ρs + (1 − ρ)g²; u from the new s and the old d; d ← ρd + (1 − ρ)u².

    Parameters
    ----------
    learning_rate : float, default 0.001
        Factor η on the step.
    rho : float, default 0.95
        ρ in [0, 1): how slowly the running means forget.
    epsilon : float, default 1e-7
        ε inside both roots; it also decides how large the first steps are.
    **others
        As in `Optimizer`.

    Notes
    -----
    The paper, Zeiler (2012), has no learning rate (η = 1) and takes ε = 1e-6; Keras keeps
    η = 0.001, which makes Adadelta slow unless you raise it.  Lecture 002.
    """

    slots = ("s", "d")

    def __init__(self, learning_rate=0.001, rho=0.95, epsilon=1e-7, **others):
        super().__init__(learning_rate, **others)
        self.rho = fraction(rho, "rho")
        self.epsilon = positive(epsilon, "epsilon")

    def change(self, g):
        rho, epsilon = self.rho, self.epsilon
        self.s = rho * self.s + (1 - rho) * g * g
        u = -g * np.sqrt(self.d + epsilon) / np.sqrt(self.s + epsilon)
        self.d = rho * self.d + (1 - rho) * u * u
        return self.learning_rate * u

    def get_config(self):
        return super().get_config() | {"rho": self.rho, "epsilon": self.epsilon}
