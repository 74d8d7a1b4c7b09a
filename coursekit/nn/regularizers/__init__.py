"""Penalties on weights that are added to the loss, so that training keeps the weights small."""

from coursekit._checks import nearest
from coursekit.nn.absent import refuser
from coursekit.nn.regularizers.base import Regularizer
from coursekit.nn.regularizers.norms import L1, L1L2, L2
from coursekit.nn.serialize import instance

# Keras' names: the functions l1, l2 and l1_l2 are the classes themselves
l1, l2, l1_l2 = L1, L2, L1L2
_BY_NAME = {"l1": L1, "l2": L2, "L1": L1, "L2": L2, "L1L2": L1L2, "l1l2": L1L2}


def get(identifier):
    """Return the regularizer that ``identifier`` names.

    Parameters
    ----------
    identifier : None, str, class, dict or Regularizer
        ``None`` is no regularizer; a name such as ``"l2"`` has Keras' factor 0.01; a dictionary is
        what ``spec`` of a saved layer holds.

    Raises
    ------
    ValueError
        When there is no such regularizer; the sentence names the nearest one.
    """
    identifier = instance(identifier, "regularizers", Regularizer)
    if identifier is None or isinstance(identifier, Regularizer):
        return identifier
    if callable(identifier):
        raise ValueError(
            f"A regularizer is L1, L2 or L1L2, or a subclass of Regularizer, got {identifier!r}: "
            "a plain function does not say its gradient."
        )
    return _BY_NAME[nearest(identifier, _BY_NAME, "regularizer")]()


__getattr__ = refuser(__name__)
