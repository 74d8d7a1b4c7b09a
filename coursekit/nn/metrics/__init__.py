"""Metrics: numbers that tell people how good predictions are."""

from coursekit._checks import nearest
from coursekit.nn import losses
from coursekit.nn.absent import refuser
from coursekit.nn.metrics.accuracy import (
    BinaryAccuracy,
    CategoricalAccuracy,
    MatchingAccuracy,
    SparseCategoricalAccuracy,
)
from coursekit.nn.metrics.auc import AUC
from coursekit.nn.metrics.base import (
    MeanAbsoluteError,
    MeanSquaredError,
    Metric,
    RootMeanSquaredError,
)
from coursekit.nn.metrics.of_losses import (
    BinaryCrossentropy,
    CategoricalCrossentropy,
    Hinge,
    KLDivergence,
    LogCoshError,
    MeanAbsolutePercentageError,
    MeanSquaredLogarithmicError,
    Poisson,
    SparseCategoricalCrossentropy,
    SquaredHinge,
)
from coursekit.nn.metrics.own import LossMetric, OwnMetric
from coursekit.nn.metrics.rates import F1Score, Precision, Recall
from coursekit.nn.serialize import instance

ALL = {
    "accuracy": MatchingAccuracy,
    "binary_accuracy": BinaryAccuracy,
    "categorical_accuracy": CategoricalAccuracy,
    "sparse_categorical_accuracy": SparseCategoricalAccuracy,
    "mean_squared_error": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "root_mean_squared_error": RootMeanSquaredError,
    "binary_crossentropy": BinaryCrossentropy,
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
    "kl_divergence": KLDivergence,
    "poisson": Poisson,
    "hinge": Hinge,
    "squared_hinge": SquaredHinge,
    "logcosh": LogCoshError,
    "mean_absolute_percentage_error": MeanAbsolutePercentageError,
    "mean_squared_logarithmic_error": MeanSquaredLogarithmicError,
    "auc": AUC,
    "precision": Precision,
    "recall": Recall,
    "f1_score": F1Score,
}
ALIASES = {
    "acc": "accuracy",
    "Accuracy": "accuracy",
    "mse": "mean_squared_error",
    "MSE": "mean_squared_error",
    "mae": "mean_absolute_error",
    "MAE": "mean_absolute_error",
}
_all_names = (
    ALL
    | {alias: ALL[name] for alias, name in ALIASES.items()}
    | {cls.__name__: cls for cls in ALL.values()}
)


def get(identifier):
    """Return the metric that ``identifier`` names.

    Parameters
    ----------
    identifier : str, class, dict or Metric
        A name such as ``"accuracy"`` (which fits itself to the shapes of labels and predictions),
        ``"mae"`` or ``"AUC"``, or that of a loss; your own function of (y_true, y_pred), see
        :class:`OwnMetric`; what ``spec`` or Keras wrote of a metric; a metric is returned as it
        is.  A metric carries the name by which
        it was asked for, as in Keras: ``"acc"`` is reported as ``acc``.

    Raises
    ------
    ValueError
        When there is no such metric; the sentence names the nearest one.
    """
    identifier = instance(identifier, "metrics", Metric)
    if isinstance(identifier, Metric):
        return identifier
    if isinstance(identifier, str) and identifier in _all_names:
        return _all_names[identifier](name=identifier)
    if isinstance(identifier, losses.Loss):
        return LossMetric(losses.get(identifier))
    if isinstance(identifier, str) and identifier in losses.names():
        return LossMetric(losses.get(identifier), identifier)
    if callable(identifier):
        known = losses.get(identifier)
        own = isinstance(known, losses.OwnLoss)
        return OwnMetric(identifier) if own else LossMetric(known, identifier.__name__)
    nearest(identifier, [*ALL, "mse", "mae"], "metric")


__getattr__ = refuser(__name__)
