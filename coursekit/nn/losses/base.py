"""What every loss offers: its value, its gradient and a check of the labels."""

from copy import copy
from functools import lru_cache

import numpy as np

from coursekit._checks import nearest, number, numeric_array
from coursekit.nn.losses.options import KNOWN_TO_KERAS
from coursekit.nn.refusal import refuse
from coursekit.nn.serialize import from_config
from coursekit.nn.weighting import for_each

REDUCTIONS = ("sum_over_batch_size", "sum")


def same_rank(y_true, y_pred):
    """Return both as arrays of one type and rank: labels of shape (n,) stand beside outputs (n, 1).

    Without this, (n,) − (n, 1) would silently become an n×n table.  Single numbers become arrays
    of one.
    """
    y_pred = np.asarray(y_pred)
    if y_pred.dtype.kind not in "fc":  # never in training, where time counts
        y_pred = numeric_array(y_pred, "y_pred")
    if y_pred.dtype.kind in "biu":
        y_pred = y_pred.astype(float)
    y_true = np.asarray(y_true)
    if y_true.dtype != y_pred.dtype:
        y_true = numeric_array(y_true, "y_true")
        y_true = y_true.astype(y_pred.dtype)
    if y_true.shape == y_pred.shape:
        return (y_true, y_pred) if y_pred.ndim else (y_true[None], y_pred[None])
    if y_true.shape + (1,) == y_pred.shape:
        return y_true[..., None], y_pred
    if y_true.shape == y_pred.shape + (1,):
        return (y_true, y_pred[..., None]) if y_pred.ndim == 1 else (y_true[..., 0], y_pred)
    raise ValueError(
        f"Labels of shape {y_true.shape} do not fit predictions of shape {y_pred.shape}: "
        "both need the same shape."
    )


class Loss:
    """How wrong predictions are: one number to make small.

    Calling a loss gives the mean over the batch; :meth:`gradient` gives its derivative with
    respect to the predictions, the factor 1/n of the mean included.

    Parameters
    ----------
    reduction : {"sum_over_batch_size", "sum"}
        Mean over the samples (as Keras has it), or their sum.
    name : str, optional
    **others
        Keras' other arguments, at their defaults only.

    Attributes
    ----------
    partner : str or None
        The output activation with which this loss is exact: sigmoid for binary cross-entropy,
        softmax for the categorical ones.  A model that ends in it hands the loss the sums z.
    """

    default_name = ""
    partner = None
    whole_batch = False  # whether the loss of a batch is more than the mean of its samples' losses

    def __init__(self, reduction="sum_over_batch_size", name=None, **others):
        refuse(self, others, KNOWN_TO_KERAS)
        self.reduction = nearest(reduction, REDUCTIONS, "reduction")
        self.name = name or self.default_name

    def __call__(self, y_true, y_pred, sample_weight=None):
        """Return the loss of a batch, a scalar; ``sample_weight`` multiplies each sample's loss.

        As in Keras the mean still divides by the number of samples, not by the sum of the weights.
        """
        values = self.per_sample(*self.aligned(y_true, y_pred))
        if sample_weight is not None:
            values = values * for_each(sample_weight, values)
        return values.sum() if self.reduction == "sum" else values.mean()

    def gradient(self, y_true, y_pred, sample_weight=None):
        """Return ∂L/∂y_pred, of the shape of ``y_pred``."""
        y_true, y_pred = self.aligned(y_true, y_pred)
        return self.averaged(self.slope(y_true, y_pred), y_pred, sample_weight)

    aligned = staticmethod(same_rank)

    def averaged(self, slope, y_pred, sample_weight=None):
        """Turn each sample's own slope into that of the batch's loss."""
        slope = slope * constant(self.weight(y_pred), slope.dtype)
        return slope if sample_weight is None else slope * for_each(sample_weight, slope)

    def per_sample(self, y_true, y_pred):
        """Return the loss of each sample, shape (n, …) without the last axis."""
        raise NotImplementedError

    def slope(self, y_true, y_pred):
        """Return the derivative of one element's or one sample's loss, before any averaging."""
        raise NotImplementedError

    def weight(self, y_pred):
        """Return the factor of the averaging: 1/(all elements), or 1/(outputs) for a sum."""
        return 1.0 / (y_pred.shape[-1] if self.reduction == "sum" else y_pred.size)

    def fused_gradient(self, activation_name, y_true, a, sample_weight=None):
        """Return ∂L/∂z for a = activation(z) if it simplifies with this loss, else ``None``.

        Sigmoid with binary cross-entropy and softmax with categorical cross-entropy give a − y
        (over n): shorter than the two factors, and without the clipping that cross-entropy needs.
        """
        if activation_name != self.partner or self.partner is None:
            return None
        y_true, a = self.aligned(y_true, a)
        return self.averaged(self.output_error(y_true, a), a, sample_weight)

    def output_error(self, y_true, a):
        """Return one sample's ∂L/∂z, a − y, where ``a`` comes from the partner activation."""
        raise NotImplementedError

    def on_sums(self):
        """Return this loss for the sums z before its partner activation; no limits are needed."""
        exact = copy(self)
        exact.from_logits = True
        return exact

    def check_labels(self, y_true, y_pred_shape):
        """Raise ``ValueError`` with one clear sentence when these labels do not suit this loss.

        Parameters
        ----------
        y_true : array
            All labels.
        y_pred_shape : tuple
            Shape of the predictions; ``None`` for the batch axis.

        Returns
        -------
        ndarray
            The labels as an array of numbers.
        """
        y_true = numeric_array(y_true, "y")
        labels, outputs = y_true.shape[1:] or (1,), tuple(y_pred_shape[1:]) or (1,)
        if labels != outputs and labels + (1,) != outputs and labels != outputs + (1,):
            raise ValueError(
                f"{type(self).__name__} needs one target per output: the model gives "
                f"{_counted(outputs)} for each sample, but y holds {_counted(labels)}."
            )
        if not np.isfinite(y_true).all():
            raise ValueError("y holds NaN or infinity: remove or fill missing labels.")
        return y_true

    def get_config(self):
        """Arguments that rebuild this loss, as plain JSON values."""
        return {"name": self.name, "reduction": self.reduction}

    from_config = classmethod(from_config)

    def __repr__(self):
        return f"{type(self).__name__}()"


@lru_cache(maxsize=256)
def constant(value, dtype):
    """Return a number as an array of this type, which NumPy multiplies small arrays with sooner."""
    return np.array(value, dtype)


def share(value, what):
    """Return ``value`` as a float from 0 to 1, or raise ``ValueError``."""
    if not 0 <= number(value, what) <= 1:
        raise ValueError(f"{what} must be a number from 0 to 1, got {value!r}.")
    return float(value)


def clip(p, low, high):
    """Return ``p`` limited to [low, high] by its real part."""
    if p.dtype.kind == "c":
        return np.where(p.real < low, low, np.where(p.real > high, high, p))
    return np.minimum(np.maximum(p, low), high)


def _counted(shape):
    """Describe a shape without the batch axis: ``3 values``, ``values of shape (4, 3)``."""
    if len(shape) > 1:
        return f"values of shape {shape}"
    return "1 value" if shape[0] == 1 else f"{shape[0]} values"
