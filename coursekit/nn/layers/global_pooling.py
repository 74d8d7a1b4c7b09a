"""Global pooling: a whole picture becomes one number a channel, whatever its size."""

import numpy as np

from coursekit._checks import flag
from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.windows import check_pictures


class _GlobalPooling2D(Layer):
    """What both share: (n, h, w, c) → (n, c), or (n, 1, 1, c) with keepdims.

    Parameters
    ----------
    data_format : None
        As in Keras, at its default only: channels last.
    keepdims : bool, default False
        Keep the axes of height and width, with length 1.
    """

    def __init__(self, data_format=None, keepdims=False, **others):
        super().__init__(data_format=data_format, **others)
        self.keepdims = flag(keepdims, "keepdims")

    def check_input_shape(self, input_shape):
        check_pictures(input_shape, type(self).__name__)

    def compute_output_shape(self, input_shape):
        middle = (1, 1) if self.keepdims else ()
        return (input_shape[0], *middle, input_shape[-1])

    def get_config(self):
        return super().get_config() | {"keepdims": self.keepdims}


class GlobalAveragePooling2D(_GlobalPooling2D):
    """The mean of each channel: ``y[c] = Σ_{r, s} x[r, s, c] / (h·w)``; each pixel gets dy/(h·w).

    M. Lin, Q. Chen, S. Yan, "Network in network", 2014.
    """

    __doc__ += "\n" + _GlobalPooling2D.__doc__.split("\n", 1)[1]

    def forward(self, x, training=False):
        self.x_shape = x.shape
        return x.mean(axis=(1, 2), keepdims=self.keepdims)

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        n, height, width, channels = self.x_shape
        share = dy.reshape(n, 1, 1, channels) / (height * width)  # (n, c) → (n, 1, 1, c)
        return np.repeat(np.repeat(share, height, axis=1), width, axis=2)


class GlobalMaxPooling2D(_GlobalPooling2D):
    """The largest value of each channel: ``y[c] = max_{r, s} x[r, s, c]``.

    Pixels that share the maximum share its gradient equally, as in TensorFlow.
    """

    __doc__ += "\n" + _GlobalPooling2D.__doc__.split("\n", 1)[1]

    def forward(self, x, training=False):
        n, height, width, channels = self.x_shape = x.shape
        pixels = x.reshape(n, height * width, channels)  # (n, h, w, c) → (n, h·w, c)
        self.hit = pixels.real == pixels.real.max(axis=1, keepdims=True)
        first = pixels.real.argmax(axis=1)[:, None]  # the complex step follows the first maximum
        y = np.take_along_axis(pixels, first, axis=1)[:, 0]
        return y.reshape(self.compute_output_shape(x.shape))

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        n, _, _, channels = self.x_shape
        share = dy.reshape(n, 1, channels) / self.hit.sum(axis=1, keepdims=True, dtype=dy.dtype)
        return (self.hit * share).reshape(self.x_shape)  # (n, h·w, c) → (n, h, w, c)
