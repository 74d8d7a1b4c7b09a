"""Zero padding: a border of zeros around each picture, so that kernels reach its edge."""

import numpy as np

from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.windows import check_pictures, grown, pad


class ZeroPadding2D(Layer):
    """Put rows and columns of zeros around pictures (n, h, w, c).

    ``y[above + r, left + s] = x[r, s]`` and 0 elsewhere; the gradient of a pixel is the gradient
    at its new place: ``dx[r, s] = dy[above + r, left + s]``.

    Parameters
    ----------
    padding : int, pair of int, or pair of pairs of int
        p on every side; (rows above and below, columns left and right); or
        ((above, below), (left, right)).
    data_format
        As in Keras, at its default only: channels last.

    References
    ----------
    Lecture 002: a picture of n × n becomes (n + 2p) × (n + 2p).
    """

    def __init__(self, padding=(1, 1), data_format=None, **others):
        super().__init__(data_format=data_format, **others)
        self.padding = _four_sides(padding)

    def check_input_shape(self, input_shape):
        check_pictures(input_shape, "ZeroPadding2D")

    def compute_output_shape(self, input_shape):
        (above, below), (left, right) = self.padding
        batch, height, width, channels = input_shape
        return (batch, grown(height, above, below), grown(width, left, right), channels)

    def forward(self, x, training=False):
        self.x_shape = x.shape
        return pad(x, self.padding)

    def backward(self, dy, need_dx=True):
        _, height, width, _ = self.x_shape
        (above, _), (left, _) = self.padding
        return dy[:, above : above + height, left : left + width] if need_dx else None

    def get_config(self):
        return super().get_config() | {"padding": self.padding}


def _four_sides(padding):
    """((above, below), (left, right)) from any of the three ways to write it."""
    sides = padding if isinstance(padding, (tuple, list)) else (padding, padding)
    sides = [side if isinstance(side, (tuple, list)) else (side, side) for side in sides]
    if [len(side) for side in sides] != [2, 2] or not all(_is_count(p) for s in sides for p in s):
        raise ValueError(
            "padding of ZeroPadding2D must be a whole number of at least 0, two of them, or "
            f"((above, below), (left, right)), got {padding!r}."
        )
    return tuple(tuple(int(p) for p in side) for side in sides)


def _is_count(value):
    whole = isinstance(value, (int, np.integer)) and not isinstance(value, bool)
    return whole and value >= 0
