"""What the perceptron explorer accepts as points of two classes."""

import numpy as np

from coursekit.machines.perceptron_data import check_labels, check_table

MOST = 60  # points
FARTHEST = 1000


def points_of(data):
    """Return own points as a tuple of (x₁, x₂, d), from (X, d) or from a table of three columns.

    d is the class, 0 or 1 (or −1 and 1).  Coordinates are kept to four decimals, so that the test
    for separability is exact.
    """
    if isinstance(data, tuple) and len(data) == 2:
        X, d = check_table(data[0], "X", 2), data[1]
    else:
        table = check_table(data, "data", 3)
        X, d = table[:, :2], table[:, 2]
    classes, _ = check_labels(d, len(X))
    return check_points([(*x, int(y > 0)) for x, y in zip(X.tolist(), classes, strict=True)])


def check_points(points):
    """Return points as a tuple of (x₁, x₂, d), or say which of them is none."""
    points = points.tolist() if isinstance(points, np.ndarray) else points
    if not isinstance(points, (list, tuple)) or len(points) > MOST:
        raise ValueError(f"points must be a list of at most {MOST} rows (x1, x2, class).")
    return tuple(_point(number, row) for number, row in enumerate(points, start=1))


def _point(number, row):
    try:
        x1, x2, d = (float(value) for value in row)
    except (TypeError, ValueError):
        raise ValueError(
            f"Point {number} must be three numbers (x1, x2, class), got {row!r}."
        ) from None
    if not (abs(x1) <= FARTHEST and abs(x2) <= FARTHEST):
        raise ValueError(f"Point {number} lies beyond ±1000, at {row!r}: standardise the columns.")
    if d not in (0, 1):
        raise ValueError(f"The class of point {number} must be 0 or 1, got {row[2]!r}.")
    return round(x1, 4), round(x2, 4), int(d)
