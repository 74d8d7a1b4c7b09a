"""Keras' metrics that have the name of a loss: ``metrics=[metrics.BinaryCrossentropy()]``."""

from coursekit.nn import losses
from coursekit.nn.metrics.options import KNOWN_TO_KERAS
from coursekit.nn.metrics.own import LossMetric
from coursekit.nn.refusal import refuse


class NamedLossMetric(LossMetric):
    """The mean of the loss ``loss_class`` over all samples, weighted where weights are given.

    Parameters
    ----------
    name : str, optional
    **others
        The loss' own ``settings``; Keras' other arguments at their defaults only.
    """

    loss_class = None
    settings = ()

    def __init__(self, name=None, **others):
        chosen = {key: others.pop(key) for key in self.settings if key in others}
        refuse(self, others, KNOWN_TO_KERAS)
        super().__init__(self.loss_class(**chosen), name or self.default_name)

    def get_config(self):
        own = {key: getattr(self.loss, key) for key in self.settings}
        return {"name": self.name} | own


class BinaryCrossentropy(NamedLossMetric):
    """Mean binary cross-entropy."""

    loss_class, settings = losses.BinaryCrossentropy, ("from_logits", "label_smoothing")


class CategoricalCrossentropy(NamedLossMetric):
    """Mean categorical cross-entropy of one-hot labels."""

    loss_class, settings = losses.CategoricalCrossentropy, ("from_logits", "label_smoothing")


class SparseCategoricalCrossentropy(NamedLossMetric):
    """Mean categorical cross-entropy of class numbers."""

    loss_class, settings = losses.SparseCategoricalCrossentropy, ("from_logits",)


class KLDivergence(NamedLossMetric):
    """Mean Kullback-Leibler divergence."""

    loss_class = losses.KLDivergence


class Poisson(NamedLossMetric):
    """Mean Poisson loss."""

    loss_class = losses.Poisson


class Hinge(NamedLossMetric):
    """Mean hinge loss."""

    loss_class = losses.Hinge


class SquaredHinge(NamedLossMetric):
    """Mean squared hinge loss."""

    loss_class = losses.SquaredHinge


class LogCoshError(NamedLossMetric):
    """Mean of ln cosh(ŷ − y)."""

    loss_class, default_name = losses.LogCosh, "logcosh"


class MeanAbsolutePercentageError(NamedLossMetric):
    """Mean of 100 |y − ŷ| / |y|."""

    loss_class = losses.MeanAbsolutePercentageError


class MeanSquaredLogarithmicError(NamedLossMetric):
    """Mean of (ln(1 + y) − ln(1 + ŷ))²."""

    loss_class = losses.MeanSquaredLogarithmicError
