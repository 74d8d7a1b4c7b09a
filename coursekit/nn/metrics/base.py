"""What every metric offers: a number for one batch, or one collected over many."""

import math

import numpy as np

from coursekit.nn.losses.base import same_rank
from coursekit.nn.metrics.options import KNOWN_TO_KERAS
from coursekit.nn.refusal import refuse
from coursekit.nn.serialize import from_config
from coursekit.nn.weighting import for_each


class Metric:
    """A number that tells people how good predictions are; nothing is trained on it.

    ``metric(y_true, y_pred)`` computes it for these arrays alone and remembers nothing.  For data
    in pieces, as in Keras: ``reset_state()``, ``update_state(y_true, y_pred)`` for every piece,
    ``result()``.  With ``sample_weight`` each sample counts by its weight.

    Parameters
    ----------
    name : str, optional
    **others
        Keras' other arguments, at their defaults only.

    Attributes
    ----------
    direction : {"up", "down", None}
        Whether a larger or a smaller number is better; None when the metric cannot know.
    batch_by_batch : bool
        Whether it must see the very batches of the training, as a mean of batches.
    """

    default_name = ""
    direction = None
    batch_by_batch = False

    def __init__(self, name=None, **others):
        refuse(self, others, KNOWN_TO_KERAS)
        self.name = name or self.default_name
        self.reset_state()

    def __call__(self, y_true, y_pred, sample_weight=None):
        """Return the metric of these arrays, a float."""
        return self.value(self.totals(y_true, y_pred, sample_weight))

    def reset_state(self):
        """Forget all data."""
        self.state = 0.0

    def update_state(self, y_true, y_pred, sample_weight=None):
        """Take in more data."""
        self.state = self.state + self.totals(y_true, y_pred, sample_weight)

    def result(self):
        """Return the metric of all data since ``reset_state``; 0 before there is any."""
        return self.value(self.state) if np.any(self.state) else 0.0

    def totals(self, y_true, y_pred, sample_weight=None):
        """Return what can be added up over pieces of data, as an array."""
        raise NotImplementedError

    def value(self, totals):
        """Return the metric that follows from the totals."""
        raise NotImplementedError

    def get_config(self):
        """Arguments that rebuild this metric, as plain JSON values."""
        return {"name": self.name}

    from_config = classmethod(from_config)

    def __repr__(self):
        return f"{type(self).__name__}(name={self.name!r})"


class Mean(Metric):
    """A metric that is the mean of one value for each sample, weighted where weights are given."""

    def totals(self, y_true, y_pred, sample_weight=None):
        values = np.asarray(self.per_sample(y_true, y_pred))
        if sample_weight is None:
            return np.array([values.sum(dtype=float), values.size])
        weights = np.broadcast_to(for_each(sample_weight, values.astype(float)), values.shape)
        return np.array([(values * weights).sum(dtype=float), weights.sum()])

    def value(self, totals):
        return float(totals[0] / totals[1]) if totals[1] else 0.0

    def per_sample(self, y_true, y_pred):
        """Return one value for each sample."""
        raise NotImplementedError


class MeanSquaredError(Mean):
    """Mean of (y − ŷ)²."""

    default_name = "mean_squared_error"
    direction = "down"

    def per_sample(self, y_true, y_pred):
        y_true, y_pred = same_rank(y_true, y_pred)
        return np.square(y_pred - y_true)


class RootMeanSquaredError(MeanSquaredError):
    """√ of the mean of (y − ŷ)², in the unit of y."""

    default_name = "root_mean_squared_error"

    def value(self, totals):
        return math.sqrt(super().value(totals))


class MeanAbsoluteError(Mean):
    """Mean of |y − ŷ|."""

    default_name = "mean_absolute_error"
    direction = "down"

    def per_sample(self, y_true, y_pred):
        y_true, y_pred = same_rank(y_true, y_pred)
        return np.abs(y_pred - y_true)
