"""Activations with an exponential inside: exponential, ELU, softplus and swish."""

import numpy as np

from coursekit.nn.activations.base import Activation, floats
from coursekit.nn.activations.squashing import sigmoid


class Exponential(Activation):
    """Exponential, a = e^z.

    Range (0, ∞); its own derivative.  Infinite where z is too large for its type, as in Keras.
    """

    name = "exponential"
    formula = r"e^{z}"
    derivative_formula = r"e^{z}"
    range = (0.0, np.inf)
    zero_centred = False
    saturates = "left"

    def __call__(self, z):
        with np.errstate(over="ignore"):
            return np.exp(floats(z))

    def derivative(self, z):
        return self(z)

    def vjp(self, z, a, da):
        return da * a


class Elu(Activation):
    """Exponential linear unit, a = z for z > 0, else α(e^z − 1).

    Range (−α, ∞); derivative 1 for z > 0, else αe^z (α at z = 0, as Keras takes it).
    Clevert, Unterthiner and Hochreiter (2016), lecture 004.

    Parameters
    ----------
    alpha : float, default 1
        Depth α of the negative part.
    """

    name = "elu"
    zero_centred = False
    formula = r"\begin{cases}z & z > 0\\\alpha(e^{z} - 1) & z \le 0\end{cases}"
    derivative_formula = r"\begin{cases}1 & z > 0\\\alpha e^{z} & z \le 0\end{cases}"
    saturates = "left"

    def __init__(self, alpha=1.0):
        self.alpha = alpha

    @property
    def range(self):
        return (-self.alpha, np.inf)

    def __call__(self, z, alpha=None):
        z = np.asarray(z)
        alpha = self.alpha if alpha is None else alpha
        positive = z.real > 0
        # the curve is evaluated only where it is used, so that e^1000 never arises
        return np.where(positive, z, alpha * np.expm1(np.where(positive, 0, z)))

    def derivative(self, z, alpha=None):
        z = np.asarray(z)
        alpha = self.alpha if alpha is None else alpha
        positive = z.real > 0
        return np.where(positive, 1.0, alpha * np.exp(np.where(positive, 0, z)))

    def vjp(self, z, a, da):
        # αe^z = a + α on the negative side
        return da * np.where(z.real > 0, 1.0, a + self.alpha)

    def get_config(self):
        return {"alpha": self.alpha}


class Softplus(Activation):
    """Softplus, a = ln(1 + e^z): a smooth ReLU.

    Range (0, ∞); derivative σ(z).  Glorot, Bordes and Bengio (2011).
    """

    name = "softplus"
    formula = r"\ln(1 + e^{z})"
    derivative_formula = r"\sigma(z)"
    range = (0.0, np.inf)
    zero_centred = False
    saturates = "left"

    def __call__(self, z):
        # ln(1 + e^z) = max(z, 0) + ln(1 + e^−|z|), whose exponential never overflows
        z = np.asarray(z)
        positive = z.real > 0
        return np.where(positive, z, 0) + np.log1p(np.exp(np.where(positive, -1.0 * z, z)))

    def derivative(self, z):
        return sigmoid(z)


class Silu(Activation):
    """Swish (SiLU), a = z·σ(z): smooth, and dips below zero before it rises.

    Range [−0.2785, ∞), lowest at z ≈ −1.278; derivative σ + a(1 − σ).
    Ramachandran, Zoph and Le (2017), lecture 004.
    """

    name = "silu"
    formula = r"z\,\sigma(z)"
    derivative_formula = r"\sigma(z) + z\,\sigma(z)\,(1 - \sigma(z))"
    range = (-0.2784645427610738, np.inf)
    monotonic = derivative_monotonic = zero_centred = False
    saturates = "left"

    def __call__(self, z):
        z = np.asarray(z)
        return z * _vanishing_sigmoid(z)

    def derivative(self, z):
        z = np.asarray(z)
        s = _vanishing_sigmoid(z)
        return s + z * s * (1.0 - s)

    def vjp(self, z, a, da):
        s = _vanishing_sigmoid(z)
        return da * (s + a * (1.0 - s))


def _vanishing_sigmoid(z):
    """σ(z) down to exactly 0, so that z·σ(z) vanishes for the largest negative z of its type."""
    if z.dtype == np.float16:
        return _vanishing_sigmoid(z.astype(np.float32)).astype(np.float16)
    positive = z.real > 0
    e = np.exp(np.where(positive, -1.0 * z, z))  # e^−|z|, which never overflows
    return np.where(positive, 1.0, e) / (1.0 + e)
