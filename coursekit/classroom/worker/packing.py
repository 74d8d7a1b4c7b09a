"""Values as plain data: numbers, texts, lists, dicts, arrays of numbers, tables; never pickle."""

import array
import sys
from collections.abc import Iterator, KeysView, Mapping, Sequence, ValuesView
from decimal import Decimal
from fractions import Fraction
from itertools import islice

import numpy as np

from coursekit.classroom.worker import wire

MOST_ITEMS = 300_000
MOST_BITS = 4096
MOST_DEPTH = 60
NUMERIC = "biufc"


class TooLarge(ValueError):
    """A value is larger than what may be sent."""


class Packer:
    """Turns values into JSON; the bytes of arrays are collected in ``parts``.

    Parameters
    ----------
    refer : callable
        Gets what is no plain data, such as a function; returns a dict that names it.
    """

    def __init__(self, refer):
        self.refer = refer
        self.parts = []
        self._size = self._items = 0

    def pack(self, value, depth=0):
        """Return ``value`` as JSON knows it.

        Raises
        ------
        TooLarge
        """
        self._items += 1
        if self._items > MOST_ITEMS or depth > MOST_DEPTH:
            raise TooLarge("the value has too many parts to be judged")
        kind = type(value)
        if value is None or kind in (bool, float):
            return value
        if kind is str:
            return self._text(value)
        if kind is int:
            return self._whole(value)
        if kind is list:
            return self._many(value, depth)
        return self._tagged(value, kind, depth)

    def _tagged(self, value, kind, depth):
        if value is ...:
            return {"$": "..."}
        if kind in (tuple, set, frozenset):
            return {"$": kind.__name__, "items": self._many(value, depth)}
        if kind is dict:
            pairs = [self._many(pair, depth) for pair in value.items()]
            return {"$": "dict", "items": pairs}
        if kind is complex:
            return {"$": "complex", "items": [value.real, value.imag]}
        if kind is range and len(value) <= MOST_ITEMS:
            bounds = (value.start, value.stop, value.step)
            return {"$": "range", "items": self._many(bounds, depth)}
        if isinstance(value, (np.ndarray, np.generic)):
            return self._array(value, depth)
        if (pandas := sys.modules.get("pandas")) and isinstance(
            value, (pandas.DataFrame, pandas.Series)
        ):
            return self._table(value, pandas, depth)
        return self._odd(value, depth)

    def _text(self, value):
        self._size += len(value)
        if self._size > wire.MOST_TEXT // 4:
            raise TooLarge("the value is too long to be judged")
        return value

    @staticmethod
    def _whole(value):
        if value.bit_length() > MOST_BITS:
            raise TooLarge("the number has too many digits to be judged")
        return value

    def _many(self, values, depth):
        if len(values) > MOST_ITEMS:
            raise TooLarge("the value has too many parts to be judged")
        return [self.pack(each, depth + 1) for each in values]

    def _array(self, value, depth):
        array = np.asarray(value)
        scalar = isinstance(value, np.generic)
        if array.dtype.kind not in NUMERIC or array.dtype.hasobject or array.dtype.itemsize > 16:
            items = [self.pack(each, depth + 1) for each in array.ravel().tolist()]
            return {"$": "objects", "shape": list(array.shape), "items": items, "scalar": scalar}
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        if sum(map(len, self.parts)) + array.nbytes > wire.MOST_BYTES:
            raise TooLarge("the array is too large to be judged")
        data, at = array.tobytes(), sum(map(len, self.parts))
        self.parts.append(data)
        return {
            "$": "array",
            "dtype": array.dtype.str,
            "shape": list(array.shape),
            "at": at,
            "size": len(data),
            "scalar": scalar,
        }

    def _table(self, value, pandas, depth):
        columns = (
            [value]
            if isinstance(value, pandas.Series)
            else [value.iloc[:, place] for place in range(value.shape[1])]
        )
        return {
            "$": "table" if isinstance(value, pandas.DataFrame) else "column",
            "names": [self.pack(column.name, depth + 1) for column in columns],
            "dtypes": [str(column.dtype) for column in columns],
            "items": [self.pack(_entries(column), depth + 1) for column in columns],
            "index": self.pack(np.asarray(value.index), depth + 1),
        }

    def _odd(self, value, depth):
        """Subclasses and objects that stand for numbers; all else is only named."""
        if isinstance(value, (bool, int, float, str, list, tuple, set)):
            base = next(
                t for t in (bool, int, float, str, list, tuple, set) if isinstance(value, t)
            )
            return self.pack(base(value), depth + 1)
        if isinstance(value, Mapping):
            return self.pack(dict(value.items()), depth + 1)
        if isinstance(value, (Fraction, Decimal)):
            return self.pack(float(value), depth + 1)
        if isinstance(value, (Iterator, KeysView, ValuesView, Sequence, array.array)):
            return self._many(list(islice(value, MOST_ITEMS + 1)), depth)
        if hasattr(type(value), "__array__"):
            return self.pack(np.asarray(value), depth + 1)
        return self.refer(value)


def _entries(column):
    if getattr(column.dtype, "kind", "O") in NUMERIC:
        return column.to_numpy()
    return [None if entry != entry else entry for entry in column.astype(object).tolist()]
