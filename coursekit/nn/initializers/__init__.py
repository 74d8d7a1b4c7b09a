"""Initial weights: constants, and random draws scaled to the number of connections of a unit."""

from coursekit._checks import nearest
from coursekit.nn.initializers.base import Constant, Initializer, Ones, Zeros
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
        A name such as ``"glorot_uniform"`` or ``"GlorotUniform"``, an initializer, which is
        returned as it is, or any function of ``(shape, dtype)``.

    Raises
    ------
    ValueError
        When there is no such initializer; the sentence names the nearest one.
    """
    if isinstance(identifier, type) and issubclass(identifier, Initializer):
        return identifier()
    if callable(identifier):
        return identifier
    if isinstance(identifier, str) and identifier in _by_class:
        return _by_class[identifier]()
    return ALL[nearest(identifier, ALL, "initializer")]()
