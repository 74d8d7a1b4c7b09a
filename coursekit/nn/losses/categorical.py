"""Categorical cross-entropy: the loss for one class out of k, with one-hot labels."""

import numpy as np

from coursekit._checks import numeric_array
from coursekit.nn.activations import softmax
from coursekit.nn.losses.base import clip, same_rank
from coursekit.nn.losses.crossentropy import Crossentropy

EPSILON = 1e-7


class CategoricalCrossentropy(Crossentropy):
    """Categorical cross-entropy, L = −(1/n) Σ Σₖ yₖ ln pₖ, with one-hot labels, natural logarithm.

    As in Keras, each row of p is first divided by its sum, then limited to [1e-7, 1 − 1e-7]; a
    probability outside these limits gets no gradient.
    With ``from_logits`` the predictions are the sums z before the softmax and the gradient with
    respect to z is softmax(z) − y, over n.  Lectures 000, 002 and 003.

    Parameters
    ----------
    from_logits : bool, default False
        Whether predictions are sums z rather than probabilities p.
    label_smoothing : float, default 0
        s in [0, 1]: labels become y(1 − s) + s/k, so that nothing is ever quite certain.
    """

    default_name = "categorical_crossentropy"
    partner = "softmax"

    def aligned(self, y_true, y_pred):
        y_true, y_pred = same_rank(y_true, y_pred)
        s = self.label_smoothing
        return (y_true * (1.0 - s) + s / y_pred.shape[-1] if s else y_true), y_pred

    def per_sample(self, y_true, y_pred):
        if self.from_logits:
            return -(y_true * log_softmax(y_pred)).sum(axis=-1)
        q = y_pred / y_pred.sum(axis=-1, keepdims=True)
        return -(y_true * np.log(clip(q, EPSILON, 1.0 - EPSILON))).sum(axis=-1)

    def slope(self, y_true, y_pred):
        if self.from_logits:
            return softmax(y_pred) - y_true
        total = y_pred.sum(axis=-1, keepdims=True)
        q = y_pred / total
        inside = clip(q, EPSILON, 1.0 - EPSILON)
        dq = np.where(q == inside, -y_true / inside, 0.0)
        # q = p / Σp, so ∂L/∂p = (dq − Σ dq·q) / Σp
        return (dq - (dq * q).sum(axis=-1, keepdims=True)) / total

    def weight(self, y_pred):
        return 1.0 if self.reduction == "sum" else y_pred.shape[-1] / y_pred.size

    def output_error(self, y_true, a):
        return a - y_true

    def check_labels(self, y_true, y_pred_shape):
        y_true = numeric_array(y_true, "y")
        classes = y_pred_shape[-1]
        if y_true.ndim == len(y_pred_shape) - 1 or (y_true.shape[-1] == 1 and classes > 1):
            raise ValueError(
                f"CategoricalCrossentropy needs one-hot labels with {classes} columns, got one "
                "number a sample: use SparseCategoricalCrossentropy, or to_categorical first."
            )
        super().check_labels(y_true, y_pred_shape)
        if y_true.min() < 0 or np.abs(y_true.sum(axis=-1) - 1).max() > 1e-3:
            raise ValueError(
                "CategoricalCrossentropy needs one-hot labels: every row must hold numbers from 0 "
                "to 1 that add up to 1."
            )
        return y_true


def log_softmax(z):
    """Return ln softmax(z) over the last axis, without ever taking the logarithm of zero."""
    shifted = z - z.real.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def categorical_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0):
    """Return categorical cross-entropy of one-hot labels, one value a sample."""
    loss = CategoricalCrossentropy(from_logits, label_smoothing)
    return loss.per_sample(*loss.aligned(y_true, y_pred))
