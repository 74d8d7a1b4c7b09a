"""The shape of one sample, announced before any data is seen."""

import numpy as np

from coursekit._checks import number_type, positive_integer
from coursekit.nn.config import floatx
from coursekit.nn.layers.options import KNOWN_TO_KERAS
from coursekit.nn.refusal import refuse


class Input:
    """First entry of a ``Sequential``: it holds a shape and computes nothing.

    Parameters
    ----------
    shape : tuple of int
        Shape of one sample without the batch axis: ``(11,)`` for 11 features,
        ``(32, 32, 3)`` for a colour picture, channels last.  ``None`` leaves a length open:
        ``(None, None, 3)`` for colour pictures of any size.
    batch_size : None
        As in Keras, at its default only: a model takes batches of any size.
    dtype : str, optional
        Type of the data, for example ``"int32"``; layers compute in their own type.
    name : str, optional
    **others
        Keras' other arguments, at their defaults only.
    """

    def __init__(self, shape=None, batch_size=None, dtype=None, name=None, **others):
        refuse(self, {"batch_size": batch_size, **others}, KNOWN_TO_KERAS)
        self.shape = sample_shape(shape)
        self.dtype = number_type(floatx() if dtype is None else dtype, "dtype of Input")
        self.name = name or "input_layer"


InputLayer = Input


def refuse_symbols(x):
    """Raise ``ValueError`` when a layer or a model is called with an ``Input`` in place of data."""
    if isinstance(x, Input):
        raise ValueError(
            "There is no functional style here, y = layer(x) of an Input: list the layers, "
            "Sequential([Input((11,)), Dense(6), …])."
        )


def sample_shape(shape):
    """Return ``shape`` as a tuple of whole numbers and ``None``, or raise ``ValueError``."""
    if isinstance(shape, (int, np.integer)):
        raise ValueError(f"Input needs a tuple: write shape=({shape},), with the comma.")
    if not isinstance(shape, (tuple, list)):
        raise ValueError(
            f"Input needs the shape of one sample, for example shape=(11,), got {shape!r}."
        )
    what = "Each length in Input's shape"
    return tuple(None if n is None else positive_integer(n, what) for n in shape)


def first_shape(shape, size):
    """Shape of one sample from the arguments ``input_shape`` and ``input_dim``, or ``None``.

    ``Dense(6, input_dim=11)`` and ``Dense(6, input_shape=(11,))`` as the first layer stand for
    ``Input((11,))`` before it.
    """
    if size is not None:
        if shape is not None:
            raise ValueError("Give input_shape or input_dim, not both: they say the same.")
        shape = (positive_integer(size, "input_dim"),)
    return None if shape is None else sample_shape(shape)
