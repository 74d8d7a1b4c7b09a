"""Metrics made of losses, and of functions of your own."""

import numpy as np

from coursekit.nn.losses.own import check_result, refuse_to_store
from coursekit.nn.metrics.base import Mean


class LossMetric(Mean):
    """The mean of a loss as a metric: ``metrics=["binary_crossentropy"]``.

    Parameters
    ----------
    loss : Loss
    """

    direction = "down"

    def __init__(self, loss, name=None):
        self.loss = loss
        super().__init__(name or loss.name)

    def per_sample(self, y_true, y_pred):
        return self.loss.per_sample(*self.loss.aligned(y_true, y_pred))

    def of_sums(self):
        """Return this metric for the sums z before the partner activation of its loss."""
        return LossMetric(self.loss.on_sums(), self.name)

    def get_config(self):
        from coursekit.nn.serialize import spec

        return {"loss": spec(self.loss)} | super().get_config()


class OwnMetric(Mean):
    """The mean over a function f(y_true, y_pred) of your own, batch by batch as in Keras.

    Parameters
    ----------
    function : callable
        Returns one value for each sample, or one for the whole batch.  It does not say whether
        more is better, so a callback that watches it needs ``mode``.
    """

    batch_by_batch = True

    def __init__(self, function, name=None):
        self.function = function
        super().__init__(name or getattr(function, "__name__", "own_metric"))

    def per_sample(self, y_true, y_pred):
        return check_result(
            self.function(np.asarray(y_true), np.asarray(y_pred)), self.name, y_pred
        )

    def get_config(self):
        refuse_to_store(self.name)
