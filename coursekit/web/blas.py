"""Matrix products by SciPy's BLAS: a page's NumPy multiplies with plain loops, two times slower."""

from functools import cache

import numpy as np

SMALL = 4096  # multiplications; below, BLAS takes longer to start than it saves


@cache
def _routine(kind):
    """Return BLAS's product for a type of numbers, or None; SciPy loads when it is first needed."""
    try:
        from scipy.linalg import blas
    except ImportError:  # a page fetches SciPy for those lessons alone that have much to multiply
        return None
    return {"f": blas.sgemm, "d": blas.dgemm}.get(kind)


def dot(a, b, out=None):
    """Return ``a @ b``, by BLAS for two large matrices of one type, else by NumPy.

    Parameters
    ----------
    a, b : arrays
    out : array, optional
        Takes the product; it has the product's type.
    """
    large = a.ndim == b.ndim == 2 and len(a) * b.size >= SMALL
    if not large or a.dtype != b.dtype or _routine(a.dtype.char) is None:
        return a.dot(b, out=out)
    if out is not None and out.dtype != a.dtype:
        raise ValueError(f"out is {out.dtype}, the product {a.dtype}.")
    # BLAS thinks in columns: it computes (a b)ᵀ = bᵀ aᵀ, whose columns are the rows of a b.
    (left, trans_a), (right, trans_b) = _columns(b), _columns(a)
    product = _routine(a.dtype.char)(1.0, left, right, trans_a=trans_a, trans_b=trans_b).T
    if out is None:
        return product
    np.copyto(out, product)
    return out


def _columns(matrix):
    """Return a matrix of which BLAS reads the transpose without a copy, and whether to turn it."""
    return (matrix.T, 0) if matrix.flags.c_contiguous else (matrix, 1)
