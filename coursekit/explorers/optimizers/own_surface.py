"""A learner's own landscape: a formula, a function, a table or a surface of the course."""

import math

import numpy as np

from coursekit._checks import numeric_array
from coursekit.studies import surfaces

POINTS = 41  # along each weight, when a function becomes a table
WINDOW = ((-2.0, 2.0), (-2.0, 2.0))


def read(data):
    """Turn own data into a table of losses and its window.

    Parameters
    ----------
    data : callable, table, coursekit.studies.surfaces.Surface, or one of these and a window
        ``f(w1, w2)``; or a table of 4 × 4 to 101 × 101 losses, one row for each w2; or a surface of
        two weights.  ``(data, ((low, high), (low, high)))`` gives the window for w1 and w2.

    Returns
    -------
    dict
        ``table`` and ``region``, the window as four numbers.
    """
    data, window = _split(data)
    if isinstance(data, surfaces.Surface):
        window = window or data.region
        if len(window) != 2:
            raise ValueError(f"The race needs two weights; the surface {data.name!r} has one.")
        surface = data
        data = lambda w1, w2: surface.value(np.array([w1, w2]))  # noqa: E731 (a plain function)
    region = _checked(window or WINDOW)
    table = _tabulated(data, region) if callable(data) else numeric_array(data, "data")
    if table.ndim != 2 or not 4 <= min(table.shape) <= max(table.shape) <= 101:
        raise ValueError(
            "data must be a function f(w1, w2) or a table of 4 × 4 to 101 × 101 losses, "
            f"got an array of shape {table.shape}."
        )
    if not np.isfinite(table).all():
        raise ValueError("The loss is not finite everywhere in the window: choose another window.")
    return {"table": table.astype(float).tolist(), "region": region}


def _split(data):
    """Data and its window, if it comes with one."""
    pair = isinstance(data, tuple) and len(data) == 2
    if pair and (callable(data[0]) or np.ndim(data[0]) == 2 or hasattr(data[0], "region")):
        return data
    return data, None


def _checked(window):
    try:
        (a, b), (c, d) = window
        ends = [float(a), float(b), float(c), float(d)]
    except (TypeError, ValueError):
        raise ValueError(
            f"The window must be ((low, high), (low, high)) for w1 and w2, got {window!r}."
        ) from None
    check_window(ends)
    return ends


def check_window(ends):
    """Raise ``ValueError`` unless each weight's window runs from a low to a higher number."""
    a, b, c, d = ends
    if not (all(map(math.isfinite, ends)) and a < b and c < d):
        raise ValueError(f"The window must run from low to high for each weight, got {ends}.")


def _tabulated(function, ends):
    w1, w2 = np.linspace(*ends[:2], POINTS), np.linspace(*ends[2:], POINTS)
    try:
        return np.array([[float(function(a, b)) for a in w1.tolist()] for b in w2.tolist()])
    except (TypeError, ArithmeticError) as problem:
        raise ValueError(
            f"data must be a function f(w1, w2) that returns a number: {problem}."
        ) from None
