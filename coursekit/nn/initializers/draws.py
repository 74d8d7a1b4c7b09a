"""Draws whose spread you choose: normal, truncated normal, uniform; and orthogonal matrices."""

import math

import numpy as np

from coursekit._checks import not_negative, number
from coursekit.nn.initializers.base import RandomInitializer


class RandomNormal(RandomInitializer):
    """Normal distribution with a mean and a standard deviation (0.05 by default)."""

    def __init__(self, mean=0.0, stddev=0.05, seed=None):
        super().__init__(seed)
        self.mean = number(mean, "mean")
        self.stddev = not_negative(stddev, "stddev")

    def draw(self, rng, shape):
        return rng.normal(self.mean, self.stddev, shape)

    def get_config(self):
        return {"mean": self.mean, "stddev": self.stddev} | super().get_config()


class TruncatedNormal(RandomNormal):
    """Normal distribution whose draws beyond two standard deviations are drawn again."""

    def draw(self, rng, shape):
        return self.mean + self.stddev * truncated_standard_normal(rng, shape)


class RandomUniform(RandomInitializer):
    """Uniform distribution from ``minval`` to ``maxval`` (−0.05 to 0.05 by default)."""

    def __init__(self, minval=-0.05, maxval=0.05, seed=None):
        super().__init__(seed)
        self.minval = number(minval, "minval")
        self.maxval = number(maxval, "maxval")
        if self.minval > self.maxval:
            raise ValueError(f"minval must not be above maxval, got {minval!r} and {maxval!r}.")

    def draw(self, rng, shape):
        return rng.uniform(self.minval, self.maxval, shape)

    def get_config(self):
        return {"minval": self.minval, "maxval": self.maxval} | super().get_config()


class Orthogonal(RandomInitializer):
    """A random matrix with orthonormal rows or columns, times ``gain``: for recurrent kernels.

    All axes but the last count as rows.  Saxe, McClelland and Ganguli (2014).
    """

    def __init__(self, gain=1.0, seed=None):
        super().__init__(seed)
        self.gain = number(gain, "gain")

    def draw(self, rng, shape):
        if len(shape) < 2:
            raise ValueError(f"Orthogonal needs at least two axes, got shape {shape}.")
        rows, columns = math.prod(shape[:-1]), shape[-1]
        tall = rng.standard_normal((max(rows, columns), min(rows, columns)))
        q, r = np.linalg.qr(tall)
        # signs of the diagonal of r make the draw uniform over all such matrices
        q = q * np.sign(np.diag(r))
        return self.gain * (q.T if rows < columns else q).reshape(shape)

    def get_config(self):
        return {"gain": self.gain} | super().get_config()


def truncated_standard_normal(rng, shape):
    """Draw standard normal numbers, again where they lie beyond ±2."""
    values = rng.standard_normal(shape)
    outside = np.abs(values) > 2
    while outside.any():
        values[outside] = rng.standard_normal(np.count_nonzero(outside))
        outside = np.abs(values) > 2
    return values
