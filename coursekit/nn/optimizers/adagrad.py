"""Adagrad: every weight gets a step size of its own, which only shrinks."""

import numpy as np

from coursekit._checks import not_negative, positive
from coursekit.nn.optimizers.base import Optimizer


class Adagrad(Optimizer):
    """Adagrad: s ← s + g², Δw = −ηg / √(s + ε).

    Parameters
    ----------
    learning_rate : float, default 0.001
        Step size η.
    initial_accumulator_value : float, default 0.1
        Start of s.
    epsilon : float, default 1e-7
        ε, which keeps the root away from zero.
    **others
        As in `Optimizer`.

    Notes
    -----
    As Keras: s starts at 0.1 and ε stands inside the root.  The paper, Duchi, Hazan and Singer
    (2011), starts s at 0 and adds its constant δ outside: Δw = −ηg / (δ + √s).  Lecture 002.
    """

    slots = ("s",)

    def __init__(self, learning_rate=0.001, initial_accumulator_value=0.1, epsilon=1e-7, **others):
        super().__init__(learning_rate, **others)
        self.initial_accumulator_value = not_negative(
            initial_accumulator_value, "initial_accumulator_value"
        )
        self.epsilon = positive(epsilon, "epsilon")

    def initial_value(self, slot):
        return self.initial_accumulator_value

    def change(self, g):
        self.s += g * g
        return -self.learning_rate * g / np.sqrt(self.s + self.epsilon)

    def get_config(self):
        return super().get_config() | {
            "initial_accumulator_value": self.initial_accumulator_value,
            "epsilon": self.epsilon,
        }
