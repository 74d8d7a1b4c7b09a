"""Small landscapes of a loss over one or two weights, each with its gradient, to try descent on."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Surface:
    """A loss E(w) with everything needed to walk on it and to draw it.

    Attributes
    ----------
    name : str
    formula : str
        E(w) as LaTeX, without dollar signs.
    value, gradient : callable
        E and ∂E/∂w.  ``w`` has one entry per weight on its first axis, so a whole grid of
        weights is evaluated at once; the gradient has the shape of ``w``.
    start : tuple of float
        Where the lessons begin.
    minima : tuple of tuples
        Lowest points of all valleys, the global one first (rounded where there is no formula).
    region : tuple of (low, high)
        Window to draw, one pair a weight.
    """

    name: str
    formula: str
    value: Callable
    gradient: Callable
    start: tuple
    minima: tuple
    region: tuple

    def grid(self, points=161):
        """Return the weights of a regular grid over the region, and the loss on it.

        Returns
        -------
        w : ndarray, shape (weights, points, …)
        E : ndarray, shape (points, …)
        """
        axes = [np.linspace(low, high, points) for low, high in self.region]
        w = np.array(np.meshgrid(*axes))
        return w, self.value(w)


def quadratic(name, formula, matrix, start, region):
    """Return E(w) = ½ wᵀHw for a symmetric matrix H of second derivatives (the *curvatures*)."""
    matrix = np.array(matrix, dtype=float)
    return Surface(
        name=name,
        formula=formula,
        value=lambda w: 0.5 * np.sum(w * np.tensordot(matrix, w, axes=1), axis=0),
        gradient=lambda w: np.tensordot(matrix, w, axes=1),
        start=start,
        minima=((0.0,) * len(matrix),),
        region=region,
    )


def parabola(curvature):
    """Return E(w) = ½ k w² over one weight, with curvature k."""
    return quadratic(
        "parabola", rf"\frac{{{curvature:g}}}{{2}} w^2", [[curvature]], (2.0,), ((-2.5, 2.5),)
    )


def _two_valleys(w):
    w = w[0]
    return w**4 / 4 - w**2 + 0.3 * w


def _two_valleys_slope(w):
    return w**3 - 2 * w + 0.3


def _saddle(w):
    w1, w2 = w
    return w1**2 / 2 - w2**2 / 2 + w2**4 / 4


def _saddle_gradient(w):
    w1, w2 = w
    return np.array([w1, w2**3 - w2])


_STEEP, _FLAT = 40.0, 1.0
_SQUARE = ((-2.4, 2.4), (-1.6, 1.6))

TWO_VALLEYS = Surface(
    "two valleys", r"\frac{w^4}{4} - w^2 + \frac{3}{10} w", _two_valleys, _two_valleys_slope,
    (2.0,), ((-1.4840,), (1.3322,)), ((-2.3, 2.2),),
)  # fmt: skip
BOWL = quadratic("bowl", r"\frac{1}{2} (w_1^2 + 2 w_2^2)", [[1, 0], [0, 2]], (-2.0, 1.2), _SQUARE)
RAVINE = quadratic(
    "ravine", r"\frac{1}{2} (w_1^2 + 40 w_2^2)", [[_FLAT, 0], [0, _STEEP]], (-2.0, 0.5), _SQUARE
)
TILTED_RAVINE = quadratic(
    "tilted ravine",
    r"\frac{1}{4} (w_1 + w_2)^2 + 10 (w_1 - w_2)^2",
    [[(_FLAT + _STEEP) / 2, (_FLAT - _STEEP) / 2], [(_FLAT - _STEEP) / 2, (_FLAT + _STEEP) / 2]],
    (-2.5 / 2**0.5, -1.5 / 2**0.5),  # the start of the ravine, turned by 45°
    ((-2.4, 2.4), (-2.2, 1.0)),
)
SADDLE = Surface(
    "saddle", r"\frac{w_1^2}{2} - \frac{w_2^2}{2} + \frac{w_2^4}{4}", _saddle, _saddle_gradient,
    (-2.0, 0.001), ((0.0, 1.0), (0.0, -1.0)), _SQUARE,
)  # fmt: skip

#: The landscapes on which lesson 10 compares all optimizers.
SURFACES = (BOWL, RAVINE, SADDLE, TILTED_RAVINE)
