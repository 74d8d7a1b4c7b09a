"""The two squashing functions: sigmoid, a probability, and tanh, centred at zero."""

import numpy as np

from coursekit.nn.activations.base import Activation, floats

# Of each type the lowest z whose e^−z and its inverse are still ordinary numbers, and 1: NumPy
# combines small arrays with an array of their own type quicker than with a Python number.
LOWEST_AND_ONE = {
    np.dtype(kind): (np.array(low, kind), np.ones((), kind))
    for kind, low in (("float32", -87.0), ("float64", -708.0))
}


class Sigmoid(Activation):
    """Logistic function σ(z) = 1 / (1 + e^−z): a probability.

    Range (0, 1); derivative σ(1 − σ), at most 1/4.  Lectures 000, 001, 003 and 004.
    """

    name = "sigmoid"
    formula = r"\frac{1}{1 + e^{-z}}"
    derivative_formula = r"\sigma(z)\,(1 - \sigma(z))"
    range = (0.0, 1.0)
    derivative_monotonic = zero_centred = False
    saturates = "both"

    def __call__(self, z):
        z = np.asarray(z)
        if z.dtype in LOWEST_AND_ONE:
            lowest, one = LOWEST_AND_ONE[z.dtype]
            return one / (one + np.exp(-np.maximum(z, lowest)))
        if z.dtype.kind == "c":
            return 0.5 * np.tanh(0.5 * z) + 0.5
        if z.dtype == np.float16:  # e^−z leaves this type soon: compute in a wider one
            return self(z.astype(np.float32)).astype(np.float16)
        return 1.0 / (1.0 + np.exp(-np.maximum(z, -708.0)))

    def derivative(self, z):
        # σ(−z) = 1 − σ(z), without losing digits where σ(z) is close to 1
        z = np.asarray(z)
        return self(z) * self(-1.0 * z)

    def vjp(self, z, a, da):
        return da * a * (1.0 - a)


class Tanh(Activation):
    """Hyperbolic tangent, tanh(z) = 2σ(2z) − 1: a sigmoid centred at zero.

    Range (−1, 1); derivative 1 − tanh².  The usual choice in recurrent layers.  Lecture 004.
    """

    name = "tanh"
    formula = r"\tanh(z)"
    derivative_formula = r"1 - \tanh^2(z)"
    range = (-1.0, 1.0)
    derivative_monotonic = False
    saturates = "both"

    def __call__(self, z):
        return np.tanh(floats(z))

    def derivative(self, z):
        a = self(z)
        return 1.0 - a * a

    def vjp(self, z, a, da):
        return da * (1.0 - a * a)


sigmoid = Sigmoid()
