"""Binary cross-entropy: the loss for yes or no."""

import numpy as np

from coursekit.nn.activations import sigmoid, softplus
from coursekit.nn.losses.base import clip, same_rank
from coursekit.nn.losses.crossentropy import Crossentropy

EPSILON = 1e-7


class BinaryCrossentropy(Crossentropy):
    """Binary cross-entropy, L = −(1/n) Σ [y ln p + (1 − y) ln(1 − p)], natural logarithm.

    Gradient (p − y) / (p(1 − p)) / n.  As in Keras, p is first limited to [ε, 1 − ε] with ε = 1e-7,
    so that ln 0 never arises; outside this range the gradient is 0.
    With ``from_logits`` the predictions are the sums z before the sigmoid: the loss is
    ln(1 + e^z) − yz, its gradient σ(z) − y, and nothing needs limits.  Lectures 000, 002 and 003.

    Parameters
    ----------
    from_logits : bool, default False
        Whether predictions are sums z rather than probabilities p.
    label_smoothing : float, default 0
        s in [0, 1]: labels become y(1 − s) + s/2, so that nothing is ever quite certain.
    """

    default_name = "binary_crossentropy"
    partner = "sigmoid"

    def aligned(self, y_true, y_pred):
        y_true, y_pred = same_rank(y_true, y_pred)
        s = self.label_smoothing
        return (y_true * (1.0 - s) + 0.5 * s if s else y_true), y_pred

    def per_sample(self, y_true, y_pred):
        if self.from_logits:
            return (softplus(y_pred) - y_true * y_pred).mean(axis=-1)
        p = clip(y_pred, EPSILON, 1.0 - EPSILON)
        return -(y_true * np.log(p) + (1.0 - y_true) * np.log(1.0 - p)).mean(axis=-1)

    def slope(self, y_true, y_pred):
        if self.from_logits:
            return sigmoid(y_pred) - y_true
        p = clip(y_pred, EPSILON, 1.0 - EPSILON)
        return np.where(p == y_pred, (p - y_true) / (p * (1.0 - p)), 0.0)

    def output_error(self, y_true, a):
        return a - y_true

    def check_labels(self, y_true, y_pred_shape):
        y_true = super().check_labels(y_true, y_pred_shape)
        low, high = y_true.min(), y_true.max()
        if low < 0 or high > 1:
            raise ValueError(
                f"BinaryCrossentropy needs labels from 0 to 1, got values from {low:g} to "
                f"{high:g}: code the two classes as 0 and 1."
            )
        return y_true


def binary_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0):
    """Return binary cross-entropy, the mean over the last axis, one value a sample."""
    loss = BinaryCrossentropy(from_logits, label_smoothing)
    return loss.per_sample(*loss.aligned(y_true, y_pred))
