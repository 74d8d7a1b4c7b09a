"""How wide a gap separates two classes, and how many updates a perceptron can need for it."""

from typing import NamedTuple

import numpy as np

from coursekit._checks import numeric_array
from coursekit.machines.perceptron_data import augment, check_labels, check_table


class UpdateBound(NamedTuple):
    """The numbers of Novikoff's theorem: ``updates ≤ bound = (radius / margin)²``."""

    radius: float
    margin: float
    bound: float


def update_bound(X, y, weights=None, fit_intercept=True):
    """Bound the number of updates a perceptron makes before it separates ``X``.

    With the augmented rows ``x̃ = (1, x₁, …, x_m)``, the signs ``s = ±1`` of the classes,
    ``R = max ‖x̃‖`` and the margin ``γ = min s · (w̃·x̃) / ‖w̃‖`` of any separator ``w̃``, a
    perceptron that starts at zero makes at most ``(R / γ)²`` updates, for every learning rate.

    Parameters
    ----------
    X : array of shape (n, m)
    y : array of shape (n,)
        Labels 0/1 or −1/+1.
    weights : array of shape (m + 1,) or (m,), optional
        A separator, ``(b, w₁, …, w_m)`` (without ``b`` when ``fit_intercept`` is false).  Left
        out, the separator with the largest margin is found, which gives the smallest bound.
    fit_intercept : bool, default True
        Whether the perceptron learns a bias.

    Returns
    -------
    UpdateBound
        ``radius`` R, ``margin`` γ and ``bound`` (R/γ)².

    Raises
    ------
    ValueError
        When no line separates the classes, or the given ``weights`` do not.

    References
    ----------
    A. Novikoff, "On convergence proofs on perceptrons", 1962.
    """
    signed = _signed_rows(X, y, fit_intercept)
    if weights is None:
        weights = _nearest_to_origin(signed)
        reason = "the classes are not linearly separable, so the updates never end."
    else:
        weights = _check_separator(weights, signed.shape[1])
        reason = "with the given weights a row lies on the boundary or beyond it: leave them out."
    margin = _margin(weights, signed)
    if not margin > 0:
        raise ValueError(f"update_bound: {reason}")
    radius = float(np.linalg.norm(signed, axis=1).max())
    return UpdateBound(radius, margin, (radius / margin) ** 2)


def max_margin(X, y, fit_intercept=True):
    """Find the separator with the widest margin, ``max_w̃ min s · (w̃·x̃) / ‖w̃‖``.

    Returns
    -------
    weights : array of shape (m + 1,)
        The unit vector ``(b, w₁, …, w_m)`` (without ``b`` when ``fit_intercept`` is false).
    margin : float
        Its margin γ.

    Raises
    ------
    ValueError
        When no line separates the classes.
    """
    signed = _signed_rows(X, y, fit_intercept)
    weights = _nearest_to_origin(signed)
    margin = _margin(weights, signed)
    if not margin > 0:
        raise ValueError("max_margin: the classes are not linearly separable, so no margin exists.")
    return weights / np.linalg.norm(weights), margin


def is_separable(X, y, fit_intercept=True):
    """Tell whether a line (plane, hyperplane) separates the two classes exactly."""
    signed = _signed_rows(X, y, fit_intercept)
    return bool(_margin(_nearest_to_origin(signed), signed) > 0)


def _signed_rows(X, y, fit_intercept):
    """Rows ``s·x̃``: a separator is a vector with a positive product with every one of them."""
    X = check_table(X, "X")
    labels, classes = check_labels(y, len(X))
    signs = np.where(labels == classes[1], 1.0, -1.0)
    rows = augment(X) if fit_intercept else X
    return signs[:, None] * rows


def _check_separator(weights, size):
    weights = numeric_array(weights, "weights").astype(float)
    if weights.shape != (size,):
        raise ValueError(f"update_bound expects {size} weights, got shape {weights.shape}.")
    return weights


def _margin(weights, signed):
    """``min s·(w̃·x̃) / ‖w̃‖``, or 0 when it is no more than rounding."""
    norm = np.linalg.norm(weights)
    if norm == 0:
        return 0.0
    margin = float((signed @ (weights / norm)).min())
    noise = 1e-12 * np.linalg.norm(signed, axis=1).max()
    return margin if margin > noise else 0.0


def _nearest_to_origin(points):
    """Point of the convex hull of ``points`` nearest to the origin (Wolfe's algorithm, 1976).

    The direction of that point is the separator with the widest margin, and its distance is the
    margin; the hull holds the origin exactly when no separator exists.
    """
    scale = (points**2).sum(axis=1).max()
    corners = [int((points**2).sum(axis=1).argmin())]
    shares = np.ones(1)
    for _ in range(100 * len(points)):
        nearest = shares @ points[corners]
        products = points @ nearest
        entering = int(products.argmin())
        if entering in corners or products[entering] > nearest @ nearest - 1e-14 * scale:
            break
        corners, shares = _shrink([*corners, entering], np.append(shares, 0.0), points)
    return nearest


def _shrink(corners, shares, points):
    """Drop corners until the point of their flat nearest to the origin lies between them."""
    while True:
        ideal = _nearest_in_flat(points[corners])
        if (ideal > 1e-14).all():
            return corners, ideal
        falling = ideal <= 1e-14
        steps = shares[falling] / np.maximum(shares[falling] - ideal[falling], 1e-300)
        shares = shares + min(1.0, steps.min()) * (ideal - shares)
        keep = shares > 1e-14
        keep[np.flatnonzero(falling)[steps.argmin()]] = False
        corners = [corner for corner, kept in zip(corners, keep, strict=True) if kept]
        shares = shares[keep] / shares[keep].sum()


def _nearest_in_flat(corners):
    """Shares (sum 1) of the corners that make the shortest vector, from the KKT equations."""
    k = len(corners)
    system = np.ones((k + 1, k + 1))
    system[:k, :k] = corners @ corners.T
    system[k, k] = 0.0
    right = np.append(np.zeros(k), 1.0)
    return np.linalg.lstsq(system, right, rcond=None)[0][:k]
