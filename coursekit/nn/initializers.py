"""Initial weights: constants, and random draws scaled to the number of connections of a unit."""

import math

import numpy as np

from coursekit._checks import nearest
from coursekit.nn import config
from coursekit.nn.utils import random_generator

# standard deviation of a standard normal cut off at ±2
TRUNCATED_STD = 0.87962566103423978


class Initializer:
    """Makes an array of a given shape: ``initializer(shape, dtype=None)``; ``floatx()`` by default."""

    def __call__(self, shape, dtype=None):
        """Return a new array of this shape and type."""
        return np.asarray(self.values(tuple(shape)), dtype=dtype or config.floatx())

    def values(self, shape):
        """Return the values in float64."""
        raise NotImplementedError

    def get_config(self):
        """Arguments that rebuild this initializer, as plain JSON values."""
        return {}

    def __repr__(self):
        arguments = ", ".join(f"{k}={v!r}" for k, v in self.get_config().items())
        return f"{type(self).__name__}({arguments})"


class Constant(Initializer):
    """Every weight is ``value``."""

    def __init__(self, value=0.0):
        self.value = value

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


class RandomInitializer(Initializer):
    """An initializer that draws.

    Parameters
    ----------
    seed : None, int or numpy.random.Generator
        ``None`` draws from the generator that ``set_random_seed`` starts; an integer gives the same
        array at every call.
    """

    def __init__(self, seed=None):
        self.seed = seed

    def values(self, shape):
        return self.draw(random_generator(self.seed), shape)

    def draw(self, rng, shape):
        """Return random values of this shape from the generator ``rng``."""
        raise NotImplementedError

    def get_config(self):
        plain = self.seed is None or isinstance(self.seed, (int, np.integer))
        return {"seed": self.seed if plain else None}


class RandomNormal(RandomInitializer):
    """Normal distribution with a mean and a standard deviation (0.05 by default)."""

    def __init__(self, mean=0.0, stddev=0.05, seed=None):
        super().__init__(seed)
        self.mean = mean
        self.stddev = stddev

    def draw(self, rng, shape):
        return rng.normal(self.mean, self.stddev, shape)

    def get_config(self):
        return {"mean": self.mean, "stddev": self.stddev} | super().get_config()


class TruncatedNormal(RandomNormal):
    """Normal distribution whose draws beyond two standard deviations are drawn again."""

    def draw(self, rng, shape):
        return self.mean + self.stddev * _truncated_standard_normal(rng, shape)


class RandomUniform(RandomInitializer):
    """Uniform distribution from ``minval`` to ``maxval`` (−0.05 to 0.05 by default)."""

    def __init__(self, minval=-0.05, maxval=0.05, seed=None):
        super().__init__(seed)
        self.minval = minval
        self.maxval = maxval

    def draw(self, rng, shape):
        return rng.uniform(self.minval, self.maxval, shape)

    def get_config(self):
        return {"minval": self.minval, "maxval": self.maxval} | super().get_config()


class VarianceScaling(RandomInitializer):
    """Draws of variance ``scale / fan``, so that sums keep their size from layer to layer.

    Parameters
    ----------
    scale : float, default 1
    mode : {"fan_in", "fan_out", "fan_avg"}
        Connections into a unit, out of it, or the mean of both.
    distribution : {"truncated_normal", "untruncated_normal", "uniform"}
        A uniform draw lies within ±√(3·scale/fan).
    seed : None, int or numpy.random.Generator
    """

    def __init__(
        self, scale=1.0, mode="fan_in", distribution="truncated_normal", seed=None
    ):
        super().__init__(seed)
        if not scale > 0:
            raise ValueError(f"scale must be above 0, got {scale!r}.")
        self.scale = scale
        self.mode = nearest(mode, ("fan_in", "fan_out", "fan_avg"), "mode")
        self.distribution = nearest(
            distribution, ("truncated_normal", "untruncated_normal", "uniform"), "distribution"
        )

    def draw(self, rng, shape):
        fan_in, fan_out = compute_fans(shape)
        fan = {"fan_in": fan_in, "fan_out": fan_out, "fan_avg": (fan_in + fan_out) / 2}[self.mode]
        std = math.sqrt(self.scale / max(1.0, fan))
        if self.distribution == "uniform":
            return rng.uniform(-math.sqrt(3) * std, math.sqrt(3) * std, shape)
        if self.distribution == "untruncated_normal":
            return rng.normal(0.0, std, shape)
        # cutting off the tails makes the spread smaller; dividing first makes up for it
        return std / TRUNCATED_STD * _truncated_standard_normal(rng, shape)

    def get_config(self):
        own = {"scale": self.scale, "mode": self.mode, "distribution": self.distribution}
        return own | super().get_config()


class _FixedScaling(VarianceScaling):
    """A named choice of scale, mode and distribution."""

    choice = (1.0, "fan_in", "truncated_normal")

    def __init__(self, seed=None):
        super().__init__(*self.choice, seed=seed)

    def get_config(self):
        return RandomInitializer.get_config(self)


class GlorotUniform(_FixedScaling):
    """Uniform within ±√(6 / (fan_in + fan_out)): Keras' default.  Glorot and Bengio (2010)."""

    choice = (1.0, "fan_avg", "uniform")


class GlorotNormal(_FixedScaling):
    """Truncated normal of variance 2 / (fan_in + fan_out).  Glorot and Bengio (2010)."""

    choice = (1.0, "fan_avg", "truncated_normal")


class HeUniform(_FixedScaling):
    """Uniform within ±√(6 / fan_in), made for ReLU.  He et al. (2015)."""

    choice = (2.0, "fan_in", "uniform")


class HeNormal(_FixedScaling):
    """Truncated normal of variance 2 / fan_in, made for ReLU.  He et al. (2015)."""

    choice = (2.0, "fan_in", "truncated_normal")


class LecunUniform(_FixedScaling):
    """Uniform within ±√(3 / fan_in).  LeCun et al. (1998)."""

    choice = (1.0, "fan_in", "uniform")


class LecunNormal(_FixedScaling):
    """Truncated normal of variance 1 / fan_in.  LeCun et al. (1998)."""

    choice = (1.0, "fan_in", "truncated_normal")


class Orthogonal(RandomInitializer):
    """A random matrix with orthonormal rows or columns, times ``gain``: for recurrent kernels.

    All axes but the last count as rows.  Saxe, McClelland and Ganguli (2014).
    """

    def __init__(self, gain=1.0, seed=None):
        super().__init__(seed)
        self.gain = gain

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


def compute_fans(shape):
    """Return (connections into a unit, connections out of an input) for a kernel of this shape.

    A dense kernel is (inputs, units); a convolution kernel (height, width, channels, filters), whose
    every connection counts height · width times.
    """
    if len(shape) < 2:
        size = math.prod(shape)
        return size, size
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field


def _truncated_standard_normal(rng, shape):
    """Draw standard normal numbers, again where they lie beyond ±2."""
    values = rng.standard_normal(shape)
    outside = np.abs(values) > 2
    while outside.any():
        values[outside] = rng.standard_normal(np.count_nonzero(outside))
        outside = np.abs(values) > 2
    return values


ALL = {
    "zeros": Zeros,
    "ones": Ones,
    "constant": Constant,
    "random_normal": RandomNormal,
    "random_uniform": RandomUniform,
    "truncated_normal": TruncatedNormal,
    "variance_scaling": VarianceScaling,
    "glorot_uniform": GlorotUniform,
    "glorot_normal": GlorotNormal,
    "he_uniform": HeUniform,
    "he_normal": HeNormal,
    "lecun_uniform": LecunUniform,
    "lecun_normal": LecunNormal,
    "orthogonal": Orthogonal,
}
_by_class = {cls.__name__: cls for cls in ALL.values()}


def get(identifier):
    """Return the initializer that ``identifier`` names.

    Parameters
    ----------
    identifier : str, Initializer, class or callable
        A name such as ``"glorot_uniform"`` or ``"GlorotUniform"``, an initializer, which is returned
        as it is, or any function of ``(shape, dtype)``.

    Raises
    ------
    ValueError
        When there is no such initializer; the sentence names the nearest one.
    """
    if isinstance(identifier, type) and issubclass(identifier, Initializer):
        return identifier()
    if callable(identifier):
        return identifier
    if identifier in _by_class:
        return _by_class[identifier]()
    return ALL[nearest(identifier, ALL, "initializer")]()
