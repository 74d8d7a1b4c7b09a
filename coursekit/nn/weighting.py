"""How much each sample counts in the loss: ``sample_weight`` and ``class_weight``."""

import numpy as np

from coursekit._checks import finite, not_negative, numeric_array


def check_sample_weight(weights, y, what="sample_weight"):
    """Return ``sample_weight`` as an array, one number a sample (or a step of a sequence)."""
    if weights is None:
        return None
    weights = numeric_array(weights, what)
    if weights.ndim > 1 and weights.shape[-1] == 1 and weights.shape != y.shape[:-1]:
        weights = weights[..., 0]
    if weights.ndim == 0 or weights.shape != y.shape[: weights.ndim]:
        raise ValueError(
            f"{what} needs one number for each sample, {len(y)} of them, "
            f"got an array of shape {weights.shape}."
        )
    finite(weights, what)
    return weights


def from_class_weight(class_weight, y):
    """Return each sample's weight: that of its class, 1 for classes without an entry.

    Parameters
    ----------
    class_weight : dict
        Class number → weight.
    y : array
        Class numbers, or one-hot rows.
    """
    if not isinstance(class_weight, dict):
        raise ValueError(
            f"class_weight must be a dict such as {{0: 1.0, 1: 4.0}}, got {class_weight!r}."
        )
    table = {
        _class(key): not_negative(value, f"class_weight[{key!r}]")
        for key, value in class_weight.items()
    }
    if y.ndim > 2:
        raise ValueError("class_weight is for one label a sample: use sample_weight instead.")
    if y.ndim == 2:
        y = y.argmax(axis=1) if y.shape[1] > 1 else y[:, 0]
    classes, place = np.unique(np.round(y).astype(int), return_inverse=True)
    absent = sorted(set(table) - set(classes.tolist()))
    if len(absent) == len(table):
        raise ValueError(f"class_weight names none of the classes in y: {classes.tolist()}.")
    return np.array([table.get(int(k), 1.0) for k in classes])[place]


def _class(key):
    if isinstance(key, bool) or not isinstance(key, (int, float, np.number)) or key != int(key):
        raise ValueError(f"The keys of class_weight must be class numbers, got {key!r}.")
    return int(key)


def weights_of(y, sample_weight, class_weight):
    """Return the weight of each sample from either argument of ``fit``, or None."""
    weights = check_sample_weight(sample_weight, y)
    if class_weight is None:
        return weights
    if weights is not None:
        raise ValueError("Give class_weight or sample_weight, not both: multiply them yourself.")
    return from_class_weight(class_weight, y)


def for_each(sample_weight, values):
    """Return weights, one a sample or one a step, with axes of length 1 to fit ``values``."""
    weights = np.asarray(sample_weight, dtype=values.real.dtype)
    if weights.ndim == values.ndim + 1 and weights.shape[-1] == 1:  # a column is one a sample too
        weights = weights.squeeze(axis=-1)
    return weights.reshape(weights.shape + (1,) * (values.ndim - weights.ndim))
