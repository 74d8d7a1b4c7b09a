"""Categorical cross-entropy again, with the number of the class as label."""

import numpy as np

from coursekit._checks import numeric_array
from coursekit.nn.activations import softmax
from coursekit.nn.losses.base import Loss, clip
from coursekit.nn.losses.categorical import EPSILON, CategoricalCrossentropy, log_softmax


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


def sparse_categorical_crossentropy(y_true, y_pred, from_logits=False):
    """Return categorical cross-entropy of class numbers, one value a sample."""
    loss = SparseCategoricalCrossentropy(from_logits)
    return loss.per_sample(*_class_numbers(y_true, y_pred))
