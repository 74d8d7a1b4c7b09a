"""Categorical cross-entropy: the loss for one class out of k, one-hot or by number."""

import numpy as np

from coursekit._checks import flag, numeric_array
from coursekit.nn.activations import softmax
from coursekit.nn.losses.base import Loss, clip, same_rank, share

EPSILON = 1e-7


class CategoricalCrossentropy(Loss):
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

    def __init__(
        self,
        from_logits=False,
        label_smoothing=0.0,
        *,
        reduction="sum_over_batch_size",
        name=None,
        **others,
    ):
        super().__init__(reduction, name, **others)
        self.from_logits = flag(from_logits, "from_logits")
        self.label_smoothing = share(label_smoothing, "label_smoothing")

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

    def get_config(self):
        return super().get_config() | {
            "from_logits": self.from_logits,
            "label_smoothing": self.label_smoothing,
        }

    def __repr__(self):
        return f"{type(self).__name__}(from_logits={self.from_logits})"


class SparseCategoricalCrossentropy(CategoricalCrossentropy):
    """Categorical cross-entropy with class numbers 0, 1, …, k−1 as labels, natural logarithm.

    L = −(1/n) Σ ln p_y.  As in Keras, p is limited to [1e-7, 1 − 1e-7] first and divided by its sum
    then (the other way round than with one-hot labels).

    Parameters
    ----------
    from_logits : bool, default False
        Whether predictions are sums z before the softmax rather than probabilities p.
    """

    default_name = "sparse_categorical_crossentropy"

    def __init__(self, from_logits=False, *, reduction="sum_over_batch_size", name=None, **others):
        super().__init__(from_logits, reduction=reduction, name=name, **others)

    def aligned(self, y_true, y_pred):
        return _class_numbers(y_true, y_pred)

    def per_sample(self, y_true, y_pred):
        if self.from_logits:
            return -_pick(log_softmax(y_pred), y_true)
        p = clip(y_pred, EPSILON, 1.0 - EPSILON)
        return np.log(p.sum(axis=-1)) - np.log(_pick(p, y_true))

    def slope(self, y_true, y_pred):
        if self.from_logits:
            return _minus_one_hot(softmax(y_pred), y_true)
        p = clip(y_pred, EPSILON, 1.0 - EPSILON)
        q = p / p.sum(axis=-1, keepdims=True)
        return np.where(p == y_pred, _minus_one_hot(q, y_true) / p, 0.0)

    def output_error(self, y_true, a):
        return _minus_one_hot(a, y_true)

    def check_labels(self, y_true, y_pred_shape):
        y_true = numeric_array(y_true, "y")
        classes, samples_shape = y_pred_shape[-1], tuple(y_pred_shape[1:-1])
        if y_true.ndim < len(y_pred_shape) - 1:
            raise ValueError(
                f"The model gives {classes} outputs for each of the places {samples_shape} of a "
                "sample, but y holds one label a sample: put Flatten() or a pooling layer before "
                "the last Dense."
            )
        if y_true.shape[1:] not in (samples_shape, samples_shape + (1,)):
            raise ValueError(
                "SparseCategoricalCrossentropy needs one class number a sample, got labels of "
                f"shape {y_true.shape}: use CategoricalCrossentropy for one-hot labels."
            )
        if y_true.dtype.kind == "c":
            raise ValueError("y holds complex numbers: class numbers are needed.")
        if not np.isfinite(y_true).all():
            raise ValueError("y holds NaN or infinity: remove or fill missing labels.")
        low, high = y_true.min(), y_true.max()
        if low < 0 or high >= classes or (y_true != np.floor(y_true)).any():
            raise ValueError(
                f"SparseCategoricalCrossentropy with {classes} outputs needs whole numbers from 0 "
                f"to {classes - 1} as labels, got values from {low:g} to {high:g}."
            )
        return y_true

    def get_config(self):
        return Loss.get_config(self) | {"from_logits": self.from_logits}


def log_softmax(z):
    """Return ln softmax(z) over the last axis, without ever taking the logarithm of zero."""
    shifted = z - z.real.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def _class_numbers(y_true, y_pred):
    """Return labels as integers of shape (n, …) beside predictions of shape (n, …, k)."""
    y_pred = np.asarray(y_pred)
    y_true = np.asarray(y_true)
    if y_true.ndim == y_pred.ndim and y_true.shape[-1] == 1:
        y_true = y_true[..., 0]
    if y_true.shape != y_pred.shape[:-1]:
        raise ValueError(
            f"Labels of shape {y_true.shape} do not fit predictions of shape {y_pred.shape}: "
            "one class number a sample is needed."
        )
    return y_true.astype(np.intp, copy=False), y_pred


def _pick(table, classes):
    """Return from every row the entry of its class; there must be such a class."""
    if classes.size and not 0 <= classes.min() <= classes.max() < table.shape[-1]:
        raise ValueError(
            f"{table.shape[-1]} outputs need classes from 0 to {table.shape[-1] - 1}, "
            f"got {classes.min()} to {classes.max()}."
        )
    return np.take_along_axis(table, classes[..., None], axis=-1)[..., 0]


def _minus_one_hot(table, classes):
    """Return ``table`` with 1 taken off at the class of every row."""
    result = table.copy()
    rows = result.reshape(-1, result.shape[-1])
    rows[np.arange(len(rows)), classes.ravel()] -= 1.0
    return result


def categorical_crossentropy(y_true, y_pred, from_logits=False, label_smoothing=0.0):
    """Return categorical cross-entropy of one-hot labels, one value a sample."""
    loss = CategoricalCrossentropy(from_logits, label_smoothing)
    return loss.per_sample(*loss.aligned(y_true, y_pred))


def sparse_categorical_crossentropy(y_true, y_pred, from_logits=False):
    """Return categorical cross-entropy of class numbers, one value a sample."""
    loss = SparseCategoricalCrossentropy(from_logits)
    return loss.per_sample(*_class_numbers(y_true, y_pred))
