"""How far one distribution is from another, and how badly a rate explains counts."""

import numpy as np

from coursekit.nn.losses.base import Loss, clip, same_rank

EPSILON = 1e-7


class KLDivergence(Loss):
    """Kullback-Leibler divergence, L = (1/n) Σ Σₖ yₖ ln(yₖ / pₖ), natural logarithm.

    As in Keras both are first limited to [1e-7, 1]; outside, p gets no gradient.  Else it is
    −yₖ/pₖ over n: that of categorical cross-entropy, from which it differs by the entropy of y.
    """

    default_name = "kl_divergence"

    def per_sample(self, y_true, y_pred):
        y, p = clip(y_true, EPSILON, 1.0), clip(y_pred, EPSILON, 1.0)
        return (y * np.log(y / p)).sum(axis=-1)

    def slope(self, y_true, y_pred):
        y, p = clip(y_true, EPSILON, 1.0), clip(y_pred, EPSILON, 1.0)
        return np.where(p == y_pred, -y / p, 0.0)

    def weight(self, y_pred):
        return 1.0 if self.reduction == "sum" else y_pred.shape[-1] / y_pred.size


class Poisson(Loss):
    """Poisson loss of counts y, L = (1/n) Σ (ŷ − y ln(ŷ + 1e-7)), with a predicted rate ŷ > 0.

    Gradient (1 − y / (ŷ + 1e-7)) / n.
    """

    default_name = "poisson"

    def per_sample(self, y_true, y_pred):
        return (y_pred - y_true * np.log(y_pred + EPSILON)).mean(axis=-1)

    def slope(self, y_true, y_pred):
        return 1.0 - y_true / (y_pred + EPSILON)


def kl_divergence(y_true, y_pred):
    """Return Σₖ yₖ ln(yₖ / pₖ), one value a sample."""
    return KLDivergence().per_sample(*same_rank(y_true, y_pred))


def poisson(y_true, y_pred):
    """Return the mean of ŷ − y ln ŷ over the last axis, one value a sample."""
    return Poisson().per_sample(*same_rank(y_true, y_pred))
