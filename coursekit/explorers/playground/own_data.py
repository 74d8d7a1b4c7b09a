"""Your own points in the playground, brought to its plane from −3 to 3."""

import numpy as np

from coursekit._checks import finite, numeric_array, same_length
from coursekit.explorers.playground.data import EDGE

LEAST, MOST = 4, 500
XOR_TABLE = ((-1.0, -1.0, 0.0), (-1.0, 1.0, 1.0), (1.0, -1.0, 1.0), (1.0, 1.0, 0.0))


def given(data=None):
    """Rows (x₁, x₂, y) of own data; the table of XOR until there are some.

    Both inputs are stretched so that they reach from −3 to 3.  Targets other than the classes 0
    and 1 are stretched to −1 … 1.

    Parameters
    ----------
    data : (X, y), optional
        X of shape (n, 2) and y of shape (n,), with 4 to 500 rows.
    """
    if data is None:
        return {"rows": [list(row) for row in XOR_TABLE]}
    if not isinstance(data, (tuple, list)) or len(data) != 2:
        raise ValueError("data must be a pair (X, y): points with two columns, and their targets.")
    X, y = numeric_array(data[0], "X of data"), numeric_array(data[1], "y of data").ravel()
    if X.ndim != 2 or X.shape[1] != 2:
        raise ValueError(f"X of data must have two columns, x1 and x2, got shape {X.shape}.")
    same_length(X, y)
    if not LEAST <= len(X) <= MOST:
        raise ValueError(f"data must have {LEAST} to {MOST} rows, got {len(X)}.")
    finite(X, "X of data")
    finite(y, "y of data")
    targets = y if set(y.tolist()) <= {0, 1} else stretched(y, 1.0)
    columns = stretched(X[:, 0], EDGE), stretched(X[:, 1], EDGE), targets
    return {"rows": [[round(float(v), 4) for v in row] for row in zip(*columns, strict=True)]}


def to_plane(points, data):
    """Move points as `given` moved the own ``data``, of which they may be new ones."""
    points, X = numeric_array(points, "X"), numeric_array(data[0], "X of data")
    return np.column_stack([stretched(points[:, k], EDGE, X[:, k]) for k in (0, 1)])


def stretched(values, edge, like=None):
    """``values`` moved and scaled so that ``like`` (themselves) reaches from −edge to edge."""
    like = values if like is None else like
    low, high = float(like.min()), float(like.max())
    return edge * (2 * values - low - high) / ((high - low) or 1.0)
