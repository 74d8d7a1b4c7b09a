"""From what ``compile`` was given for metrics to the objects that compute them."""

import copy

from coursekit.nn import metrics as kinds

BY_DATA = {
    "accuracy": ("BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy"),
    "acc": ("BinaryAccuracy", "CategoricalAccuracy", "SparseCategoricalAccuracy"),
    "crossentropy": (
        "BinaryCrossentropy",
        "CategoricalCrossentropy",
        "SparseCategoricalCrossentropy",
    ),
}


def check_metrics(choices):
    """Return a list of names and metric objects; unknown names raise ``ValueError``."""
    if choices is None:
        return []
    if not isinstance(choices, (list, tuple)):
        raise ValueError('metrics must be a list, for example metrics=["accuracy"].')
    for choice in choices:
        if choice not in BY_DATA:
            kinds.get(choice)
    return list(choices)


def resolve_metrics(choices, y_shape, output_shape):
    """Make the metric objects; ``"accuracy"`` becomes the kind that fits labels and outputs."""
    return [_resolve(choice, y_shape, output_shape) for choice in choices]


def _resolve(choice, y_shape, output_shape):
    if not isinstance(choice, str):
        return kinds.get(choice)
    if choice in BY_DATA:
        binary, categorical, sparse = BY_DATA[choice]
        if output_shape[-1] == 1:
            kind = binary
        else:
            one_hot = len(y_shape) == len(output_shape) and y_shape[-1] == output_shape[-1]
            kind = categorical if one_hot else sparse
        metric = kinds.get(kind)
    else:
        metric = kinds.get(choice)
    metric = copy.copy(metric)
    metric.name = choice
    return metric
