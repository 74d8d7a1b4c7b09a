"""The widest street between two classes of points in the plane, which tells whether one exists."""

import math

#: Points are compared on a grid of this many steps to a unit, in whole numbers without rounding.
GRID = 10_000


def widest_street(points):
    """Find the widest street without points that has all of one class on each side.

    The shortest way between two convex hulls leads from a corner to a corner, or from a corner at
    a right angle to an edge.  So a street need only be looked for *across* the line through two
    points of one class and *along* the line through two points of different classes.

    Parameters
    ----------
    points : sequence of (x₁, x₂, d)
        d is the class, 0 or 1.  Coordinates count to four decimals.

    Returns
    -------
    (width, b, w₁, w₂) or None
        ``w·x + b`` is 0 in the middle of the street and positive on the side of class 1; ``w`` has
        the length 1.  None if no line separates the classes, or if one of them has no points.
    """
    places = [(_whole(x1), _whole(x2), d) for x1, x2, d in points]
    widest = None
    for i, (x1, x2, d) in enumerate(places):
        for other1, other2, other_d in places[:i]:
            u, v = x1 - other1, x2 - other2
            street = _street(places, -v, u) if d == other_d else _street(places, u, v)
            if street and (widest is None or street[0] > widest[0]):
                widest = street
    return widest


def _whole(x):
    """The coordinate as a whole number of grid steps, rounded as the page rounds it."""
    return math.floor(x * GRID + 0.5)


def _street(places, u, v):
    """The street at a right angle to (u, v), or None; whole numbers decide whether it exists."""
    zeros = [u * x1 + v * x2 for x1, x2, d in places if d == 0]
    ones = [u * x1 + v * x2 for x1, x2, d in places if d == 1]
    if not zeros or not ones:
        return None
    if min(ones) > max(zeros):
        sign, near, far = 1, max(zeros), min(ones)
    elif min(zeros) > max(ones):
        sign, near, far = -1, max(ones), min(zeros)
    else:
        return None
    length = math.sqrt(u * u + v * v)
    middle = (near + far) / 2 / length / GRID
    return (far - near) / length / GRID, -sign * middle, sign * u / length, sign * v / length
