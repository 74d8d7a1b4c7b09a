"""What large layers compute most, in one place, so that a page can put quicker functions in."""

import numpy as np


def numpys(a, b, out=None):
    """Return ``a @ b`` of two matrices, written to ``out`` where it is given.

    ``ndarray.dot`` starts faster than ``@``, which tells in small networks.

    Raises
    ------
    ValueError
        When ``out`` has another type than the product.
    """
    return a.dot(b, out=out)


def times_sign(a, da):
    """Return ``da`` where ``a`` is positive, and 0 where it is 0; it is never negative.

    The sign is quicker to have than a comparison.
    """
    return da * np.sign(a.real)


dot, maximum, where_positive = numpys, np.maximum, times_sign


def use(dot=numpys, maximum=np.maximum, where_positive=times_sign):
    """Let these functions compute from now on; those that are left out are NumPy's."""
    globals().update(dot=dot, maximum=maximum, where_positive=where_positive)
