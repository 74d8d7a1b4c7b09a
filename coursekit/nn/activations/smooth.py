"""Smooth relatives of ReLU, and a gentle tanh: GELU, SELU, mish and softsign."""

import math

import numpy as np

from coursekit.nn.activations.base import Activation, floats
from coursekit.nn.activations.curved import Elu, Softplus

ROOT_2_PI = math.sqrt(2 * math.pi)
SELU_SCALE, SELU_ALPHA = 1.0507009873554805, 1.6732632423543772
elu, softplus = Elu(SELU_ALPHA), Softplus()


class Gelu(Activation):
    """GELU, a = z·Φ(z): z times the probability that a standard normal number is below z.

    Range [−0.17, ∞), lowest at z ≈ −0.7518; derivative Φ(z) + z·φ(z) with the normal density
    φ(z) = e^(−z²/2) / √(2π).  Hendrycks and Gimpel (2016).

    Parameters
    ----------
    approximate : bool, default False
        Use the paper's ½z(1 + tanh(√(2/π)(z + 0.044715 z³))), which needs no Φ.
    """

    name = "gelu"
    formula = r"z\,\Phi(z)"
    derivative_formula = r"\Phi(z) + z\,\varphi(z)"
    range = (-0.16997120747990369, np.inf)
    monotonic = derivative_monotonic = zero_centred = False
    saturates = "left"

    def __init__(self, approximate=False):
        self.approximate = approximate

    def __call__(self, z, approximate=None):
        z = floats(z)
        approximate = self.approximate if approximate is None else approximate
        if approximate:
            return 0.5 * z * (1.0 + _tanh_of_cubic(z))
        return z * normal_share(z)

    def derivative(self, z):
        z = floats(z)
        if self.approximate:
            t = _tanh_of_cubic(z)
            inside = math.sqrt(2 / math.pi) * (1.0 + 3 * 0.044715 * z * z)
            return 0.5 * (1.0 + t) + 0.5 * z * (1.0 - t * t) * inside
        near = np.where(np.abs(z) < 40, z, 40)  # beyond, e^(−z²/2) is 0 in every type
        return normal_share(z) + z * np.exp(-0.5 * near * near) / ROOT_2_PI

    def get_config(self):
        return {"approximate": self.approximate}


def _tanh_of_cubic(z):
    z = np.where(np.abs(z.real) < 40, z, 40 * np.sign(z.real))  # tanh is ±1 there; z³ stays small
    return np.tanh(math.sqrt(2 / math.pi) * (z + 0.044715 * z * z * z))


def normal_share(z):
    """Φ(z) = ½ erfc(−z/√2), the share of a standard normal distribution below z."""
    if z.dtype.kind == "c":
        # Φ(x + w) = Φ(x) + w φ(x + w/2), exact to rounding for the tiny w of a complex step
        way = z - z.real
        middle = z.real + way / 2
        return normal_share(z.real) + way * np.exp(-0.5 * middle * middle) / ROOT_2_PI
    values = _erfc(-z.astype(float) / math.sqrt(2))
    return (0.5 * values.astype(float)).astype(np.result_type(z, np.float16))


_erfc = np.frompyfunc(math.erfc, 1, 1)


class Selu(Activation):
    """SELU, a = λ·elu(z, α): an ELU scaled so that outputs drift to mean 0 and variance 1.

    Range (−λα, ∞) with λ ≈ 1.0507, α ≈ 1.6733; derivative λ for z > 0, else λαe^z (λ at z = 0, as
    TensorFlow takes it).  Klambauer and others (2017); to be used with ``lecun_normal``.
    """

    name = "selu"
    formula = r"\lambda\begin{cases}z & z > 0\\\alpha(e^{z} - 1) & z \le 0\end{cases}"
    derivative_formula = r"\lambda\begin{cases}1 & z \ge 0\\\alpha e^{z} & z < 0\end{cases}"
    range = (-SELU_SCALE * SELU_ALPHA, np.inf)
    derivative_monotonic = zero_centred = False
    saturates = "left"

    def __call__(self, z):
        return SELU_SCALE * elu(floats(z))

    def derivative(self, z):
        z = floats(z)
        slope = np.where(z.real >= 0, 1.0, elu.derivative(z))
        return (SELU_SCALE * slope).astype(np.result_type(z, np.float16))

    def vjp(self, z, a, da):
        # λαe^z = a + λα on the negative side
        return da * np.where(z.real >= 0, SELU_SCALE, a + SELU_SCALE * SELU_ALPHA).astype(a.dtype)


class Mish(Activation):
    """Mish, a = z·tanh(softplus(z)): smooth, and dips below zero before it rises.

    Range [−0.3088, ∞), lowest at z ≈ −1.1924; derivative t + z(1 − t²)σ(z) with
    t = tanh(softplus(z)).  Misra (2019).
    """

    name = "mish"
    formula = r"z\tanh(\ln(1 + e^{z}))"
    derivative_formula = r"t + z\,(1 - t^2)\,\sigma(z),\ t = \tanh(\ln(1 + e^{z}))"
    range = (-0.30884340885653154, np.inf)
    monotonic = derivative_monotonic = zero_centred = False
    saturates = "left"

    def __call__(self, z):
        z = np.asarray(z)
        return z * np.tanh(softplus(z))

    def derivative(self, z):
        z = np.asarray(z)
        t = np.tanh(softplus(z))
        return t + z * (1.0 - t * t) * softplus.derivative(z)


class Softsign(Activation):
    """Softsign, a = z / (1 + |z|): like tanh, but it reaches its ends slowly.

    Range (−1, 1); derivative 1 / (1 + |z|)².  Turian, Bergstra and Bengio (2009).
    """

    name = "softsign"
    formula = r"\frac{z}{1 + |z|}"
    derivative_formula = r"\frac{1}{(1 + |z|)^2}"
    range = (-1.0, 1.0)
    derivative_monotonic = False
    saturates = "both"

    def __call__(self, z):
        z = np.asarray(z)
        return z / (1.0 + _size(z))

    def derivative(self, z):
        z = np.asarray(z)
        return 1.0 / (1.0 + _size(z)) ** 2


def _size(z):
    """|z|, in a form that lets a complex step pass."""
    return np.where(z.real < 0, -1.0 * z, z)
