"""The shape of one sample, announced before any data is seen."""

import numpy as np

from coursekit._checks import float_type, positive_integer
from coursekit.nn.config import floatx


class Input:
    """First entry of a ``Sequential``: it holds a shape and computes nothing.

    Parameters
    ----------
    shape : tuple of int
        Shape of one sample without the batch axis: ``(11,)`` for 11 features,
        ``(32, 32, 3)`` for a colour picture, channels last.
    batch_size : int, optional
        Kept for the same call as in Keras; any batch size is taken.
    dtype, name : str, optional
    """

    def __init__(self, shape=None, batch_size=None, dtype=None, name=None):
        if isinstance(shape, (int, np.integer)):
            raise ValueError(f"Input needs a tuple: write shape=({shape},), with the comma.")
        if not isinstance(shape, (tuple, list)):
            raise ValueError(
                f"Input needs the shape of one sample, for example shape=(11,), got {shape!r}."
            )
        self.shape = tuple(
            None if n is None else positive_integer(n, "Each length in Input's shape")
            for n in shape
        )
        self.batch_size = batch_size
        self.dtype = float_type(floatx() if dtype is None else dtype, "dtype of Input")
        self.name = name or "input_layer"


InputLayer = Input
