"""Precision, recall and F1: how many found ones are right, and how many ones are found."""

import numpy as np

from coursekit._checks import nearest, number
from coursekit.nn.losses.base import same_rank
from coursekit.nn.metrics.base import Metric
from coursekit.nn.refusal import refuse
from coursekit.nn.weighting import for_each

EPSILON = 1e-7
ONE_THRESHOLD = "give one number, and make one metric for each threshold"


class Counts(Metric):
    """Base of metrics made of true positives TP, false positives FP and false negatives FN."""

    direction = "up"

    def totals(self, y_true, y_pred, sample_weight=None):
        """Return TP, FP and FN, each summed over the samples (or over one column each)."""
        y_true, y_pred = same_rank(y_true, y_pred)
        found, real = self.found(y_pred), self.real(y_true)
        weights = np.ones(y_pred.shape)
        if sample_weight is not None:
            weights = weights * for_each(sample_weight, weights)
        kinds = (found * real, found * (1.0 - real), (1.0 - found) * real)
        return np.array([(weights * kind).sum(axis=self.axis) for kind in kinds])

    axis = None

    def found(self, y_pred):
        """Return 1 for each prediction that says yes."""
        return (y_pred > self.threshold).astype(float)

    def real(self, y_true):
        """Return 1 for each label that is a yes."""
        return (y_true != 0).astype(float)


class Precision(Counts):
    """Precision, TP / (TP + FP): the share of the found ones that are ones; 0 where none is found.

    Parameters
    ----------
    thresholds : float, default 0.5
        A prediction above it says yes.
    """

    default_name = "precision"

    def __init__(self, thresholds=None, *, name=None, **others):
        if isinstance(thresholds, (list, tuple)):
            known = {"list of thresholds": ((), ONE_THRESHOLD)}
            refuse(self, {"list of thresholds": thresholds}, known)
        self.threshold = 0.5 if thresholds is None else number(thresholds, "thresholds")
        super().__init__(name, **others)

    def value(self, totals):
        tp, fp, _ = totals
        return float(tp / (tp + fp)) if tp else 0.0

    def get_config(self):
        return {"thresholds": self.threshold} | super().get_config()


class Recall(Precision):
    """Recall, TP / (TP + FN): the share of the ones that are found; 0 where there are none.

    Parameters
    ----------
    thresholds : float, default 0.5
        A prediction above it says yes.
    """

    default_name = "recall"

    def value(self, totals):
        tp, _, fn = totals
        return float(tp / (tp + fn)) if tp else 0.0


class F1Score(Counts):
    """F1, 2PR / (P + R): the harmonic mean of precision P and recall R of each column.

    Parameters
    ----------
    average : {"micro", "macro", "weighted"}
        One count over all columns; the mean over the columns; the mean weighted by their ones.
        Keras' ``None``, a number for each column, is for calls outside ``fit``.
    threshold : float, optional
        A prediction above it says yes; left out, the largest prediction of each row does.

    Notes
    -----
    With one output give ``threshold=0.5``: the largest of one prediction always says yes.
    """

    default_name = "f1_score"

    def __init__(self, average=None, threshold=None, name=None, **others):
        self.average = average and nearest(average, ("micro", "macro", "weighted"), "average")
        self.threshold = None if threshold is None else number(threshold, "threshold")
        if threshold is not None and not 0 < threshold <= 1:
            raise ValueError(
                f"threshold of F1Score must be above 0 and up to 1, got {threshold!r}."
            )
        self.axis = None if average == "micro" else 0
        super().__init__(name, **others)

    def found(self, y_pred):
        if self.threshold is not None:
            return super().found(y_pred)
        largest = y_pred >= y_pred.max(axis=-1, keepdims=True)
        return (largest & (np.abs(y_pred) > 1e-9)).astype(float)

    def real(self, y_true):
        return y_true.astype(float)

    def value(self, totals):
        tp, fp, fn = totals
        precision, recall = tp / (tp + fp + EPSILON), tp / (tp + fn + EPSILON)
        score = 2 * precision * recall / (precision + recall + EPSILON)
        if self.average == "weighted":
            ones = tp + fn
            return float((score * ones / (ones.sum() + EPSILON)).sum())
        if self.average is None and score.size > 1:
            return score
        return float(score.mean())

    def get_config(self):
        return {"average": self.average, "threshold": self.threshold} | super().get_config()
