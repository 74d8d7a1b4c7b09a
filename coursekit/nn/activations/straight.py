"""Activations made of straight pieces: linear, binary step, signum, ReLU and leaky ReLU."""

import numpy as np

from coursekit.nn import products
from coursekit.nn.activations.base import Activation, floats

# NumPy compares small arrays with an array of their own type quicker than with a Python number
ZERO = {np.dtype(kind): np.zeros((), kind) for kind in ("float16", "float32", "float64")}


class Linear(Activation):
    """Identity, a = z: the output of a regression (lecture 004).

    Range (−∞, ∞); derivative 1 everywhere.
    """

    name = "linear"
    formula = r"z"
    derivative_formula = r"1"

    def __call__(self, z):
        return np.asarray(z)

    def derivative(self, z):
        return np.ones_like(z)

    def vjp(self, z, a, da):
        return da


class Step(Activation):
    """Binary step, a = 1 if z > 0 else 0: the threshold of a perceptron (lectures 003 and 004).

    Range {0, 1}.  The derivative is 0 (taken as 0 at the jump too), so nothing can be learned
    through it by gradient descent.  Not in Keras.
    """

    name = "step"
    formula = r"\begin{cases}1 & z > 0\\0 & z \le 0\end{cases}"
    derivative_formula = r"0"
    range = (0.0, 1.0)
    zero_centred = False
    saturates = "both"

    def __call__(self, z):
        z = np.asarray(z)
        return (z.real > 0).astype(z.dtype)

    def derivative(self, z):
        return np.zeros_like(z)


class Sign(Activation):
    """Signum, a = −1, 0 or 1 as z is negative, zero or positive (lecture 004).

    Range {−1, 0, 1}.  The derivative is 0 (taken as 0 at the jump too).  Not in Keras.
    """

    name = "sign"
    formula = r"\operatorname{sgn}(z)"
    derivative_formula = r"0"
    range = (-1.0, 1.0)
    saturates = "both"

    def __call__(self, z):
        z = floats(z)
        return np.sign(z.real).astype(z.dtype)

    def derivative(self, z):
        return np.zeros_like(z)


class Relu(Activation):
    """Rectified linear unit, a = max(z, 0): the usual choice for hidden layers.

    Range [0, ∞); derivative 1 for z > 0, else 0 (0 at z = 0, as TensorFlow takes it).
    A unit whose z is negative for every input gets no gradient: it is dead.
    Nair and Hinton (2010), lectures 000 and 004.

    Parameters
    ----------
    negative_slope : float, default 0
        Slope for z ≤ 0; anything but 0 makes it a leaky ReLU.
    """

    name = "relu"
    formula = r"\max(z, 0)"
    derivative_formula = r"\begin{cases}1 & z > 0\\0 & z \le 0\end{cases}"
    range = (0.0, np.inf)
    zero_centred = False
    saturates = "left"

    def __init__(self, negative_slope=0.0):
        self.negative_slope = negative_slope

    def __call__(self, z, negative_slope=None, max_value=None, threshold=0.0):
        z = np.asarray(z)
        slope = self.negative_slope if negative_slope is None else negative_slope
        if threshold or max_value is not None:  # as Keras' function takes them
            a = np.where(z.real > threshold, z, slope * (z - threshold))
            return a if max_value is None else np.where(a.real > max_value, max_value, a)
        if slope:
            return np.where(z.real > 0, z, slope * z)
        zero = ZERO.get(z.dtype)
        return np.where(z.real > 0, z, 0) if zero is None else products.maximum(z, zero)

    def derivative(self, z, negative_slope=None):
        z = floats(z)
        slope = self.negative_slope if negative_slope is None else negative_slope
        return np.where(z.real > 0, 1.0, slope).astype(np.result_type(z, np.float16))

    def vjp(self, z, a, da):
        if self.negative_slope:
            positive = z.real > ZERO.get(z.dtype, 0)
            return np.where(positive, da, self.negative_slope * da)
        return products.where_positive(a, da)

    def get_config(self):
        return {"negative_slope": self.negative_slope}


class LeakyRelu(Relu):
    """Leaky ReLU, a = z for z > 0, else αz: a ReLU whose units cannot die.

    Range (−∞, ∞); derivative 1 for z > 0, else α (α at z = 0, as TensorFlow takes it).
    Maas, Hannun and Ng (2013), lectures 000 and 004.

    Parameters
    ----------
    negative_slope : float, default 0.2
        α; lectures often take 0.01.
    """

    name = "leaky_relu"
    formula = r"\begin{cases}z & z > 0\\\alpha z & z \le 0\end{cases}"
    derivative_formula = r"\begin{cases}1 & z > 0\\\alpha & z \le 0\end{cases}"
    range = (-np.inf, np.inf)
    saturates = "nowhere"

    def __init__(self, negative_slope=0.2):
        super().__init__(negative_slope)
