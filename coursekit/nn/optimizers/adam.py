"""Adam: momentum and RMSprop together, both corrected for their start at zero."""

import math

import numpy as np

from coursekit._checks import flag, fraction, positive
from coursekit.nn.optimizers.base import Optimizer


class Adam(Optimizer):
    """Adam: Δw = −α m / (√v + ε) with running means m of g and v of g².

    At step t: m ← β₁m + (1 − β₁)g, v ← β₂v + (1 − β₂)g², and the bias correction
    α = η√(1 − β₂ᵗ) / (1 − β₁ᵗ), which undoes the pull of the zeros at the start.

    Parameters
    ----------
    learning_rate : float, default 0.001
        Step size η; the first steps are about this long, whatever the size of the gradient.
    beta_1, beta_2 : float, default 0.9 and 0.999
        β₁ and β₂ in [0, 1): how slowly the two means forget.
    epsilon : float, default 1e-7
        ε, which keeps the division away from zero.
    amsgrad : bool, default False
        Divide by the largest v so far (Reddi, Kale and Kumar, 2018).
    **others
        As in `Optimizer`.

    Notes
    -----
    The paper, Kingma and Ba (2015), writes Δw = −η m̂ / (√v̂ + ε) with m̂ = m / (1 − β₁ᵗ),
    v̂ = v / (1 − β₂ᵗ) and ε = 1e-8.  Keras and this class use the quicker form at the end of the
    paper's section 2: its ε is the paper's times √(1 − β₂ᵗ).  Lecture 002.
    """

    def __init__(
        self,
        learning_rate=0.001,
        beta_1=0.9,
        beta_2=0.999,
        epsilon=1e-7,
        amsgrad=False,
        **others,
    ):
        super().__init__(learning_rate, **others)
        self.beta_1 = fraction(beta_1, "beta_1")
        self.beta_2 = fraction(beta_2, "beta_2")
        self.epsilon = positive(epsilon, "epsilon")
        self.amsgrad = flag(amsgrad, "amsgrad")
        self.slots = ("m", "v", "v_max") if amsgrad else ("m", "v")

    def build(self, shape, dtype="float32", parts=None):
        super().build(shape, dtype, parts)
        # NumPy combines small arrays with an array of their type quicker than with a Python number
        constants = (1 - self.beta_1, 1 - self.beta_2, self.epsilon, 0.0)
        self.rate_1, self.rate_2, self.tiny, self.minus_alpha = (
            np.array(x, self.dtype) for x in constants
        )

    def change(self, g):
        t = self.iterations
        self.m += (g - self.m) * self.rate_1
        self.v += (g * g - self.v) * self.rate_2
        v = self.v
        if self.amsgrad:
            v = self.v_max = np.maximum(self.v_max, v)
        alpha = self.learning_rate * math.sqrt(1 - self.beta_2**t) / (1 - self.beta_1**t)
        self.minus_alpha[...] = -alpha
        return self.minus_alpha * self.m / (np.sqrt(v) + self.tiny)

    def get_config(self):
        return super().get_config() | {
            "beta_1": self.beta_1,
            "beta_2": self.beta_2,
            "epsilon": self.epsilon,
            "amsgrad": self.amsgrad,
        }
