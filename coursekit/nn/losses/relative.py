"""Losses for numbers of different size: percentages, logarithms, and a smooth absolute error."""

import math

import numpy as np

from coursekit.nn.losses.base import Loss, clip, same_rank

EPSILON = 1e-7


class MeanAbsolutePercentageError(Loss):
    """Mean absolute percentage error, L = (100/n) Σ |y − ŷ| / |y|, over all n values of the batch.

    As in Keras |y| is at least 1e-7.  Subgradient 100 sgn(ŷ − y) / |y| / n.
    """

    default_name = "mean_absolute_percentage_error"

    def per_sample(self, y_true, y_pred):
        error = (y_pred - y_true) / np.maximum(np.abs(y_true), EPSILON)
        return 100.0 * (error * np.sign(error.real)).mean(axis=-1)

    def slope(self, y_true, y_pred):
        size = np.maximum(np.abs(y_true), EPSILON)
        return 100.0 * np.sign((y_pred - y_true).real) / size


class MeanSquaredLogarithmicError(Loss):
    """Mean squared logarithmic error, L = (1/n) Σ (ln(1 + y) − ln(1 + ŷ))².

    As in Keras y and ŷ are at least 1e-7, and a smaller ŷ gets no gradient; else the gradient is
    2 (ln(1 + ŷ) − ln(1 + y)) / (1 + ŷ) / n.
    """

    default_name = "mean_squared_logarithmic_error"

    def per_sample(self, y_true, y_pred):
        return np.square(self._error(y_true, y_pred)).mean(axis=-1)

    def slope(self, y_true, y_pred):
        slope = 2.0 * self._error(y_true, y_pred) / (clip(y_pred, EPSILON, np.inf) + 1.0)
        return np.where(y_pred.real > EPSILON, slope, 0.0)

    def _error(self, y_true, y_pred):
        low, high = EPSILON, np.inf
        return np.log(clip(y_pred, low, high) + 1.0) - np.log(np.maximum(y_true, EPSILON) + 1.0)


class LogCosh(Loss):
    """Logarithm of the hyperbolic cosine of the error e = ŷ − y, L = (1/n) Σ ln cosh e.

    Gradient tanh(e)/n: like ½e² near zero and like |e| − ln 2 far out.
    """

    default_name = "log_cosh"

    def per_sample(self, y_true, y_pred):
        e = y_pred - y_true
        size = e * np.sign(e.real)  # ln cosh e = |e| + ln(1 + e^−2|e|) − ln 2 never overflows
        return (size + np.log1p(np.exp(-2.0 * size)) - math.log(2.0)).mean(axis=-1)

    def slope(self, y_true, y_pred):
        return np.tanh(y_pred - y_true)


def mean_absolute_percentage_error(y_true, y_pred):
    """Return the mean of 100 |y − ŷ| / |y| over the last axis, one value a sample."""
    return MeanAbsolutePercentageError().per_sample(*same_rank(y_true, y_pred))


def mean_squared_logarithmic_error(y_true, y_pred):
    """Return the mean of (ln(1 + y) − ln(1 + ŷ))² over the last axis, one value a sample."""
    return MeanSquaredLogarithmicError().per_sample(*same_rank(y_true, y_pred))


def log_cosh(y_true, y_pred):
    """Return the mean of ln cosh(ŷ − y) over the last axis, one value a sample."""
    return LogCosh().per_sample(*same_rank(y_true, y_pred))
