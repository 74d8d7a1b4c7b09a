"""The engine's work in WebAssembly: a page's NumPy takes up one number after the other."""

import ctypes
import sys
import tempfile
from functools import cache
from pathlib import Path

import numpy as np

from coursekit.nn import products
from coursekit.web import kernels

SMALL = 1000  # multiplications; below, NumPy has done them before the call here is prepared
SHORT = 500  # numbers of an array; below, likewise


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


def maximum(a, b, out=None):
    """Return ``np.maximum(a, b, out)``, for arrays of one shape or where ``b`` is the number 0."""
    is_zero = b.ndim == 0 and b == 0 and b.dtype == a.dtype
    found = _each("relu", a, a, out) if is_zero else _each("maximum", a, b, out)
    return np.maximum(a, b, out=out) if found is None else found


def where_positive(a, da):
    """Return ``da`` where ``a`` is positive, and else 0; ``a`` is never negative."""
    found = _each("where_positive", a, da)
    return products.times_sign(a, da) if found is None else found


def _each(name, a, b, out=None):
    """Return a function of each two numbers of long arrays; None where it is left to NumPy."""
    function = _functions(name).get(a.dtype)
    if function is None or b.dtype != a.dtype or b.shape != a.shape or not _is_plain(a):
        return None
    if out is None:
        out = np.empty_like(a)
    elif out.dtype != a.dtype or out.shape != a.shape or not out.flags.c_contiguous:
        return None
    b = np.ascontiguousarray(b)
    function(id(a), id(b), id(out), a.nbytes)
    return out


def _is_plain(array):
    """Say whether an array is long, without gaps, and a whole number of vectors."""
    whole = array.size >= SHORT and array.nbytes % kernels.BYTES == 0
    return whole and array.flags.c_contiguous


@cache
def _functions(name="product"):
    """Return a function for each type of numbers; none where they cannot be had."""
    if (library := _library()) is None:
        return {}
    found = {np.dtype(f"float{bits}"): getattr(library, f"{name}{bits}") for bits in (32, 64)}
    for function in found.values():
        function.restype = None
    return found


@cache
def _library():
    """Return the library, or None where it cannot be had."""
    if not _is_readable(np.zeros((2, 3))):
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "products.so"
        path.write_bytes(kernels.functions())
        try:
            return ctypes.CDLL(str(path))
        except Exception:  # an old browser has no vectors, and says so in its own way
            return None


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
