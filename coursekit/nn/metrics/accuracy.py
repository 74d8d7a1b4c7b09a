"""Accuracy, the share of right answers, for two classes, one-hot labels and class numbers."""

import numpy as np

from coursekit._checks import number
from coursekit.nn.losses.base import same_rank
from coursekit.nn.metrics.base import Mean


class BinaryAccuracy(Mean):
    """Share of predictions on the right side of a threshold: (p > threshold) = y.

    Parameters
    ----------
    name : str, optional
    threshold : float, default 0.5
        A prediction equal to the threshold counts as class 0, as in Keras.
    """

    default_name = "binary_accuracy"
    direction = "up"

    def __init__(self, name=None, threshold=0.5, **others):
        super().__init__(name, **others)
        self.threshold = number(threshold, "threshold")

    def per_sample(self, y_true, y_pred):
        y_true, y_pred = same_rank(y_true, y_pred)
        return (y_pred > self.threshold) == y_true

    def get_config(self):
        return super().get_config() | {"threshold": self.threshold}


class CategoricalAccuracy(Mean):
    """Share of rows whose largest prediction stands where the one-hot label has its one."""

    default_name = "categorical_accuracy"
    direction = "up"

    def per_sample(self, y_true, y_pred):
        return np.argmax(y_true, axis=-1) == np.argmax(y_pred, axis=-1)


class SparseCategoricalAccuracy(Mean):
    """Share of rows whose largest prediction has the number of the label's class."""

    default_name = "sparse_categorical_accuracy"
    direction = "up"

    def per_sample(self, y_true, y_pred):
        y_true = np.asarray(y_true)
        if y_true.ndim == np.ndim(y_pred) and y_true.shape[-1] == 1:
            y_true = y_true[..., 0]
        return y_true == np.argmax(y_pred, axis=-1)


class MatchingAccuracy(Mean):
    """What ``metrics=["accuracy"]`` means: the accuracy that fits the shapes, as Keras chooses it.

    One output: :class:`BinaryAccuracy`.  Several outputs: :class:`SparseCategoricalAccuracy` when
    there is one label a sample, else :class:`CategoricalAccuracy`.
    """

    default_name = "accuracy"
    direction = "up"

    def per_sample(self, y_true, y_pred):
        kind = matching_accuracy(np.shape(y_true), np.shape(y_pred))
        return kind.per_sample(y_true, y_pred)


def matching_accuracy(y_true_shape, y_pred_shape, name="accuracy"):
    """Return the accuracy for labels and predictions of these shapes, batch axis first."""
    if len(y_pred_shape) < 2 or y_pred_shape[-1] == 1:
        return BinaryAccuracy(name)
    if len(y_true_shape) < len(y_pred_shape) or y_true_shape[-1] == 1:
        return SparseCategoricalAccuracy(name)
    return CategoricalAccuracy(name)
