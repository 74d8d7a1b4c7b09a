"""Dropout: while training, silence a random part of the neurons."""

import numpy as np

from coursekit._checks import fraction, positive_integer
from coursekit.nn.layers.base import Layer
from coursekit.nn.utils import random_generator


class Dropout(Layer):
    """Set each input to zero with probability p while training; do nothing otherwise.

    ``y = x m / (1 − p)`` with m = 1 for the inputs that are kept, so that the mean of y is x.

    Parameters
    ----------
    rate : float
        p, at least 0 and less than 1.
    noise_shape : tuple, optional
        Shape of the random choice, where several inputs share one: (None, 1, 1, None) silences
        whole channels of pictures.  ``None`` stands for the input's own length there.
    seed : int or numpy.random.Generator, optional
        Where the random choice comes from; the shared generator when left out.

    References
    ----------
    Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting",
    JMLR 15, 2014.
    """

    def __init__(self, rate, noise_shape=None, seed=None, **others):
        super().__init__(**others)
        self.rate = fraction(rate, "rate of Dropout")
        self.noise_shape = _shape(noise_shape)
        self.seed = seed
        self._own_generator = None if seed is None else random_generator(seed)
        self.mask = None

    def forward(self, x, training=False):
        if self.passes_on(training):
            self.mask = None
            return x
        generator = self._own_generator or random_generator()
        kept = generator.random(self._choices(x.shape), dtype=np.float32) >= self.rate
        self.mask = np.multiply(kept, 1 / (1 - self.rate), dtype=x.real.dtype)
        return x * self.mask

    def passes_on(self, training=False):
        return not training or self.rate == 0

    def check_input_shape(self, input_shape):
        noise = self.noise_shape
        fits = noise is None or len(noise) == len(input_shape)
        # the batch axis is open when the layer is built; each batch is checked when it comes
        pairs = zip(noise or (), input_shape)
        if not fits or any(s is not None and n not in (None, 1, s) for n, s in pairs):
            raise ValueError(
                f"noise_shape of Dropout needs 1, None or the input's own length for every axis of "
                f"{tuple(input_shape)}, got {noise}."
            )

    def _choices(self, shape):
        if self.noise_shape is None:
            return shape
        self.check_input_shape(shape)
        return [s if n is None else n for n, s in zip(self.noise_shape, shape, strict=True)]

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        return dy if self.mask is None else dy * self.mask

    def get_config(self):
        seed = int(self.seed) if isinstance(self.seed, (int, np.integer)) else None
        own = {"rate": self.rate, "noise_shape": self.noise_shape, "seed": seed}
        return super().get_config() | own


def _shape(noise_shape):
    if noise_shape is None:
        return None
    if not isinstance(noise_shape, (tuple, list)):
        raise ValueError(
            f"noise_shape of Dropout must be a tuple, got {noise_shape!r}: for a seed write seed=…"
        )
    return tuple(None if n is None else positive_integer(n, "noise_shape") for n in noise_shape)
