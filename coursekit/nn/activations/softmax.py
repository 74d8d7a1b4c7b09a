"""Softmax: scores of k classes become probabilities that add up to one."""

import numpy as np

from coursekit.nn.activations.base import Activation, floats


class Softmax(Activation):
    """Softmax, aᵢ = e^{zᵢ} / Σⱼ e^{zⱼ}: the output of a classifier with k classes.

    Range (0, 1); every output depends on every input, so the derivative is a k×k matrix:
    ∂aᵢ/∂zⱼ = aᵢ(δᵢⱼ − aⱼ).  The largest z is taken off first; it cancels, and nothing overflows.
    Bridle (1990), lectures 000 and 004.

    Parameters
    ----------
    axis : int, default -1
        The axis of the classes.
    """

    name = "softmax"
    formula = r"\frac{e^{z_i}}{\sum_j e^{z_j}}"
    derivative_formula = r"a_i(\delta_{ij} - a_j)"
    range = (0.0, 1.0)
    derivative_monotonic = zero_centred = False
    saturates = "both"

    def __init__(self, axis=-1):
        self.axis = axis

    def __call__(self, z, axis=None):
        z = floats(z)
        axis = self.axis if axis is None else axis
        e = np.exp(z - z.real.max(axis=axis, keepdims=True))
        return e / e.sum(axis=axis, keepdims=True)

    def derivative(self, z):
        raise TypeError(
            "Each softmax output depends on every input, so it has a matrix of derivatives, "
            "not one per element: use softmax.jacobian(z)."
        )

    def jacobian(self, z):
        """Return J[…, i, j] = ∂aᵢ/∂zⱼ = aᵢ(δᵢⱼ − aⱼ), shape (…, k, k); classes on the last axis."""
        a = self(z, axis=-1)
        return a[..., :, None] * (np.eye(a.shape[-1], dtype=a.dtype) - a[..., None, :])

    def vjp(self, z, a, da):
        """Return ∂L/∂z = a ⊙ (da − Σⱼ daⱼaⱼ), which is Jᵀda without building J."""
        return a * (da - (da * a).sum(axis=self.axis, keepdims=True))

    def get_config(self):
        return {"axis": self.axis}
