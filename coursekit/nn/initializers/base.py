"""What every initializer offers, and the ones that do not draw."""

import numpy as np

from coursekit._checks import number, numeric_array, seed_or_generator
from coursekit.nn import config
from coursekit.nn.serialize import Described
from coursekit.nn.utils import random_generator


class Initializer(Described):
    """Makes an array of a given shape: ``initializer(shape, dtype=None)``.

    The type is ``floatx()``, ``"float32"`` at the start, unless ``dtype`` names another one.
    """

    def __call__(self, shape, dtype=None):
        """Return a new array of this shape and type."""
        return np.asarray(self.values(tuple(shape)), dtype=dtype or config.floatx())

    def values(self, shape):
        """Return the values in float64."""
        raise NotImplementedError


class Constant(Initializer):
    """Every weight is ``value``; an array gives each weight its own."""

    def __init__(self, value=0.0):
        if isinstance(value, (list, tuple, np.ndarray)):
            self.value = numeric_array(value, "value of Constant").astype(float).tolist()
        else:
            self.value = number(value, "value of Constant")

    def values(self, shape):
        return np.full(shape, self.value, dtype=float)

    def get_config(self):
        return {"value": self.value}


class Zeros(Initializer):
    """Every weight is 0: right for biases, fatal for kernels (all units stay alike)."""

    def values(self, shape):
        return np.zeros(shape)


class Ones(Initializer):
    """Every weight is 1."""

    def values(self, shape):
        return np.ones(shape)


class Identity(Initializer):
    """A square matrix with ``gain`` on the diagonal and 0 elsewhere: the layer starts as y = x.

    Parameters
    ----------
    gain : float, default 1
    """

    def __init__(self, gain=1.0):
        self.gain = number(gain, "gain of Identity")

    def values(self, shape):
        if len(shape) != 2:
            raise ValueError(f"Identity makes matrices, but it was asked for the shape {shape}.")
        return self.gain * np.eye(*shape)

    def get_config(self):
        return {"gain": self.gain}


class RandomInitializer(Initializer):
    """An initializer that draws.

    Parameters
    ----------
    seed : None, int or numpy.random.Generator
        ``None`` draws from the generator that ``set_random_seed`` starts; an integer gives the same
        array at every call.
    """

    def __init__(self, seed=None):
        self.seed = seed_or_generator(seed)

    def values(self, shape):
        return self.draw(random_generator(self.seed), shape)

    def draw(self, rng, shape):
        """Return random values of this shape from the generator ``rng``."""
        raise NotImplementedError

    def get_config(self):
        plain = self.seed is None or isinstance(self.seed, (int, np.integer))
        return {"seed": self.seed if plain else None}
