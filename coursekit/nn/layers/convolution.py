"""Convolution: one small kernel of weights looks at every place of a picture."""

import numpy as np

from coursekit.nn import products
from coursekit.nn.layers.filters import Filters
from coursekit.nn.layers.windows import Window

MANY_CHANNELS = 8  # from here on a pixel's channels are enough for fast sums (measured)


class Conv2D(Filters):
    """Two-dimensional convolution, channels last.

    For filter k and place (r, s), with X the picture and its border of zeros,

    ``z[r, s, k] = b[k] + Σ_i Σ_j Σ_c X[r·sh + i, s·sw + j, c] · K[i, j, c, k]``, ``a = f(z)``.

    (Mathematics calls this cross-correlation: the kernel is not flipped.)  As every place uses the
    same K, its gradient is a sum over the places: ``∂L/∂K[i, j] = Σ_places X[place + (i, j)]ᵀ dz``,
    ``∂L/∂b = Σ_places dz``; a pixel collects ``K[i, j] dz`` from every window that saw it.

    Parameters
    ----------
    filters : int
        Number of kernels, the channels of the output.
    kernel_size : int or pair of int
        (kh, kw), height and width of the kernel.
    strides : int or pair of int
        (sh, sw), steps down and across.
    padding : {"valid", "same"}
        No border: ⌊(h − kh)/sh⌋ + 1 rows come out; or a border of zeros: ⌈h/sh⌉ rows.
    data_format, dilation_rate, groups
        As in Keras, at their defaults only: channels last, no gaps, one group.
    activation : str, callable or None
        f; ``None`` is the identity.
    use_bias : bool
        Whether ``b`` exists.
    kernel_initializer, bias_initializer : str or initializer
        How K of shape (kh, kw, channels, filters) and b of shape (filters,) start.
    kernel_regularizer, bias_regularizer : str, regularizer or None
        Penalties on K and b that are added to the loss.
    **others
        As in `Layer`.

    Raises
    ------
    ValueError
        Sizes below 1, an unknown padding, inputs that are no pictures, or a kernel larger than
        the picture with ``padding="valid"``.

    References
    ----------
    Lectures 002 and 004; V. Dumoulin, F. Visin, "A guide to convolution arithmetic for deep
    learning", 2016.
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=(1, 1),
        padding="valid",
        data_format=None,
        dilation_rate=(1, 1),
        groups=1,
        activation=None,
        use_bias=True,
        kernel_initializer="glorot_uniform",
        bias_initializer="zeros",
        kernel_regularizer=None,
        bias_regularizer=None,
        **others,
    ):
        refused = {"data_format": data_format, "dilation_rate": dilation_rate, "groups": groups}
        super().__init__(filters, activation, use_bias, kernel_initializer, bias_initializer,
                         kernel_regularizer, bias_regularizer, **refused, **others)  # fmt: skip
        self.window = Window(kernel_size, strides, padding, "Conv2D", "kernel_size")
        self.kernel_size = self.window.size
        self.strides, self.padding = self.window.strides, self.window.padding

    def check_input_shape(self, input_shape):
        self.window.check(input_shape)

    def check_same_features(self, shape):
        self.window.check(shape)  # pictures of any size, with the channels that K was made for
        if shape[-1] != self.input_shape[-1]:
            raise ValueError(
                f"Conv2D was built for pictures with {self.input_shape[-1]} channels, "
                f"got {shape[-1]}: give it the same channels, or make a new layer."
            )

    def compute_output_shape(self, input_shape):
        batch, height, width, _ = input_shape
        return (batch, *self.window.output_size(height, width), self.filters)

    def forward(self, x, training=False):
        self.x_shape = x.shape
        # One row per place makes the whole convolution a single matrix product, and a last column
        # of ones makes b one more row of the kernel.
        weights = self.params["kernel"].reshape(-1, self.filters)  # → (kh·kw·c, f)
        if self.use_bias:
            weights = np.concatenate([weights, self.params["bias"][None]])
        self.columns = self.window.columns(self.window.pad(x), ones=int(self.use_bias))
        z = products.dot(self.columns, weights)  # (n·oh·ow, kh·kw·c + 1) @ (kh·kw·c + 1, f)
        self.z = z.reshape(self.compute_output_shape(x.shape))  # (n·oh·ow, f) → (n, oh, ow, f)
        self.a = self.activation(self.z)
        return self.a

    def backward_from_z(self, dz, need_dx=True):
        places = dz.reshape(-1, self.filters)  # (n, oh, ow, f) → (n·oh·ow, f)
        dweights = products.dot(self.columns.T, places)  # (kh·kw·c + 1, n·oh·ow) @ (n·oh·ow, f)
        kernel = self.grads["kernel"]
        if self.use_bias:
            self.grads["bias"][...] = dweights[-1]
            dweights = dweights[:-1]
        kernel[...] = dweights.reshape(kernel.shape)  # (kh·kw·c, f) → (kh, kw, c, f)
        self.add_penalty_gradients()
        return self._picture_gradient(dz.shape, places) if need_dx else None

    def _picture_gradient(self, dz_shape, places):
        """Send each dz back through its kernel to the pixels that its window saw."""
        n, height, width, channels = self.x_shape
        (above, below), (left, right) = self.window.pads(height, width)
        shape = (n, above + height + below, left + width + right, channels)
        add_up = self._add_planes if channels < MANY_CHANNELS else self._add_pixels
        dx = add_up(places, dz_shape[:3], shape)
        return np.ascontiguousarray(self.window.unpad(dx, height, width))

    def _add_pixels(self, places, out, shape):
        """``dx[place + (i, j)] += K[i, j] dz[place]``: a matrix product for each (i, j)."""
        kernel = self.params["kernel"]
        dx = np.zeros(shape, dtype=np.result_type(places, kernel))
        for i, j, look in self.window.looks(out[1:]):
            share = products.dot(places, kernel[i, j].T)  # (n·oh·ow, f) @ (f, c)
            dx[look] += share.reshape(*out, -1)  # → (n, oh, ow, c)
        return dx

    def _add_planes(self, places, out, shape):
        """The same for few channels: they stand first, so that sums run along rows of pixels."""
        kernel = self.params["kernel"]
        shares = products.dot(
            kernel.reshape(-1, self.filters), places.T
        )  # (kh·kw·c, f) @ (f, n·oh·ow)
        shares = shares.reshape(*kernel.shape[:3], *out)  # → (kh, kw, c, n, oh, ow)
        dx = np.zeros((shape[3], *shape[:3]), dtype=shares.dtype)
        for i, j, look in self.window.looks(out[1:]):
            dx[:, *look] += shares[i, j]
        return dx.transpose(1, 2, 3, 0)  # (c, n, h', w') → (n, h', w', c)
