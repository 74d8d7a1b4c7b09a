"""Optimizers, in order of growing complexity, from SGD to Adam and its relatives."""

from coursekit._checks import nearest
from coursekit.nn.absent import refuser
from coursekit.nn.optimizers import schedules
from coursekit.nn.optimizers.adadelta import Adadelta
from coursekit.nn.optimizers.adagrad import Adagrad
from coursekit.nn.optimizers.adam import Adam
from coursekit.nn.optimizers.adamw import AdamW
from coursekit.nn.optimizers.base import Optimizer
from coursekit.nn.optimizers.nadam import Nadam
from coursekit.nn.optimizers.rmsprop import RMSprop
from coursekit.nn.optimizers.sgd import SGD
from coursekit.nn.serialize import instance

__all__ = [
    "SGD",
    "Adadelta",
    "Adagrad",
    "Adam",
    "AdamW",
    "Nadam",
    "Optimizer",
    "RMSprop",
    "get",
    "schedules",
]

ALL = {cls.__name__: cls for cls in (SGD, Adagrad, Adadelta, RMSprop, Adam, AdamW, Nadam)}
_by_name = ALL | {name.lower(): cls for name, cls in ALL.items()}


def get(identifier):
    """Return the optimizer that ``identifier`` names.

    Parameters
    ----------
    identifier : str, class, dict or Optimizer
        A name such as ``"adam"`` (with Keras' defaults), or an optimizer, which is returned as
        it is, or what ``spec`` or Keras wrote of one.

    Raises
    ------
    ValueError
        When there is no such optimizer; the sentence names the nearest one.
    """
    identifier = instance(identifier, "optimizers", Optimizer)
    if isinstance(identifier, Optimizer):
        return identifier
    if isinstance(identifier, str) and identifier.lower() in _by_name:
        return _by_name[identifier.lower()]()
    nearest(identifier, ALL, "optimizer")


__getattr__ = refuser(__name__)
