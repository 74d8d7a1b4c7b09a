"""What lecture 002 prints about pixels and convolutions."""

from math import floor

import numpy as np

from coursekit import nn
from coursekit.ledger.claim import Claim


def pictures():
    """The claims of lecture 002 about pictures."""
    return [*_pixels(), *_sizes(), *_edge()]


def _pixels():
    return [
        Claim("002", "pixels", "largest value", "255", float(np.iinfo(np.uint8).max)),
        Claim("002", "pixels", "order of the channels in RGB", "red blue and green",
              "red, green and blue", "the letters give the order in which channels are stored"),
    ]  # fmt: skip


def _sizes():
    n, p, f, s = 6, 1, 3, 2
    return [
        Claim("002", "convolution", "output size for n = 6, f = 3", "4", float(n - f + 1)),
        Claim("002", "convolution", "output size for n = 8, f = 3", "6", float(8 - f + 1)),
        Claim("002", "convolution", "output size for n = 6, f = 3, p = 1", "6",
              float(n + 2 * p - f + 1)),
        Claim("002", "convolution", "output size for n = 6, f = 3, p = 1, stride 2", "6",
              float(floor((n + 2 * p - f) / s) + 1),
              "the numerator stands there alone: it was not divided by the stride 2"),
        Claim("002", "convolution", "size of the result after padding 6 × 6 with p = 1",
              "6 − 3 + 1", "8 − 3 + 1", "the padded picture has 8 rows; 6 − 3 + 1 = 4 is the size "
              "without padding, and the correct 8 − 3 + 1 = 6 stands beside it"),
        Claim("002", "convolution", "columns of the table labelled 6×6 (255, 0, 0, 255)", "4",
              float(n + 2 * p - f + 1), "the label is right; a result of 6 × 6 has six numbers in "
              "a row, and the rows are printed with four, the first with five"),
    ]  # fmt: skip


def _edge():
    """A 6 × 6 picture, dark on the left and bright on the right, through the vertical filter."""
    picture = np.repeat([[0.0, 0.0, 0.0, 1.0, 1.0, 1.0]], 6, axis=0)
    kernel = np.array([[1.0, 0.0, -1.0], [2.0, 0.0, -2.0], [1.0, 0.0, -1.0]])
    layer = nn.layers.Conv2D(1, 3, use_bias=False)
    layer.build((None, 6, 6, 1))
    layer.set_weights([kernel[:, :, None, None]])
    values = layer(picture[None, :, :, None])
    low, high = float(values.min()), float(values.max())
    return [
        Claim("002", "convolution", "lowest value of the filtered vertical edge", "-4", low),
        Claim("002", "convolution", "highest value of the filtered vertical edge", "0", high),
        Claim("002", "pixels", "byte of −4 after min-max scaling", "0",
              255 * (low - low) / (high - low)),
        Claim("002", "pixels", "byte of 0 after min-max scaling", "255",
              255 * (0 - low) / (high - low)),
    ]  # fmt: skip
