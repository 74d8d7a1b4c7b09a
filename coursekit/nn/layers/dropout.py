"""Dropout: while training, silence a random part of the neurons."""

import numpy as np

from coursekit._checks import fraction
from coursekit.nn.layers.base import Layer
from coursekit.nn.utils import random_generator


class Dropout(Layer):
    """Set each input to zero with probability p while training; do nothing otherwise.

    ``y = x m / (1 − p)`` with m = 1 for the inputs that are kept, so that the mean of y is x.

    Parameters
    ----------
    rate : float
        p, at least 0 and less than 1.
    seed : int or numpy.random.Generator, optional
        Where the random choice comes from; the shared generator when left out.

    References
    ----------
    Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting",
    JMLR 15, 2014.
    """

    def __init__(self, rate, seed=None, name=None, dtype=None):
        super().__init__(name=name, dtype=dtype)
        self.rate = fraction(rate, "rate of Dropout")
        self.seed = seed
        self._own_generator = None if seed is None else random_generator(seed)
        self.mask = None

    def forward(self, x, training=False):
        if not training or self.rate == 0:
            self.mask = None
            return x
        generator = self._own_generator or random_generator()
        kept = generator.random(x.shape, dtype=np.float32) >= self.rate
        self.mask = np.multiply(kept, 1 / (1 - self.rate), dtype=x.real.dtype)
        return x * self.mask

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        return dy if self.mask is None else dy * self.mask

    def get_config(self):
        seed = int(self.seed) if isinstance(self.seed, (int, np.integer)) else None
        return super().get_config() | {"rate": self.rate, "seed": seed}
