"""Data on their way into a model: checked whole, then shuffled and cast block by block."""

import numpy as np

from coursekit._checks import finite, not_empty, numeric_array, same_length, within_type
from coursekit.nn.config import floatx

VALUES_PER_BLOCK = 2**16
SINGLE_SAMPLE = (
    "this is a single sample; put it into a list, for example predict(np.array([sample])), "
    "or take a slice of the table such as frame.iloc[:1]."
)


def check_inputs(model, x, what="x", like=None):
    """Return ``x`` as an array that ``model`` can take, or raise one clear ``ValueError``.

    Where the model does not know its input's shape yet, that of ``like`` counts, if given.
    """
    x = _numbers(x, what)
    not_empty(x, what)
    expected = model.input_shape
    if expected is None and like is not None:
        expected = (None, *like.shape[1:])
    if x.ndim == 1 and expected == (None, 1):
        x = x.reshape(-1, 1)
    if model.input_shape is None:
        model.compute_output_shape((None, *x.shape[1:]))
    if expected is not None and _differs(x.shape, expected):
        raise ValueError(_wrong_shape(what, x.shape, expected))
    finite(x, what)
    within_type(x, _type_of(model), what)
    return x


def _numbers(x, what):
    """Return ``x`` as numbers; a row taken out of a mixed table is named as what it is."""
    if getattr(x, "ndim", 0) == 1 and hasattr(x, "iloc") and x.dtype == object:
        raise ValueError(
            f"{what} is one row of a table whose columns differ in type: encode them as numbers; "
            f"{SINGLE_SAMPLE}"
        )
    refuse_pipelines(x, what)
    return numeric_array(x, what)


def refuse_pipelines(x, what):
    """Raise ``ValueError`` when ``x`` hands out its rows one by one or in batches."""
    if hasattr(x, "__next__") or hasattr(x, "element_spec") or hasattr(x, "__getitems__"):
        raise ValueError(
            f"{what} must be an array: there are no data pipelines here, so put all batches into "
            "one array first."
        )


def _type_of(model):
    """Type the model computes with, known from its layers before the weights are drawn."""
    if model.theta is not None and model.theta.size:
        return model.theta.dtype
    return np.result_type(*[layer.dtype for layer in model.layers] or [floatx()])


def _differs(shape, expected):
    return len(shape) != len(expected) or any(
        want not in (None, got) for want, got in zip(expected, shape, strict=True)
    )


def _wrong_shape(what, shape, expected):
    message = f"The model expects {what} of shape {expected}, got {shape}: "
    if len(shape) + 1 == len(expected) and not _differs((None, *shape), expected):
        return message + SINGLE_SAMPLE
    if len(shape) != len(expected):
        return message + f"it needs {len(expected)} axes, the first one counting the samples."
    return message + f"each sample must have shape {expected[1:]}."


def check_targets(model, x, y, what="y"):
    """Return ``y`` as an array that fits ``x`` and the model's loss, or raise ``ValueError``."""
    if y is None:
        raise ValueError(f"{what} is missing: training needs a target for each row of x.")
    y = numeric_array(y, what)
    not_empty(y, what)
    same_length(x, y)
    output_shape = model.compute_output_shape((None, *x.shape[1:]))
    if y.ndim == 1 and len(output_shape) == 2 and output_shape[-1] == 1:
        y = y.reshape(-1, 1)
    finite(y, what)
    within_type(y, _type_of(model), what)
    model.loss.check_labels(y, output_shape)
    return y


def rows_per_block(x, batch_size):
    """Number of rows to gather at once: whole batches of about ``VALUES_PER_BLOCK`` numbers."""
    values_per_batch = batch_size * max(1, x[0].size)
    return batch_size * max(1, VALUES_PER_BLOCK // values_per_batch)


def blocks(arrays, types, order, rows):
    """Yield ``rows`` rows of each array at a time, in ``order``, cast to its type.

    Only one block exists at a time, so the data are never copied as a whole.  An array may be
    ``None``, and so is its block.
    """
    for start in range(0, len(arrays[0]), rows):
        part = slice(start, start + rows)
        yield tuple(
            None if array is None else _rows(array, part, order).astype(kind, copy=False)
            for array, kind in zip(arrays, types, strict=True)
        )


def _rows(array, part, order):
    # take gathers rows several times faster than indexing with an array does
    return array[part] if order is None else array.take(order[part], axis=0)
