"""Losses, each with its gradient: how wrong a prediction is, and which way is better."""

import types

from coursekit._checks import nearest
from coursekit.nn.absent import refuser
from coursekit.nn.losses.base import Loss
from coursekit.nn.losses.binary import BinaryCrossentropy, binary_crossentropy
from coursekit.nn.losses.categorical import CategoricalCrossentropy, categorical_crossentropy
from coursekit.nn.losses.divergence import KLDivergence, Poisson, kl_divergence, poisson
from coursekit.nn.losses.margin import Hinge, SquaredHinge, hinge, squared_hinge
from coursekit.nn.losses.own import OwnLoss
from coursekit.nn.losses.regression import (
    Huber,
    MeanAbsoluteError,
    MeanSquaredError,
    SquaredError,
    huber,
    mean_absolute_error,
    mean_squared_error,
)
from coursekit.nn.losses.relative import (
    LogCosh,
    MeanAbsolutePercentageError,
    MeanSquaredLogarithmicError,
    log_cosh,
    mean_absolute_percentage_error,
    mean_squared_logarithmic_error,
)
from coursekit.nn.losses.sparse_categorical import (
    SparseCategoricalCrossentropy,
    sparse_categorical_crossentropy,
)
from coursekit.nn.serialize import instance

# Keras' short names
mse = MSE = mean_squared_error
mae = MAE = mean_absolute_error
mape = MAPE = mean_absolute_percentage_error
msle = MSLE = mean_squared_logarithmic_error
kld = KLD = kullback_leibler_divergence = kl_divergence
logcosh = log_cosh

ALL = {
    "mean_squared_error": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "huber": Huber,
    "squared_error": SquaredError,
    "mean_absolute_percentage_error": MeanAbsolutePercentageError,
    "mean_squared_logarithmic_error": MeanSquaredLogarithmicError,
    "log_cosh": LogCosh,
    "hinge": Hinge,
    "squared_hinge": SquaredHinge,
    "kl_divergence": KLDivergence,
    "poisson": Poisson,
    "binary_crossentropy": BinaryCrossentropy,
    "categorical_crossentropy": CategoricalCrossentropy,
    "sparse_categorical_crossentropy": SparseCategoricalCrossentropy,
}
ALIASES = {
    "mse": "mean_squared_error",
    "MSE": "mean_squared_error",
    "mae": "mean_absolute_error",
    "MAE": "mean_absolute_error",
    "bce": "binary_crossentropy",
    "BCE": "binary_crossentropy",
    "huber_loss": "huber",
    "mape": "mean_absolute_percentage_error",
    "MAPE": "mean_absolute_percentage_error",
    "msle": "mean_squared_logarithmic_error",
    "MSLE": "mean_squared_logarithmic_error",
    "kld": "kl_divergence",
    "KLD": "kl_divergence",
    "logcosh": "log_cosh",
}
_all_names = (
    ALL
    | {alias: ALL[name] for alias, name in ALIASES.items()}
    | {cls.__name__: cls for cls in ALL.values()}
)
_functions = {
    mean_squared_error: MeanSquaredError,
    mean_absolute_error: MeanAbsoluteError,
    huber: Huber,
    mean_absolute_percentage_error: MeanAbsolutePercentageError,
    mean_squared_logarithmic_error: MeanSquaredLogarithmicError,
    log_cosh: LogCosh,
    hinge: Hinge,
    squared_hinge: SquaredHinge,
    kl_divergence: KLDivergence,
    poisson: Poisson,
    binary_crossentropy: BinaryCrossentropy,
    categorical_crossentropy: CategoricalCrossentropy,
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
}


def get(identifier):
    """Return the loss that ``identifier`` names.

    Parameters
    ----------
    identifier : str, Loss, class, dict or function
        A name or alias (``"mse"``, ``"binary_crossentropy"``, …), a class name, one of this
        module's functions, a :class:`Loss`, which is returned as it is, or your own function of
        (y_true, y_pred), see :class:`OwnLoss`, or what ``spec`` or Keras wrote of a loss.

    Raises
    ------
    ValueError
        When there is no such loss; the sentence names the nearest one.
    """
    identifier = instance(identifier, "losses", Loss)
    if isinstance(identifier, Loss):
        # Keras' way to a loss of one's own: a class with call(y_true, y_pred)
        own = getattr(identifier, "call", None)
        return OwnLoss(own, identifier.reduction, identifier.name) if own else identifier
    if isinstance(identifier, types.FunctionType) and identifier in _functions:
        return _functions[identifier]()
    if callable(identifier):
        return OwnLoss(identifier)
    if isinstance(identifier, str) and identifier in _all_names:
        return _all_names[identifier]()
    nearest(identifier, [*ALL, "mse", "mae", "bce"], "loss")


def names():
    """All names under which ``get`` knows a loss."""
    return list(_all_names)


__getattr__ = refuser(__name__)
