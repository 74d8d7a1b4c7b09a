"""Matrix products in WebAssembly: a page's NumPy adds up one number after the other."""

import ctypes
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from coursekit.web import kernels

SMALL = 1000  # multiplications; below, NumPy has done them before the call here is prepared


def dot(a, b, out=None):
    """Return ``a @ b``, in WebAssembly for two large matrices of one type, else by NumPy.

    Parameters
    ----------
    a, b : arrays
    out : array, optional
        Takes the product; it has the product's type, and shares no memory with ``a`` and ``b``.
    """
    kind, matrices = a.dtype, a.ndim == b.ndim == 2
    if not matrices or b.dtype != kind or (function := _functions().get(kind)) is None:
        return a.dot(b, out=out)
    (m, k), (rows, n) = a.shape, b.shape
    if k != rows or m * k * n < SMALL:
        return a.dot(b, out=out)
    if out is None:
        out = np.empty((m, n), kind)
    elif out.dtype != kind or out.shape != (m, n) or not out.flags.c_contiguous:
        return a.dot(b, out=out)  # NumPy says what is wrong
    function(id(a), id(b), id(out))
    return out


@cache
def _functions():
    """Return the products by their type of numbers; none where they cannot be had."""
    if not _is_readable(np.zeros((2, 3))):
        return {}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "products.so"
        path.write_bytes(kernels.products())
        try:
            library = ctypes.CDLL(str(path))
        except Exception:  # an old browser has no vectors, and says so in its own way
            return {}
    found = {np.dtype("float32"): library.product32, np.dtype("float64"): library.product64}
    for function in found.values():
        function.restype = None
    return found


def _is_readable(array):
    """Say whether an array object keeps address, shape and strides where `kernels` reads them."""
    if sys.platform != "emscripten" or sys.maxsize != 2**31 - 1:
        return False
    pair, begin = ctypes.c_int32 * 2, id(array)

    def word(offset):
        return ctypes.c_uint32.from_address(begin + offset).value

    return (
        word(kernels.DATA) == array.ctypes.data
        and tuple(pair.from_address(word(kernels.SHAPE))) == array.shape
        and tuple(pair.from_address(word(kernels.STRIDES))) == array.strides
    )
