"""Plain data made values again.

Reading makes new objects of Python's and NumPy's own types, whatever was sent.  So an object that
calls itself equal to everything, or an array with methods of its own, arrives as numbers or not at
all.
"""

import numpy as np

from coursekit.classroom.worker import wire
from coursekit.classroom.worker.packing import MOST_ITEMS, NUMERIC


class Unpacker:
    """Makes values from JSON and bytes.

    Parameters
    ----------
    data : bytes
    refer : callable
        Gets a dict that names what is no plain data; returns the object to use.
    """

    def __init__(self, data, refer):
        self.data, self.refer = data, refer
        self._left = wire.MOST_BYTES  # for all arrays: a short message may name one part often

    def unpack(self, value):
        """Return the value.

        Raises
        ------
        wire.BadMessage
            When it cannot have been packed.
        """
        try:
            return self._made(value)
        except (KeyError, TypeError, ValueError, RecursionError, OverflowError, IndexError):
            raise wire.BadMessage("a value in a message was malformed") from None

    def _made(self, value):
        if isinstance(value, list):
            return [self._made(each) for each in value]
        if not isinstance(value, dict):
            return value
        kind = value["$"]
        if kind in ("handle", "callback"):
            return self.refer(value)
        if kind == "array":
            return self._array(value)
        if kind in ("table", "column"):
            return self._table(value, kind)
        if kind == "objects":
            return self._objects(value)
        return _SIMPLE[kind]([self._made(each) for each in value.get("items", ())])

    def _array(self, value):
        dtype, at, size = np.dtype(value["dtype"]), int(value["at"]), int(value["size"])
        if dtype.kind not in NUMERIC or min(at, size) < 0 or at + size > len(self.data):
            raise ValueError
        self._spend(size)
        if any(length < 0 for length in value["shape"]):
            raise ValueError
        array = np.frombuffer(self.data[at : at + size], dtype=dtype).reshape(value["shape"])
        return array[()] if value.get("scalar") and array.ndim == 0 else array.copy()

    def _spend(self, size):
        self._left -= size
        if self._left < 0:
            raise ValueError

    def _objects(self, value):
        items = [self._made(each) for each in value["items"]]
        if value.get("scalar"):
            return items[0]
        array = np.empty(len(items), dtype=object)
        for place, item in enumerate(items):
            array[place] = item
        if items and all(isinstance(item, str) for item in items):
            self._spend(4 * len(items) * max(map(len, items)))  # NumPy makes all as long as one
            array = array.astype(str)
        return array.reshape(value["shape"])

    def _table(self, value, kind):
        import pandas

        index = self._made(value["index"])
        columns = [
            pandas.Series(self._made(data), index=index, dtype=_column_type(dtype), name=name)
            for data, dtype, name in zip(value["items"], value["dtypes"], value["names"])
        ]
        if kind == "column":
            return columns[0]
        table = pandas.concat(columns, axis=1) if columns else pandas.DataFrame(index=index)
        table.columns = [self._made(name) for name in value["names"]]
        return table


def _column_type(name):
    return name if name in ("object", "str", "string", "category") else None


def _short(value):
    """The range: NumPy would make a list of a longer one, until the memory is full."""
    if len(value) > MOST_ITEMS:
        raise ValueError
    return value


_SIMPLE = {
    "...": lambda items: ...,
    "tuple": tuple,
    "set": set,
    "frozenset": frozenset,
    "dict": lambda items: {key: value for key, value in items},
    "complex": lambda items: complex(*items),
    "range": lambda items: _short(range(*items)),
}
