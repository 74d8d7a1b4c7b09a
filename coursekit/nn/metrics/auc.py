"""Area under a curve of rates: how well scores rank ones above zeros."""

import numpy as np

from coursekit._checks import nearest, positive_integer
from coursekit.nn.losses.base import same_rank
from coursekit.nn.metrics.base import Metric
from coursekit.nn.weighting import for_each


class AUC(Metric):
    """Area under the ROC or the precision-recall curve, at evenly spaced thresholds, as in Keras.

    The ROC curve joins the points (false positive rate, true positive rate) of all thresholds by
    straight lines.  1 is a perfect ranking, 0.5 a coin.  The exact area is the limit for many
    thresholds; 200 are good to about three decimals unless scores crowd together.
    The PR curve joins (recall, precision).  Between two thresholds the true positives grow with
    slope p = ΔTP/ΔP in the number P of predicted ones, TP = intercept + p·P, so that the area is
    (p·ΔTP + p·intercept·ln(P₁/P₀)) / ones (Davis and Goadrich, 2006).

    Parameters
    ----------
    num_thresholds : int, default 200
        Thresholds from 0 to 1, ends included.
    curve : {"ROC", "PR"}
    name : str, optional
    """

    default_name = "auc"
    direction = "up"

    def __init__(self, num_thresholds=200, curve="ROC", *, name=None, **others):
        super().__init__(name, **others)
        self.num_thresholds = positive_integer(num_thresholds, "num_thresholds")
        if num_thresholds < 2:
            raise ValueError(f"num_thresholds must be at least 2, got {num_thresholds!r}.")
        self.curve = nearest(curve, ("ROC", "PR"), "curve")

    def totals(self, y_true, y_pred, sample_weight=None):
        """Return two rows: how many ones, and how many zeros, score between two thresholds."""
        y_true, y_pred = same_rank(y_true, y_pred)
        weights = np.ones(y_pred.shape)
        if sample_weight is not None:
            weights = weights * for_each(sample_weight, weights)
        positive, weights = y_true.ravel() != 0, weights.ravel()
        scores = np.minimum(np.maximum(y_pred.ravel(), 0), 1)
        # bin b holds scores in (b, b + 1] / (thresholds − 1); a score of 0 joins the first bin
        bins = np.maximum(np.ceil(scores * (self.num_thresholds - 1)).astype(int) - 1, 0)
        groups = (positive, ~positive)
        size = self.num_thresholds
        return np.array([np.bincount(bins[g], weights[g], minlength=size) for g in groups])

    def value(self, totals):
        # summed from the highest threshold down: how many lie above each one
        above = np.cumsum(totals[:, ::-1], axis=1)[:, ::-1]
        if self.curve == "PR":
            return precision_recall_area(*above)
        tpr, fpr = above / np.where(above[:, :1] > 0, above[:, :1], 1)
        return float(np.sum((fpr[:-1] - fpr[1:]) * (tpr[:-1] + tpr[1:]) / 2))

    def get_config(self):
        settings = {"num_thresholds": self.num_thresholds, "curve": self.curve}
        return settings | super().get_config()


def precision_recall_area(true_positives, false_positives):
    """Area under the precision-recall curve from the counts above each threshold."""
    predicted = true_positives + false_positives
    gained, seen = true_positives[:-1] - true_positives[1:], predicted[:-1] - predicted[1:]
    slope = np.divide(gained, seen, out=np.zeros_like(gained), where=seen > 0)
    intercept = true_positives[1:] - slope * predicted[1:]
    both = (predicted[:-1] > 0) & (predicted[1:] > 0)
    growth = np.divide(predicted[:-1], predicted[1:], out=np.ones_like(gained), where=both)
    areas = slope * (gained + intercept * np.log(growth))
    return float(areas.sum() / true_positives[0]) if true_positives[0] > 0 else 0.0
