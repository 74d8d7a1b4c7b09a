"""What ``derive`` is given, checked before anything is computed."""

import numpy as np

from coursekit._checks import numeric_array


def list_of_names(only):
    """``only`` as a list of names, or ``None``."""
    if only is None or isinstance(only, (list, tuple)):
        return only
    if isinstance(only, str):
        return [only]
    raise ValueError(f'only takes a list of names, for example ["dE/dw1"], got {only!r}.')


def choose(model, loss, optimizer):
    """The loss and the optimizer asked for, else the compiled ones, else those of the lectures."""
    from coursekit.nn import Sequential, losses, optimizers

    if not isinstance(model, Sequential) or not model.layers:
        raise ValueError("derive needs a coursekit.nn Sequential with at least one layer.")
    loss = loss or getattr(model, "loss", None) or losses.SquaredError("half")
    optimizer = optimizer or getattr(model, "optimizer", None) or optimizers.SGD(0.5)
    return losses.get(loss), optimizers.get(optimizer)


def checked_batch(model, x, y, loss):
    """``x`` and ``y`` as arrays with rows first that fit the model and the loss."""
    x, y = numeric_array(x, "x"), numeric_array(y, "y")
    if x.ndim == 0 or x.size == 0:
        raise ValueError(f"x must hold at least one row of inputs, got shape {x.shape}.")
    first = model.layers[0]
    if not model.built:
        row = x.shape[-1:] if x.ndim < 3 else x.shape[-3:]
        model.build(first.input_shape or (None, *row))
    rank = len(first.input_shape) - 1
    if x.ndim == rank:
        x, y = x[None], y[None]
    if x.ndim != rank + 1 or x.shape[1:] != tuple(first.input_shape[1:]):
        raise ValueError(
            f"The network expects rows of shape {tuple(first.input_shape[1:])}, "
            f"got an array of shape {x.shape}."
        )
    if len(x) != len(np.atleast_1d(y)):
        raise ValueError(
            f"x has {len(x)} rows but y has {len(np.atleast_1d(y))}: give one target for each row."
        )
    for values, what in ((x, "x"), (y, "y"), *((w, "A weight") for w in model.get_weights())):
        _real_and_finite(values, what)
    loss.check_labels(y, model.compute_output_shape(first.input_shape))
    return x, y


def weights_of_rows(y, sample_weight, class_weight):
    """How much each row counts, an array of one number a row, or ``None``."""
    from coursekit.nn.weighting import weights_of

    weights = weights_of(y, sample_weight, class_weight)
    if weights is not None and weights.ndim > 1:
        raise ValueError(
            f"The hand computation takes one weight for each row, got shape {weights.shape}."
        )
    return weights


def _real_and_finite(values, what):
    if values.dtype.kind == "c":
        raise ValueError(f"{what} holds complex numbers: a hand computation needs real ones.")
    if not np.isfinite(values).all():
        raise ValueError(f"{what} holds NaN or infinity: a hand computation needs finite numbers.")
