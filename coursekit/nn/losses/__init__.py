"""Losses, each with its gradient: how wrong a prediction is, and which way is better."""

import types

from coursekit._checks import nearest
from coursekit.nn.losses.base import Loss
from coursekit.nn.losses.binary import BinaryCrossentropy, binary_crossentropy
from coursekit.nn.losses.categorical import (
    CategoricalCrossentropy,
    SparseCategoricalCrossentropy,
    categorical_crossentropy,
    sparse_categorical_crossentropy,
)
from coursekit.nn.losses.regression import (
    Huber,
    MeanAbsoluteError,
    MeanSquaredError,
    SquaredError,
    huber,
    mean_absolute_error,
    mean_squared_error,
)

ALL = {
    "mean_squared_error": MeanSquaredError,
    "mean_absolute_error": MeanAbsoluteError,
    "huber": Huber,
    "squared_error": SquaredError,
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
    binary_crossentropy: BinaryCrossentropy,
    categorical_crossentropy: CategoricalCrossentropy,
    sparse_categorical_crossentropy: SparseCategoricalCrossentropy,
}


def get(identifier):
    """Return the loss that ``identifier`` names.

    Parameters
    ----------
    identifier : str, Loss, class or function
        A name or alias (``"mse"``, ``"binary_crossentropy"``, …), a class name, one of this
        module's functions, or a :class:`Loss`, which is returned as it is.

    Raises
    ------
    ValueError
        When there is no such loss; the sentence names the nearest one.
    """
    if isinstance(identifier, Loss):
        return identifier
    if isinstance(identifier, type) and issubclass(identifier, Loss):
        return identifier()
    if isinstance(identifier, types.FunctionType) and identifier in _functions:
        return _functions[identifier]()
    if isinstance(identifier, str) and identifier in _all_names:
        return _all_names[identifier]()
    nearest(identifier, [*ALL, "mse", "mae", "bce"], "loss")
