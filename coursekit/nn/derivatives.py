"""Derivatives of any function from its values alone, and how far two gradients are apart."""

import numpy as np

SMALLEST_SCALE = 1e-6


def complex_step(f, x, h=1e-30):
    """Return the gradient of a scalar function by complex steps.

    ∂f/∂xᵢ = Im f(x + ih eᵢ) / h.  Nothing is subtracted, so h can be tiny and the result is exact
    to rounding; f must be written with operations that accept complex numbers.

    Parameters
    ----------
    f : callable
        Takes an array like ``x``, returns one number.
    x : array_like
        Where to differentiate; it is not changed.
    h : float, default 1e-30

    Returns
    -------
    ndarray of float, shape of ``x``

    Notes
    -----
    Squire and Trapp (1998), SIAM Review 40(1).
    """
    x = np.array(x, dtype=complex)
    return _each_entry(x, lambda i: imaginary_step(x, i, h, lambda: f(x)))


def numerical_gradient(f, x, h=1e-6):
    """Return the gradient of a scalar function by central differences.

    ∂f/∂xᵢ ≈ [f(x + h eᵢ) − f(x − h eᵢ)] / 2h.  Works for any f, but only to about ten digits: a
    large h misses the curve, a small h loses digits in the subtraction.

    Parameters
    ----------
    f : callable
        Takes an array like ``x``, returns one number.
    x : array_like
        Where to differentiate; it is not changed.
    h : float, default 1e-6

    Returns
    -------
    ndarray of float, shape of ``x``
    """
    x = np.array(x, dtype=float)

    def central(i):
        kept = x.flat[i]
        x.flat[i] = kept + h
        above = f(x)
        x.flat[i] = kept - h
        below = f(x)
        x.flat[i] = kept
        return (above - below) / (2 * h)

    return _each_entry(x, central)


def relative_error(a, b):
    """Return max |a − b| / max(|a|, |b|), the maxima over all entries.

    The scale is at least 1e-6, so that two gradients that are zero up to rounding agree.
    NaN in either array gives infinity.
    """
    a, b = np.asarray(a), np.asarray(b)
    if a.size == 0:
        return 0.0
    scale = max(np.abs(a).max(), np.abs(b).max(), SMALLEST_SCALE)
    error = float(np.abs(a - b).max() / scale)
    return error if np.isfinite(error) else np.inf


def imaginary_step(array, i, h, f):
    """Return Im f / h after adding ih to entry i of ``array``, which is put back afterwards."""
    kept = array.flat[i]
    array.flat[i] = kept + 1j * h
    slope = np.imag(f()) / h
    array.flat[i] = kept
    return slope


def _each_entry(x, slope):
    """Return an array of ``slope(i)`` for every entry i of x."""
    return np.array([slope(i) for i in range(x.size)], dtype=float).reshape(x.shape)
