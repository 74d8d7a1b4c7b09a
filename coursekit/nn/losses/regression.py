"""Losses for numbers: squared, absolute and Huber's error."""

import numpy as np

from coursekit._checks import nearest, positive
from coursekit.nn.losses.base import Loss, same_rank


class MeanSquaredError(Loss):
    """Mean squared error, L = (1/n) Σ (y − ŷ)², over all n values of the batch.

    Gradient 2(ŷ − y)/n: an outlier pulls in proportion to its distance.  Lectures 000, 002 and 003.
    """

    default_name = "mean_squared_error"

    def per_sample(self, y_true, y_pred):
        error = y_pred - y_true
        return (error * error).mean(axis=-1)

    def slope(self, y_true, y_pred):
        return 2.0 * (y_pred - y_true)


class MeanAbsoluteError(Loss):
    """Mean absolute error, L = (1/n) Σ |y − ŷ|, over all n values of the batch.

    Subgradient sgn(ŷ − y)/n, taken as 0 where ŷ = y: every error pulls equally.  Lecture 002.
    """

    default_name = "mean_absolute_error"

    def per_sample(self, y_true, y_pred):
        error = y_pred - y_true
        return (error * np.sign(error.real)).mean(axis=-1)

    def slope(self, y_true, y_pred):
        return np.sign((y_pred - y_true).real)


class Huber(Loss):
    """Huber's loss: ½e² for |e| ≤ δ, else δ|e| − ½δ², with e = ŷ − y, averaged over all values.

    Gradient e for |e| ≤ δ, else δ·sgn(e), over n: squared error near zero, absolute error far out.
    Huber (1964), lecture 002.

    Parameters
    ----------
    delta : float, default 1
        δ, where the parabola becomes a line.
    """

    default_name = "huber_loss"

    def __init__(self, delta=1.0, reduction="sum_over_batch_size", name=None, **others):
        super().__init__(reduction, name, **others)
        self.delta = positive(delta, "delta")

    def per_sample(self, y_true, y_pred):
        e, delta = y_pred - y_true, self.delta
        size = e * np.sign(e.real)
        return np.where(size.real <= delta, 0.5 * e * e, delta * size - 0.5 * delta**2).mean(
            axis=-1
        )

    def slope(self, y_true, y_pred):
        e = y_pred - y_true
        return np.where(np.abs(e.real) <= self.delta, e, self.delta * np.sign(e.real))

    def get_config(self):
        return super().get_config() | {"delta": self.delta}


class SquaredError(Loss):
    """Squared error with the factor that a text prefers; lectures and books differ.

    With Σ over all outputs of all n samples of the batch:

    ============= ==================== ===================== ==============================
    convention    loss                 gradient              the step of gradient descent is
    ============= ==================== ===================== ==============================
    ``sum``       Σ (y − ŷ)²           2 (ŷ − y)             2n times that of ``half_mean``
    ``half``      ½ Σ (y − ŷ)²         (ŷ − y)               n times
    ``mean``      (1/n) Σ (y − ŷ)²     2 (ŷ − y) / n         twice
    ``half_mean`` (1/2n) Σ (y − ŷ)²    (ŷ − y) / n           once
    ============= ==================== ===================== ==============================

    An array of shape (n,) is n samples with one output each; in a sequence every step counts as a
    sample, and in a picture every place.
    The minimum is the same for all; only the length of a step at a given learning rate differs.
    With one output, ``mean`` is :class:`MeanSquaredError`; with k outputs Keras' mean squared error
    divides by k as well.

    Parameters
    ----------
    convention : {"sum", "half", "mean", "half_mean"}
        ``sum`` is the SSE; the worked examples of lectures 001, 003 and 004 use ``half``, with
        which the 2 of the derivative cancels.
    """

    default_name = "squared_error"

    def __init__(self, convention="sum", name=None, **others):
        self.convention = nearest(convention, ("sum", "half", "mean", "half_mean"), "convention")
        super().__init__("sum_over_batch_size" if "mean" in convention else "sum", name, **others)
        self.factor = 0.5 if "half" in convention else 1.0

    def per_sample(self, y_true, y_pred):
        error = y_pred - y_true
        squares = self.factor * error * error
        return squares if squares.ndim == 1 else squares.sum(axis=-1)

    def slope(self, y_true, y_pred):
        return 2.0 * self.factor * (y_pred - y_true)

    def weight(self, y_pred):
        outputs = y_pred.shape[-1] if y_pred.ndim > 1 else 1
        return 1.0 if self.reduction == "sum" else outputs / y_pred.size

    def get_config(self):
        return {"name": self.name, "convention": self.convention}

    def __repr__(self):
        return f"SquaredError(convention={self.convention!r})"


def mean_squared_error(y_true, y_pred):
    """Return the mean of (y − ŷ)² over the last axis, one value a sample."""
    return MeanSquaredError().per_sample(*same_rank(y_true, y_pred))


def mean_absolute_error(y_true, y_pred):
    """Return the mean of |y − ŷ| over the last axis, one value a sample."""
    return MeanAbsoluteError().per_sample(*same_rank(y_true, y_pred))


def huber(y_true, y_pred, delta=1.0):
    """Return Huber's loss, the mean over the last axis, one value a sample."""
    return Huber(delta).per_sample(*same_rank(y_true, y_pred))
