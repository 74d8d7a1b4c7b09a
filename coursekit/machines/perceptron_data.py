"""What a perceptron accepts: a table of finite numbers and labels of two classes."""

import numpy as np

from coursekit._checks import finite, not_empty, numeric_array


def augment(X):
    """Put ``x₀ = 1`` before every row, so that the bias becomes the weight of ``x₀``."""
    return np.column_stack([np.ones(len(X)), X])


def check_table(X, name, features=None):
    """Return ``X`` as a float table of shape (rows, features), or say what is wrong with it."""
    table = numeric_array(X, name)
    if table.dtype.kind == "c":
        raise ValueError(f"{name} holds complex numbers: a perceptron compares real ones.")
    if table.ndim != 2:
        raise ValueError(
            f"{name} must be a table of shape (rows, features), got shape {table.shape}: "
            "use X.reshape(-1, 1) for one feature, X.reshape(1, -1) for one row."
        )
    not_empty(table, name)
    finite(table, name)
    if features is not None and table.shape[1] != features:
        raise ValueError(f"{name} has {table.shape[1]} features, but fit saw {features}.")
    return table.astype(float)


def check_labels(y, rows):
    """Return the labels and their two classes, ``[0, 1]`` or ``[-1, 1]``, in that order."""
    labels = numeric_array(y, "y")
    if labels.ndim == 2 and labels.shape[1] == 1:
        labels = labels[:, 0]
    if labels.shape != (rows,):
        raise ValueError(
            f"y must hold one label for each of {rows} rows, got shape {labels.shape}."
        )
    finite(labels, "y")
    found = np.unique(labels)
    shown = ", ".join(f"{value:g}" for value in found[:5]) + (", …" if len(found) > 5 else "")
    if len(found) == 1 and found[0] in (-1, 0, 1):
        raise ValueError(f"y holds one class only ({shown}): a perceptron needs rows of both.")
    if tuple(found) not in ((0, 1), (-1, 1)):
        raise ValueError(f"y must hold labels 0 and 1, or -1 and 1, got {shown}: encode them so.")
    return labels.astype(int), found.astype(int)
