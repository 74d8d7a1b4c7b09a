"""Pooling: each window of a picture becomes one number, its maximum, minimum or average."""

import numpy as np

from coursekit.nn import products
from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.windows import Window

BLOCK_BYTES = 1 << 19  # pictures worked on together, so that they stay in the processor's cache


class _Pooling2D(Layer):
    """What all pooling layers share: a window, and one output per place and channel."""

    def __init__(
        self,
        pool_size=(2, 2),
        strides=None,
        padding="valid",
        data_format=None,
        **others,
    ):
        super().__init__(data_format=data_format, **others)
        owner = type(self).__name__
        strides = pool_size if strides is None else strides
        self.window = Window(pool_size, strides, padding, owner, "pool_size")
        self.pool_size = self.window.size
        self.strides, self.padding = self.window.strides, self.window.padding

    def check_input_shape(self, input_shape):
        self.window.check(input_shape)

    def compute_output_shape(self, input_shape):
        batch, height, width, channels = input_shape
        return (batch, *self.window.output_size(height, width), channels)

    def get_config(self):
        return super().get_config() | {
            "pool_size": self.pool_size,
            "strides": self.strides,
            "padding": self.padding,
        }


class _ExtremePooling2D(_Pooling2D):
    """Maximum or minimum: the winner of each window passes on, and gets the whole gradient."""

    best = None  # the larger or the smaller of each two numbers
    beats = None  # np.greater or np.less
    worst = None  # a value that never wins, for the border

    def forward(self, x, training=False):
        self.x_shape = x.shape
        self.x = self.window.pad(x, value=self.worst)  # (n, h', w', c)
        self.places = self.window.output_size(*x.shape[1:3])
        first, *others = (look for _, _, look in self.window.looks(self.places))
        y = self.x[first].copy()
        for look in others:
            y = self._better(y, self.x[look])
        self.y = y
        return self.y

    def _better(self, y, candidate):
        if y.dtype.kind != "c":
            return self.best(y, candidate, out=y)
        # Complex numbers have no order: a complex step compares real parts, and a tie stays.
        return np.where(self.beats(candidate.real, y.real), candidate, y)

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        looks = [look for _, _, look in self.window.looks(self.places)]
        apart = all(s >= k for s, k in zip(self.strides, self.pool_size, strict=True))
        seen_once = apart and self.y.size * len(looks) == self.x.size
        dx = (np.empty if seen_once else np.zeros)(self.x.shape, dtype=dy.dtype)
        pictures = max(1, BLOCK_BYTES * len(dx) // max(1, dx.nbytes))
        for start in range(0, len(dx), pictures):
            b = slice(start, start + pictures)
            _give_to_winners(self.x[b], self.y[b], dy[b], dx[b], looks, apart)
        return self.window.unpad(dx, *self.x_shape[1:3])


class MaxPooling2D(_ExtremePooling2D):
    """The largest value of each window: ``y[r, s, c] = max_{i, j} x[r·sh + i, s·sw + j, c]``.

    The gradient goes to the pixel that won; among equal ones to the first, row by row, as in
    TensorFlow.

    Parameters
    ----------
    pool_size : int or pair of int
        (kh, kw), height and width of the window.
    strides : int, pair of int or None
        (sh, sw), steps down and across; the window's own size when left out.
    padding : {"valid", "same"}
        Windows inside the picture only, or a border (which never wins) for ⌈h/sh⌉ rows.
    data_format
        As in Keras, at its default only: channels last.

    References
    ----------
    Lectures 002 and 004.
    """

    beats, worst = np.greater, -np.inf

    @staticmethod
    def best(y, candidate, out):
        return products.maximum(y, candidate, out=out)


class MinPooling2D(_ExtremePooling2D):
    """The smallest value of each window: ``y[r, s, c] = min_{i, j} x[r·sh + i, s·sw + j, c]``.

    Keras has no such layer; arguments and the rule for ties are those of `MaxPooling2D`.
    """

    best, beats, worst = np.minimum, np.less, np.inf


class AveragePooling2D(_Pooling2D):
    """The mean of each window: ``y[r, s, c] = Σ_{i, j} x[r·sh + i, s·sw + j, c] / count[r, s]``.

    ``count`` is kh·kw, less where a window of ``padding="same"`` reaches over the edge: the border
    is not averaged.  Each pixel of a window gets ``dy / count``.  Arguments as in `MaxPooling2D`.
    """

    def forward(self, x, training=False):
        self.x_shape = x.shape
        padded = self.window.pad(x)
        self.places = self.window.output_size(*x.shape[1:3])
        total = sum(padded[look] for _, _, look in self.window.looks(self.places))
        return total / self._count(total.dtype)

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        n, height, width, channels = self.x_shape
        (above, below), (left, right) = self.window.pads(height, width)
        shape = (n, above + height + below, left + width + right, channels)
        dx = np.zeros(shape, dtype=dy.dtype)
        share = dy / self._count(dy.dtype)
        for _, _, look in self.window.looks(self.places):
            dx[look] += share
        return self.window.unpad(dx, height, width)

    def _count(self, dtype):
        """How many pixels of the picture each window sees: (1, oh, ow, 1)."""
        ones = self.window.pad(np.ones((1, *self.x_shape[1:3], 1), dtype=dtype))
        return sum(ones[look] for _, _, look in self.window.looks(self.places))


def _give_to_winners(x, y, dy, dx, looks, apart):
    """Add each dy to the first pixel of its window that equals y, row by row."""
    unclaimed = np.ones(y.shape, dtype=bool)
    for look in looks[:-1]:
        hit = x[look].real == y.real
        hit &= unclaimed
        unclaimed ^= hit
        _add(dx[look], dy, hit, apart)
    _add(dx[looks[-1]], dy, unclaimed, apart)


def _add(dx, dy, hit, apart):
    hit = hit.view(np.uint8)  # NumPy multiplies by 0 and 1 sooner than by False and True
    if apart:  # no pixel is in two windows, so there is nothing yet to add to
        np.multiply(dy, hit, out=dx)
    else:
        dx += dy * hit
