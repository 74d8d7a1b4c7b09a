"""Checks of what users pass in: each raises one clear sentence before anything has changed."""

import math

import numpy as np

ROWS_PER_CHECK = 65536

#: What is said wherever an answer is still to be written.
NOT_ATTEMPTED = "not attempted"


def nearest(name, choices, what):
    """Return ``name`` if it is one of ``choices``, else raise an error that names the nearest.

    Parameters
    ----------
    name : str
        What the user wrote.
    choices : iterable of str
        The names that exist.
    what : str
        What is being named, for the sentence: ``"activation"``, ``"optimizer"``, …

    Raises
    ------
    ValueError
        When there is no such name.
    """
    choices = list(choices)
    if name in choices:
        return name
    listed = ", ".join(sorted(choices))
    hint = did_you_mean(name, choices)
    raise ValueError(f"Unknown {what} {name!r}.{hint} Choose one of: {listed}.")


def did_you_mean(name, choices):
    """Return `` Did you mean '…'?`` where a choice looks like ``name``, or nothing."""
    close = closest(name, choices)
    return f" Did you mean {close!r}?" if close else ""


def closest(name, choices, likeness=0.5):
    """Return the one of ``choices`` that a misspelt ``name`` probably means, else ``None``.

    ``likeness`` is the least that both must share, from 0, nothing, to 1, every letter.
    """
    import difflib  # needed only when something is wrong

    lowered = {choice.lower(): choice for choice in choices}
    close = difflib.get_close_matches(str(name).lower(), lowered, n=1, cutoff=likeness)
    return lowered[close[0]] if close else None


def refuse_dots(*values):
    """Raise ``NotImplementedError`` where a value holds the dots of an empty answer."""
    waiting, seen = list(values), set()
    while waiting:
        value = waiting.pop()
        if value is ...:
            raise NotImplementedError(NOT_ATTEMPTED)
        if id(value) in seen:  # a list that contains itself
            continue
        if isinstance(value, (list, tuple)):
            seen.add(id(value))
            waiting += value
        elif isinstance(value, np.ndarray) and value.dtype == object:
            waiting += value.flat


def positive_integer(value, what):
    """Return ``value`` as an int if it is a whole number of at least 1, else raise."""
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, (int, np.integer)) or value < 1:
        raise ValueError(f"{what} must be a whole number of at least 1, got {value!r}.")
    return int(value)


def flag(value, what):
    """Return ``value`` as a bool if it is True or False (or 1 or 0), else raise."""
    if isinstance(value, (bool, np.bool_)) or (isinstance(value, int) and value in (0, 1)):
        return bool(value)
    raise ValueError(f"{what} must be True or False, got {value!r}.")


def number(value, what):
    """Return ``value`` as a plain float: NumPy scalars would widen float32 arrays to float64."""
    if isinstance(value, (bool, str)) or not np.isscalar(value) or not np.isreal(value):
        refuse_dots(value)
        raise ValueError(f"{what} must be a number, got {value!r}.")
    if not math.isfinite(value):
        raise ValueError(f"{what} must be finite, got {value!r}.")
    return float(value)


def positive(value, what):
    """Return ``value`` as a float above zero, or raise ``ValueError``."""
    if not number(value, what) > 0:
        raise ValueError(f"{what} must be above 0, got {value!r}.")
    return float(value)


def not_negative(value, what):
    """Return ``value`` as a float of at least zero, or raise ``ValueError``."""
    if number(value, what) < 0:
        raise ValueError(f"{what} must be at least 0, got {value!r}.")
    return float(value)


def counting_number(value, what):
    """Return ``value`` as an int if it is a whole number of at least 0, else raise."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, (bool, np.bool_))
    if not whole or value < 0:
        raise ValueError(f"{what} must be a whole number of at least 0, got {value!r}.")
    return int(value)


def float_type(dtype, what):
    """Return the name of a type of real or complex floating-point numbers, else raise."""
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError):
        kind = None
    if kind is None or kind.kind not in "fc":
        raise ValueError(f"{what} must be a type such as 'float32' or 'float64', got {dtype!r}.")
    return str(kind)


def number_type(dtype, what):
    """Return the name of a type of numbers, else raise."""
    try:
        kind = np.dtype(dtype)
    except (TypeError, ValueError):
        kind = None
    if kind is None or kind.kind not in "iufc":
        raise ValueError(f"{what} must be a type such as 'float32' or 'int32', got {dtype!r}.")
    return str(kind)


def fraction(value, what):
    """Return ``value`` as a float in [0, 1); anything else raises ``ValueError``."""
    real = isinstance(value, (int, float, np.number)) and not isinstance(value, bool)
    if not real or not 0 <= value < 1:
        raise ValueError(f"{what} must be a number from 0 up to, not including, 1, got {value!r}.")
    return float(value)


def seed_or_generator(value):
    """Return ``value`` if it is ``None``, a whole number of at least 0 or a generator."""
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    if value is None or isinstance(value, np.random.Generator) or (whole and value >= 0):
        return value
    raise ValueError(f"seed must be a whole number of at least 0 or a generator, got {value!r}.")


def numeric_array(values, what):
    """Return ``values`` as an array of numbers, without a copy where there is nothing to convert.

    Tables of pandas are taken as they are; text, objects and ragged lists raise ``ValueError``.
    """
    if hasattr(values, "dtypes") and hasattr(values, "to_numpy"):
        return _from_table(values, what)
    if isinstance(values, np.ndarray) and np.any(getattr(values, "mask", False)):
        raise ValueError(f"{what} has masked values: fill or remove them first.")
    if values is None:
        raise ValueError(f"{what} is missing: it must be an array of numbers, got None.")
    try:
        array = np.asarray(values)
    except ValueError:
        raise ValueError(
            f"{what} must be a rectangular array of numbers; its rows differ in length."
        ) from None
    if array.dtype.kind not in "biufc":
        refuse_dots(array)
        kind = "text" if array.dtype.kind in "US" else f"values of type {array.dtype}"
        raise ValueError(f"{what} must hold numbers, got {kind}: encode them as numbers first.")
    return array


def _from_table(table, what):
    """Numbers of a pandas DataFrame or Series, whose columns may mix floats, integers and bools."""
    dtypes = list(table.dtypes) if table.ndim == 2 else [table.dtypes]
    names = list(table.columns) if table.ndim == 2 else [table.name]
    for name, dtype in zip(names, dtypes, strict=True):
        if getattr(dtype, "kind", "O") not in "biuf":
            raise ValueError(
                f"{what} must hold numbers, but column {name!r} holds {dtype}: "
                "encode it as numbers or leave it out."
            )
    plain = [dtype for dtype in dtypes if isinstance(dtype, np.dtype)]
    if len(plain) == len(dtypes):
        common = np.result_type(*plain) if plain else np.float64
        return table.to_numpy(dtype=common)
    return table.to_numpy(dtype=np.float64, na_value=np.nan)


def finite(array, what):
    """Raise ``ValueError`` when ``array`` holds NaN or infinity; say where the first one stands."""
    if array.dtype.kind not in "fc":
        return
    for start in range(0, len(array), ROWS_PER_CHECK):
        block = array[start : start + ROWS_PER_CHECK]
        good = np.isfinite(block)
        if not good.all():
            where = np.argwhere(~good)[0]
            value = block[tuple(where)]
            where[0] += start
            index = ", ".join(str(i) for i in where)
            raise ValueError(
                f"{what} holds {value} at index [{index}]: remove or fill such values."
            )


def within_type(array, dtype, what):
    """Raise ``ValueError`` when numbers do not fit into ``dtype``: too large, or complex."""
    dtype = np.dtype(dtype)
    if array.dtype.kind == "c" and dtype.kind != "c":
        raise ValueError(f"{what} holds complex numbers, but the model computes with {dtype}.")
    if array.dtype.kind != "f" or array.dtype.itemsize <= dtype.itemsize:
        return
    largest = np.finfo(dtype).max
    for start in range(0, len(array), ROWS_PER_CHECK):
        size = np.abs(array[start : start + ROWS_PER_CHECK]).max()
        if size > largest:
            raise ValueError(
                f"{what} holds numbers as large as {size:.3g}, too large for {dtype} "
                f"(up to {largest:.3g}): scale them first."
            )


def not_empty(array, what):
    """Raise ``ValueError`` when there are no rows."""
    if array.ndim == 0:
        raise ValueError(f"{what} must be an array with one row a sample, got a single number.")
    if len(array) == 0 or array.size == 0:
        raise ValueError(f"{what} is empty: at least one row is needed, got shape {array.shape}.")


def same_length(x, y):
    """Raise ``ValueError`` when inputs and targets do not have the same number of rows."""
    if len(x) != len(y):
        raise ValueError(f"x has {len(x)} rows but y has {len(y)}: each row of x needs its target.")
