"""A loss that is a function of your own, differentiated by central differences."""

import numpy as np

from coursekit._checks import numeric_array
from coursekit.nn.losses.base import Loss

STEP = 1e-5


class OwnLoss(Loss):
    """Loss of a function f(y_true, y_pred) written with NumPy.

    The gradient is found by central differences, ∂L/∂p ≈ [L(p + h) − L(p − h)] / 2h, right to about
    nine digits whatever the function is made of.  A function with one value for each sample needs
    two calls for each output; one with a single value for the batch needs two for each number in
    it, so return one value for each sample: ``((y_true - y_pred) ** 2).mean(axis=-1)``.

    Parameters
    ----------
    function : callable
        Returns the loss of each sample, or one number for the whole batch.
    """

    def __init__(self, function, reduction="sum_over_batch_size", name=None):
        super().__init__(reduction, name or getattr(function, "__name__", "own_loss"))
        self.function = function
        self.whole_batch = True  # a single value may depend on the batch as a whole

    def per_sample(self, y_true, y_pred):
        value = check_result(self.function(y_true, y_pred), self.name, y_pred)
        return value[None] if value.ndim == 0 else value

    def gradient(self, y_true, y_pred, sample_weight=None):
        y_true, y_pred = (np.asarray(a, float) for a in self.aligned(y_true, y_pred))
        one_for_all = np.ndim(self.function(y_true, y_pred)) == 0
        if one_for_all and sample_weight is not None:
            raise ValueError(
                f"The loss {self.name!r} returns one number for the batch, so samples cannot have "
                "weights: return one value for each sample."
            )
        found = np.empty(y_pred.shape)
        for place in np.ndindex(y_pred.shape) if one_for_all else np.ndindex(y_pred.shape[1:]):
            at = place if one_for_all else (slice(None), *place)
            found[at] = self._difference(y_true, y_pred, at)
        if one_for_all:
            return found
        n_values = self.per_sample(y_true, y_pred).size
        weights = 1.0 if sample_weight is None else np.reshape(
            sample_weight, (-1,) + (1,) * (found.ndim - 1)
        )  # fmt: skip
        return found * weights / (1 if self.reduction == "sum" else n_values)

    def get_config(self):
        refuse_to_store(self.name)

    def _difference(self, y_true, y_pred, at):
        """Slope of each sample's loss as the outputs ``at`` this place move together."""
        above, below = y_pred.copy(), y_pred.copy()
        step = STEP * np.maximum(1.0, np.abs(y_pred[at]))
        above[at] += step
        below[at] -= step
        change = self.per_sample(y_true, above) - self.per_sample(y_true, below)
        samples = change if np.ndim(step) == 0 else change.reshape(len(y_pred), -1).sum(axis=1)
        return np.squeeze(samples) / (2 * step) if np.ndim(step) == 0 else samples / (2 * step)


def refuse_to_store(name):
    """Say that a function of one's own is in no file."""
    raise ValueError(
        f"{name!r} is your own function and cannot be saved: keep the weights alone with "
        "save_weights."
    )


def check_result(value, name, y_pred):
    """Return what a function of one's own returned as an array, or say what is wrong."""
    value = numeric_array(value, f"The result of {name!r}")
    if value.ndim and len(value) != len(y_pred):
        raise ValueError(
            f"{name!r} returned values of shape {value.shape} for {len(y_pred)} samples: return "
            "one value for each sample, for example with mean(axis=-1)."
        )
    return value
