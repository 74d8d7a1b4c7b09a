"""Penalties by size: L1 adds up absolute values, L2 squares, L1L2 both."""

import numpy as np

from coursekit._checks import not_negative
from coursekit.nn.regularizers.base import Regularizer


class L1L2(Regularizer):
    """``R(w) = l1 · Σ|w| + l2 · Σw²``, with ``∂R/∂w = l1 · sgn(w) + 2 · l2 · w``.

    Parameters
    ----------
    l1, l2 : float, default 0
        Weights of the two sums, at least 0.

    Notes
    -----
    H. Zou, T. Hastie, "Regularization and variable selection via the elastic net", 2005.
    """

    def __init__(self, l1=0.0, l2=0.0):
        self.l1 = 0.0 if l1 is None else not_negative(l1, "l1")
        self.l2 = 0.0 if l2 is None else not_negative(l2, "l2")

    def __call__(self, w):
        size = np.where(w.real < 0, -w, w)  # |w|, in a form that lets a complex step pass
        return self.l1 * size.sum() + self.l2 * (w * w).sum()

    def gradient(self, w):
        return self.l1 * np.sign(w.real) + 2 * self.l2 * w

    def get_config(self):
        return {"l1": self.l1, "l2": self.l2}


class L1(L1L2):
    """Lasso: ``R(w) = l1 · Σ|w|``, which drives small weights to exactly 0.

    R. Tibshirani, "Regression shrinkage and selection via the lasso", 1996.
    """

    def __init__(self, l1=0.01):
        super().__init__(l1=0.01 if l1 is None else l1)

    def get_config(self):
        return {"l1": self.l1}


class L2(L1L2):
    """Ridge: ``R(w) = l2 · Σw²``, which shrinks all weights in proportion.

    A. Hoerl, R. Kennard, "Ridge regression: biased estimation for nonorthogonal problems", 1970.
    """

    def __init__(self, l2=0.01):
        super().__init__(l2=0.01 if l2 is None else l2)

    def get_config(self):
        return {"l2": self.l2}
