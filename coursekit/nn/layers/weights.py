"""The arrays of a layer: its weights, their gradients, its state, and penalties on weights."""

import numpy as np

from coursekit._checks import numeric_array
from coursekit.nn import regularizers
from coursekit.nn.serialize import spec


class Weights:
    """What every layer can do with its arrays.

    Attributes
    ----------
    params, grads : dict of str to ndarray
        Weights that training moves and their gradients by name, in Keras' order.
    state : dict of str to ndarray
        Arrays that ``forward`` itself keeps up to date, such as moving means.
    regularizers : dict of str to Regularizer
        Which weights are penalised, and how.
    trainable : bool
        Whether training moves the weights.
    """

    trainable = True

    def __init__(self):
        self.params, self.grads, self.state = {}, {}, {}
        self.regularizers = {}

    def draw(self, weight_specs, state_specs, dtype):
        """Make all arrays, ``{name: (shape, initializer)}``."""
        self.params = {name: self._draw(name, *one, dtype) for name, one in weight_specs.items()}
        self.state = {name: self._draw(name, *one, dtype) for name, one in state_specs.items()}
        self.grads = {name: np.zeros_like(value) for name, value in self.params.items()}

    def _draw(self, name, shape, initializer, dtype):
        array = np.array(initializer(shape, dtype=dtype), dtype=dtype)
        if array.shape != tuple(shape):
            raise ValueError(
                f"The initializer of {name} in {type(self).__name__} made an array of shape "
                f"{array.shape}, but was asked for {tuple(shape)}."
            )
        return array

    def bind(self, params, grads):
        """Use these arrays (views into a model's flat vectors) as weights and gradients."""
        self.params = params
        self.grads = grads

    @property
    def weights(self):
        """All arrays as Keras lists them: those that training moves, then the layer's state."""
        return [*self.params.values(), *self.state.values()]

    @property
    def trainable_weights(self):
        """The arrays that training moves; none when ``trainable`` is False."""
        return list(self.params.values()) if self.trainable else []

    @property
    def non_trainable_weights(self):
        """All other arrays."""
        return list(self.state.values()) if self.trainable else self.weights

    @property
    def kernel(self):
        """The array of connection weights."""
        return self._weight("kernel")

    @property
    def bias(self):
        """The array of biases; ``None`` with use_bias=False."""
        return None if getattr(self, "use_bias", True) is False else self._weight("bias")

    def _weight(self, name):
        if name not in self.params:
            why = "it has none" if self.built else "call the layer, or build its model, first"
            raise AttributeError(
                f"There is no {name} in {type(self).__name__} {self.name!r}: {why}."
            )
        return self.params[name]

    def penalty(self):
        """What the regularizers add to the loss, a number; 0.0 without any, or when frozen."""
        if not self.trainable:
            return 0.0
        return sum((r(self.params[name]) for name, r in self.regularizers.items()), 0.0)

    def regularize(self, **chosen):
        """Keep the regularizer of each named weight that the layer has."""
        if getattr(self, "use_bias", True) is False:
            chosen.pop("bias", None)
        found = {name: regularizers.get(item) for name, item in chosen.items()}
        self.regularizers = {name: r for name, r in found.items() if r is not None}

    def regularizer_config(self, *names):
        """The arguments ``<name>_regularizer`` for ``get_config``."""
        return {f"{name}_regularizer": spec(self.regularizers.get(name)) for name in names}

    def add_penalty_gradients(self):
        """Add ``∂penalty/∂w`` to ``grads``; ``backward`` of a layer with regularizers ends so."""
        for name, regularizer in self.regularizers.items():
            self.grads[name] += regularizer.gradient(self.params[name])

    def count_params(self):
        """Number of single numbers in all weights."""
        return sum(value.size for value in self.weights)

    def get_weights(self):
        """Copies of the weights, in the order in which Keras lists them."""
        return [value.copy() for value in self.weights]

    def set_weights(self, weights):
        """Copy ``weights``, a list as ``get_weights`` returns it, into the layer."""
        checked = self.check_weights(weights, f"Layer {self.name!r}")
        for target, value in zip(self.weights, checked, strict=True):
            target[...] = value

    def check_weights(self, weights, owner):
        """Return ``weights`` as arrays when they fit the layer, else raise ``ValueError``."""
        mine = self.params | self.state
        if not isinstance(weights, (list, tuple)):
            raise ValueError(f"{owner} takes a list of arrays, got {type(weights).__name__}.")
        if len(weights) != len(mine):
            raise ValueError(
                f"{owner} has {len(mine)} arrays ({', '.join(mine) or 'none'}), got {len(weights)}."
            )
        arrays = [numeric_array(value, f"{owner}: each weight") for value in weights]
        for (name, target), value in zip(mine.items(), arrays, strict=True):
            if value.shape != target.shape:
                raise ValueError(
                    f"{owner}: {name} has shape {target.shape}, got one of shape {value.shape}."
                )
        return arrays
