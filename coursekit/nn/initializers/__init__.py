"""Initial weights: constants, and random draws scaled to the number of connections of a unit."""

import numpy as np

from coursekit._checks import nearest
from coursekit.nn.absent import refuser
from coursekit.nn.initializers.base import Constant, Identity, Initializer, Ones, Zeros
from coursekit.nn.initializers.draws import (
    Orthogonal,
    RandomNormal,
    RandomUniform,
    TruncatedNormal,
)
from coursekit.nn.initializers.scaling import (
    GlorotNormal,
    GlorotUniform,
    HeNormal,
    HeUniform,
    LecunNormal,
    LecunUniform,
    VarianceScaling,
)
from coursekit.nn.serialize import instance

# Keras' other names: the functions are the classes themselves
zeros, ones, constant, identity, orthogonal = Zeros, Ones, Constant, Identity, Orthogonal
random_normal, random_uniform, truncated_normal = RandomNormal, RandomUniform, TruncatedNormal
glorot_normal, he_normal, lecun_normal = GlorotNormal, HeNormal, LecunNormal
glorot_uniform, he_uniform, lecun_uniform = GlorotUniform, HeUniform, LecunUniform
variance_scaling = VarianceScaling
OrthogonalInitializer, IdentityInitializer = Orthogonal, Identity

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
    "identity": Identity,
}
_ALIASES = {"one": Ones, "zero": Zeros, "normal": RandomNormal, "uniform": RandomUniform,
            "OrthogonalInitializer": Orthogonal, "IdentityInitializer": Identity}  # fmt: skip
_by_name = ALL | {cls.__name__: cls for cls in ALL.values()} | _ALIASES


def get(identifier):
    """Return the initializer that ``identifier`` names.

    Parameters
    ----------
    identifier : str, Initializer, class, callable, array or dict
        A name such as ``"glorot_uniform"`` or ``"GlorotUniform"``, an initializer, which is
        returned as it is, any function of ``(shape, dtype)``, an array of the weight's shape, or
        what ``spec`` or Keras wrote of an initializer.

    Raises
    ------
    ValueError
        When there is no such initializer; the sentence names the nearest one.
    """
    identifier = instance(identifier, "initializers", Initializer)
    if isinstance(identifier, np.ndarray):
        return _given(identifier)
    if callable(identifier):
        return identifier
    if isinstance(identifier, str) and identifier in _by_name:
        return _by_name[identifier]()
    return ALL[nearest(identifier, ALL, "initializer")]()


def _given(array):
    """A function that returns ``array`` whatever the shape asked for; the layer compares it."""
    return lambda shape, dtype=None: np.array(array, dtype=dtype)


__getattr__ = refuser(__name__)
