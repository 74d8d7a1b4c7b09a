"""Area under the ROC curve: how well scores rank ones above zeros."""

import numpy as np

from coursekit._checks import positive_integer
from coursekit.nn.losses.base import same_rank
from coursekit.nn.metrics.base import Metric


class AUC(Metric):
    """Area under the ROC curve, from the rates at evenly spaced thresholds, as Keras computes it.

    The curve joins the points (false positive rate, true positive rate) of all thresholds by
    straight lines.  1 is a perfect ranking, 0.5 a coin.  The exact area is the limit for many
    thresholds; 200 are good to about three decimals unless scores crowd together.

    Parameters
    ----------
    num_thresholds : int, default 200
        Thresholds from 0 to 1, ends included.
    name : str, optional
    """

    default_name = "auc"

    def __init__(self, num_thresholds=200, name=None):
        self.num_thresholds = positive_integer(num_thresholds, "num_thresholds")
        if num_thresholds < 2:
            raise ValueError(f"num_thresholds must be at least 2, got {num_thresholds!r}.")
        super().__init__(name)

    def totals(self, y_true, y_pred):
        """Return two rows: how many ones, and how many zeros, score between two thresholds."""
        y_true, y_pred = same_rank(y_true, y_pred)
        positive = y_true.ravel() != 0
        scores = np.minimum(np.maximum(y_pred.ravel(), 0), 1)
        # bin b holds scores in (b, b + 1] / (thresholds − 1); a score of 0 joins the first bin
        bins = np.maximum(np.ceil(scores * (self.num_thresholds - 1)).astype(int) - 1, 0)
        size = self.num_thresholds
        return np.array(
            [
                np.bincount(bins[positive], minlength=size),
                np.bincount(bins[~positive], minlength=size),
            ],
            dtype=float,
        )

    def value(self, totals):
        # summed from the highest threshold down: how many lie above each one
        above = np.cumsum(totals[:, ::-1], axis=1)[:, ::-1]
        tpr, fpr = above / np.maximum(above[:, :1], 1)
        return float(np.sum((fpr[:-1] - fpr[1:]) * (tpr[:-1] + tpr[1:]) / 2))

    def get_config(self):
        return {"num_thresholds": self.num_thresholds} | super().get_config()
