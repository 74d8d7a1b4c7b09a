"""Straight pieces between two ends: ReLU6 and the hard sigmoid."""

import numpy as np

from coursekit.nn.activations.base import Activation


class Relu6(Activation):
    """ReLU6, a = min(max(z, 0), 6): a ReLU with a ceiling.

    Range [0, 6]; derivative 1 for 0 < z < 6, else 0 (0 at both ends, as TensorFlow takes it).
    Krizhevsky (2010).
    """

    name = "relu6"
    formula = r"\min(\max(z, 0), 6)"
    derivative_formula = r"\begin{cases}1 & 0 < z < 6\\0 & \text{otherwise}\end{cases}"
    range = (0.0, 6.0)
    derivative_monotonic = zero_centred = False
    saturates = "both"

    def __call__(self, z):
        z = np.asarray(z)
        return np.where(z.real <= 0, 0, np.where(z.real >= 6, 6, z)).astype(z.dtype)

    def derivative(self, z):
        z = np.asarray(z)
        return ((z.real > 0) & (z.real < 6)).astype(np.result_type(z.real, np.float16))


class HardSigmoid(Activation):
    """Hard sigmoid, a = relu6(z + 3) / 6: a sigmoid of three straight lines.

    Range [0, 1]; derivative 1/6 for −3 < z < 3, else 0.  Courbariaux and others (2015).
    """

    name = "hard_sigmoid"
    formula = r"\min(\max(\tfrac{z}{6} + \tfrac{1}{2}, 0), 1)"
    derivative_formula = r"\begin{cases}1/6 & |z| < 3\\0 & \text{otherwise}\end{cases}"
    range = (0.0, 1.0)
    derivative_monotonic = zero_centred = False
    saturates = "both"

    def __call__(self, z):
        return relu6(np.asarray(z) + 3.0) / 6.0

    def derivative(self, z):
        return relu6.derivative(np.asarray(z) + 3.0) / 6.0


relu6 = Relu6()
