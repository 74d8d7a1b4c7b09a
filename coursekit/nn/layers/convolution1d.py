"""Convolution along time: one small kernel of weights looks at every stretch of a sequence."""

import numpy as np

from coursekit._checks import nearest, positive_integer
from coursekit.nn.layers.filters import Filters


class Conv1D(Filters):
    """One-dimensional convolution of sequences (batch, steps, channels).

    For filter k and place t, with X the sequence and its border of zeros,

    ``z[t, k] = b[k] + Σ_i Σ_c X[t·s + i, c] · K[i, c, k]`` and ``a = f(z)``.

    All places share K: ``∂L/∂K[i] = Σ_t X[t·s + i]ᵀ dz[t]``, ``∂L/∂b = Σ_t dz[t]``, and a step
    collects ``dz[t] K[i]ᵀ`` from every window that saw it.

    Parameters
    ----------
    filters : int
        Number of kernels, the channels of the output.
    kernel_size, strides : int
        Length k of the kernel, and s, the steps from window to window.
    padding : {"valid", "same", "causal"}
        No border; zeros on both sides, so that ⌈steps/s⌉ places come out; or k − 1 zeros before,
        so that no place sees a later step.
    data_format, dilation_rate, groups
        As in Keras, at their defaults only: channels last, no gaps, one group.
    activation : str, callable or None
        f; ``None`` is the identity.
    use_bias : bool
        Whether ``b`` exists.
    kernel_initializer, bias_initializer : str or initializer
        How K of shape (k, channels, filters) and b of shape (filters,) start.
    kernel_regularizer, bias_regularizer : str, regularizer or None
        Penalties on K and b that are added to the loss.
    **others
        As in `Layer`.

    References
    ----------
    A. Waibel and others, "Phoneme recognition using time-delay neural networks", 1989.
    """

    def __init__(
        self,
        filters,
        kernel_size,
        strides=1,
        padding="valid",
        data_format=None,
        dilation_rate=1,
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
        self.kernel_size = (_length(kernel_size, "kernel_size of Conv1D"),)
        self.strides = (_length(strides, "strides of Conv1D"),)
        if not isinstance(padding, str):
            raise ValueError(f"padding of Conv1D must be 'valid' or 'same', got {padding!r}.")
        kinds = ("valid", "same", "causal")
        self.padding = nearest(padding.lower(), kinds, "padding of Conv1D")

    def check_input_shape(self, input_shape):
        sizes = tuple(input_shape)[1:]
        if len(sizes) != 2 or not sizes[1] or sizes[0] == 0:
            raise ValueError(
                "Conv1D expects sequences of shape (batch, steps, channels), "
                f"got {tuple(input_shape)}."
            )
        if self.padding == "valid" and sizes[0] is not None and self.kernel_size[0] > sizes[0]:
            raise ValueError(
                f"Conv1D: a window of {self.kernel_size[0]} steps does not fit into a sequence of "
                f"{sizes[0]}: use a smaller kernel_size, or padding='same'."
            )

    def check_same_features(self, shape):
        self.check_input_shape(shape)
        if shape[2] != self.input_shape[2]:
            raise ValueError(
                f"Conv1D was built for sequences with {self.input_shape[2]} channels, "
                f"got {shape[2]}."
            )

    def compute_output_shape(self, input_shape):
        batch, steps, _ = input_shape
        return (batch, None if steps is None else self._places(steps), self.filters)

    def _places(self, steps):
        (k,), (s,) = self.kernel_size, self.strides
        return (steps - k) // s + 1 if self.padding == "valid" else -(-steps // s)

    def _border(self, steps):
        """Zeros before and after."""
        (k,), (s,) = self.kernel_size, self.strides
        if self.padding == "causal":
            return k - 1, 0
        extra = max((self._places(steps) - 1) * s + k - steps, 0) if self.padding == "same" else 0
        return extra // 2, extra - extra // 2

    def _looks(self):
        """For each i: the steps that the kernel's row i sees at all places at once."""
        (s,), (k,) = self.strides, self.kernel_size
        return [slice(i, i + (self._places(self.steps) - 1) * s + 1, s) for i in range(k)]

    def forward(self, x, training=False):
        self.steps = x.shape[1]
        self.x = np.pad(x, [(0, 0), self._border(self.steps), (0, 0)])
        kernel = self.params["kernel"]
        z = sum(self.x[:, look] @ kernel[i] for i, look in enumerate(self._looks()))
        self.z = z + self.params["bias"] if self.use_bias else z  # (n, places, filters)
        self.a = self.activation(self.z)
        return self.a

    def backward_from_z(self, dz, need_dx=True):
        rows = dz.reshape(-1, self.filters)  # (n, places, f) → (n·places, f)
        for i, look in enumerate(self._looks()):
            seen = self.x[:, look].reshape(-1, self.x.shape[2])  # (n, places, c) → (n·places, c)
            self.grads["kernel"][i] = seen.T @ rows
        if self.use_bias:
            self.grads["bias"][...] = rows.sum(axis=0)
        self.add_penalty_gradients()
        return self._sequence_gradient(dz) if need_dx else None

    def _sequence_gradient(self, dz):
        """Send each dz back through the kernel to the steps that its window saw."""
        kernel = self.params["kernel"]
        dx = np.zeros(self.x.shape, dtype=np.result_type(dz, kernel))
        for i, look in enumerate(self._looks()):
            dx[:, look] += dz @ kernel[i].T
        before, _ = self._border(self.steps)
        return dx[:, before : before + self.steps]


def _length(value, what):
    """A whole number, also as the tuple of one that Keras keeps."""
    if isinstance(value, (tuple, list)) and len(value) == 1:
        value = value[0]
    return positive_integer(value, what)
