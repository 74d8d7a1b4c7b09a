"""Hinge losses: labels −1 and 1, and nothing to pay once the margin is kept."""

import numpy as np

from coursekit.nn.losses.base import Loss, same_rank


class Hinge(Loss):
    """Hinge loss, L = (1/n) Σ max(1 − y ŷ, 0), with labels −1 and 1.

    As in Keras labels that are all 0 or 1 become −1 and 1.  Gradient −y/n where y ŷ < 1, else 0.
    """

    default_name = "hinge"

    def per_sample(self, y_true, y_pred):
        return self._missing(signs(y_true), y_pred).mean(axis=-1)

    def slope(self, y_true, y_pred):
        y = signs(y_true)
        return np.where(self._missing(y, y_pred).real > 0, -y, 0.0)

    def _missing(self, y, y_pred):
        """What is missing to the margin 1."""
        gap = 1.0 - y * y_pred
        return np.where(gap.real > 0, gap, 0.0)


class SquaredHinge(Hinge):
    """Squared hinge loss, L = (1/n) Σ max(1 − y ŷ, 0)², with labels −1 and 1 (or 0 and 1).

    Gradient −2 y max(1 − y ŷ, 0) / n.
    """

    default_name = "squared_hinge"

    def per_sample(self, y_true, y_pred):
        return np.square(self._missing(signs(y_true), y_pred)).mean(axis=-1)

    def slope(self, y_true, y_pred):
        y = signs(y_true)
        return -2.0 * y * self._missing(y, y_pred)


def signs(y_true):
    """Return labels 0 and 1 as −1 and 1; other labels stay as they are."""
    binary = ((y_true == 0) | (y_true == 1)).all()
    return 2.0 * y_true - 1.0 if binary else y_true


def hinge(y_true, y_pred):
    """Return the hinge loss, the mean over the last axis, one value a sample."""
    return Hinge().per_sample(*same_rank(y_true, y_pred))


def squared_hinge(y_true, y_pred):
    """Return the squared hinge loss, the mean over the last axis, one value a sample."""
    return SquaredHinge().per_sample(*same_rank(y_true, y_pred))
