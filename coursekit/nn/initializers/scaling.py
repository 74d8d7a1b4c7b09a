"""Draws whose spread follows from the number of connections of a unit: Glorot, He, LeCun."""

import math

from coursekit._checks import nearest, positive
from coursekit.nn.initializers.base import RandomInitializer
from coursekit.nn.initializers.draws import truncated_standard_normal
from coursekit.nn.refusal import refuse

FANS = "the last two axes count as inputs and outputs; choose the scale to make up for it"
# standard deviation of a standard normal cut off at ±2
TRUNCATED_STD = 0.87962566103423978


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
    **others
        ``input_axes`` and ``output_axes`` of Keras, at their defaults only.
    """

    def __init__(
        self, scale=1.0, mode="fan_in", distribution="truncated_normal", seed=None, **others
    ):
        super().__init__(seed)
        refuse(self, others, {"input_axes": ((), FANS), "output_axes": ((), FANS)})
        self.scale = positive(scale, "scale")
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
        return std / TRUNCATED_STD * truncated_standard_normal(rng, shape)

    def get_config(self):
        own = {"scale": self.scale, "mode": self.mode, "distribution": self.distribution}
        return own | super().get_config()


class _FixedScaling(VarianceScaling):
    """A named choice of scale, mode and distribution."""

    choice = (1.0, "fan_in", "truncated_normal")

    def __init__(self, seed=None, **others):
        super().__init__(*self.choice, seed=seed, **others)

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


def compute_fans(shape):
    """Return (connections into a unit, connections out of an input) for a kernel of this shape.

    A dense kernel is (inputs, units); a convolution kernel (height, width, channels, filters),
    whose every connection counts height · width times.
    """
    if len(shape) < 2:
        size = math.prod(shape)
        return size, size
    field = math.prod(shape[:-2])
    return shape[-2] * field, shape[-1] * field
