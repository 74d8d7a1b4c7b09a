"""Metrics: numbers that tell people how good predictions are."""

from coursekit._checks import nearest
from coursekit.nn.metrics.accuracy import (
    BinaryAccuracy,
    CategoricalAccuracy,
    MatchingAccuracy,
    SparseCategoricalAccuracy,
)
from coursekit.nn.metrics.auc import AUC
from coursekit.nn.metrics.base import MeanAbsoluteError, MeanSquaredError, Metric

ALL = {
    "accuracy": MatchingAccuracy,
    "binary_accuracy": BinaryAccuracy,
    "categorical_accuracy": CategoricalAccuracy,
    "sparse_categorical_accuracy": SparseCategoricalAccuracy,
    "mean_squared_error": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "auc": AUC,
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
    identifier : str, class or Metric
        A name such as ``"accuracy"`` (which fits itself to the shapes of labels and predictions),
        ``"mae"`` or ``"AUC"``; a metric is returned as it is.  A metric carries the name by which
        it was asked for, as in Keras: ``"acc"`` is reported as ``acc``.

    Raises
    ------
    ValueError
        When there is no such metric; the sentence names the nearest one.
    """
    if isinstance(identifier, Metric):
        return identifier
    if isinstance(identifier, type) and issubclass(identifier, Metric):
        return identifier()
    if isinstance(identifier, str) and identifier in _all_names:
        return _all_names[identifier](name=identifier)
    nearest(identifier, [*ALL, "mse", "mae"], "metric")
