"""Gradient descent, with or without momentum."""

from coursekit._checks import flag, fraction
from coursekit.nn.optimizers.base import Optimizer


class SGD(Optimizer):
    """Gradient descent: Δw = −ηg, or with momentum β a ball that keeps rolling.

    With momentum the velocity is v ← βv − ηg and Δw = v; Nesterov's form looks ahead,
    Δw = βv − ηg with the new v.

    Parameters
    ----------
    learning_rate : float, default 0.01
        Step size η.
    momentum : float, default 0
        β in [0, 1), the share of the last step that is kept.
    nesterov : bool, default False
        Use Nesterov's form.
    **others
        As in `Optimizer`.

    Notes
    -----
    Many texts, lecture 002 among them, average instead: v ← βv + (1 − β)g, Δw = −ηv.  That is this
    rule with the learning rate η(1 − β).  Polyak (1964); Sutskever et al. (2013).
    """

    def __init__(self, learning_rate=0.01, momentum=0.0, nesterov=False, **others):
        super().__init__(learning_rate, **others)
        self.momentum = fraction(momentum, "momentum")
        self.nesterov = flag(nesterov, "nesterov")
        self.slots = ("v",) if self.momentum else ()

    def change(self, g):
        eta, beta = self.learning_rate, self.momentum
        if not beta:
            return -eta * g
        step = eta * g
        self.v = beta * self.v - step
        return beta * self.v - step if self.nesterov else self.v.copy()

    def get_config(self):
        return super().get_config() | {"momentum": self.momentum, "nesterov": self.nesterov}
