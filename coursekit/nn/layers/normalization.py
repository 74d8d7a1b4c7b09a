"""Scaling of inputs inside the model: by measured mean and variance, or by fixed numbers."""

import numpy as np

from coursekit._checks import flag, numeric_array
from coursekit.nn import initializers
from coursekit.nn.layers.base import Layer

SMALLEST_SPREAD = 1e-7


class Rescaling(Layer):
    """``y = scale · x + offset``: 1/255 takes pixels to the range from 0 to 1.

    Parameters
    ----------
    scale, offset : float, or a list that fits the last axes
    **others
        As in `Layer`.
    """

    def __init__(self, scale, offset=0.0, **others):
        super().__init__(**others)
        self.scale = _plain(scale, "scale of Rescaling")
        self.offset = _plain(offset, "offset of Rescaling")

    def forward(self, x, training=False):
        scale, offset = (np.asarray(v, dtype=x.real.dtype) for v in (self.scale, self.offset))
        return x * scale + offset

    def backward(self, dy, need_dx=True):
        return dy * np.asarray(self.scale, dtype=dy.dtype) if need_dx else None

    def get_config(self):
        return super().get_config() | {"scale": self.scale, "offset": self.offset}


class Normalization(Layer):
    """``y = (x − μ) / σ`` with the mean μ and the spread σ of data seen before training.

    ``adapt(data)`` measures μ and σ² once; training does not move them.

    Parameters
    ----------
    axis : int, tuple of int or None
        Axes that keep a mean of their own: −1 is one for each feature, None one for all numbers.
    mean, variance : float or array, optional
        Given instead of measured; both or none.
    invert : bool
        Go back: ``y = x σ + μ``.
    **others
        As in `Layer`.

    Notes
    -----
    σ is at least 1e-7, as in Keras, so that a feature that never changes becomes 0.
    """

    def __init__(self, axis=-1, mean=None, variance=None, invert=False, **others):
        super().__init__(**others)
        self.axis = (
            () if axis is None else tuple(axis) if isinstance(axis, (tuple, list)) else (axis,)
        )
        if any(isinstance(a, bool) or not isinstance(a, (int, np.integer)) for a in self.axis):
            raise ValueError(f"axis of Normalization must be a whole number or some, got {axis!r}.")
        if (mean is None) != (variance is None):
            raise ValueError("Give Normalization both mean and variance, or none and call adapt.")
        self.given = {"mean": None, "variance": None}
        if mean is not None:
            self.given["mean"] = _plain(mean, "mean of Normalization")
            self.given["variance"] = _plain(variance, "variance of Normalization")
        if np.shape(self.given["mean"]) != np.shape(self.given["variance"]):
            raise ValueError("mean and variance of Normalization must have the same shape.")
        self.invert = flag(invert, "invert")

    def check_input_shape(self, input_shape):
        rank = len(input_shape)
        if any(not -rank <= a < rank for a in self.axis):
            raise ValueError(f"Normalization has no axis {self.axis} in {tuple(input_shape)}.")
        if None in self._kept(input_shape):
            raise ValueError(
                f"Normalization needs to know the lengths of its axes {self.axis}, "
                f"got inputs of shape {tuple(input_shape)}."
            )

    def _places(self, rank):
        return sorted(a % rank for a in self.axis)

    def _kept(self, shape):
        return tuple(shape[a] for a in self._places(len(shape)))

    def state_specs(self, input_shape):
        if self.given["mean"] is not None:
            return {}
        shape = self._kept(input_shape)
        zeros, ones = initializers.get("zeros"), initializers.get("ones")
        return {"mean": (shape, zeros), "variance": (shape, ones), "count": ((), zeros)}

    def adapt(self, data):
        """Measure mean and variance of ``data``, batch axis first; earlier ones are forgotten.

        A list of arrays, or a generator of them, is taken as batches of one array.
        """
        data = numeric_array(_all_rows(data), "data for adapt")
        if not self.built:
            self.build((None, *data.shape[1:]))
        if self.given["mean"] is not None:
            raise ValueError(
                "This Normalization was given its mean and variance: adapt is for one without."
            )
        self.check_same_features(data.shape)
        others = tuple(set(range(data.ndim)) - set(self._places(data.ndim)))
        self.state["mean"][...] = data.mean(axis=others)
        self.state["variance"][...] = data.var(axis=others)

    @property
    def mean(self):
        """μ, with axes of length 1 where one number is for all; None before the layer is built."""
        return self._lined_up("mean", self.input_shape)

    @property
    def variance(self):
        """σ² in the same form."""
        return self._lined_up("variance", self.input_shape)

    def _lined_up(self, name, shape):
        if not self.built:
            return None
        given, places = self.given[name], self._places(len(shape))
        value = self.state[name] if given is None else np.asarray(given, dtype=self.dtype)
        kept = np.broadcast_to(value, self._kept(shape))
        return kept.reshape([n if a in places else 1 for a, n in enumerate(shape)])

    def forward(self, x, training=False):
        found = (self._lined_up(name, x.shape) for name in ("mean", "variance"))
        mean, variance = (value.astype(x.real.dtype) for value in found)
        self.spread = np.maximum(np.sqrt(variance), SMALLEST_SPREAD)
        return x * self.spread + mean if self.invert else (x - mean) / self.spread

    def backward(self, dy, need_dx=True):
        if not need_dx:
            return None
        return dy * self.spread if self.invert else dy / self.spread

    def get_config(self):
        own = {"axis": list(self.axis), "invert": self.invert}
        return super().get_config() | own | self.given


def _all_rows(data):
    """One array of all batches, where ``data`` is a list of arrays or hands them out one by one."""
    listed = isinstance(data, (list, tuple)) and any(
        isinstance(b, (np.ndarray, tuple)) and np.ndim(b[0] if isinstance(b, tuple) else b) > 1
        for b in data
    )
    if not (listed or hasattr(data, "__next__")):
        return data
    batches = [np.asarray(b[0] if isinstance(b, tuple) else b) for b in data]
    if not batches or any(b.ndim == 0 for b in batches):
        raise ValueError("adapt needs an array, or at least one batch of rows: arrays in a list.")
    return np.concatenate(batches)


def _plain(value, what):
    """``value`` as a float or a list of floats, so that it can be saved."""
    return numeric_array(value, what).astype(float).tolist()
