"""The contract of every layer: ``y = forward(x)`` and, one link back, ``dx = backward(dy)``."""

import re
from types import NoneType

import numpy as np

from coursekit._checks import flag, float_type, numeric_array
from coursekit.nn import regularizers
from coursekit.nn.config import floatx
from coursekit.nn.layers.options import first_shape, refuse
from coursekit.nn.serialize import from_config


class Layer:
    """A function with trainable arrays.

    A layer computes ``y = f(x; weights)``.  Given the gradient of a loss with respect to its
    output, ``dy = ∂L/∂y``, it computes ``dx = ∂L/∂x`` and fills ``grads`` with ``∂L/∂weight``.

    Parameters
    ----------
    name : str, optional
        Shown in ``summary()``; the class name in snake case when left out.
    dtype : str, optional
        Type of the weights; ``floatx()`` (``"float32"`` at the start, as in Keras) when left out.
    trainable : bool, default True
        Whether training moves the weights.  A layer with trainable=False keeps its arrays and
        still passes gradients back.
    input_shape, input_dim, **others
        For the first layer of a model in place of ``Input``; see `first_shape`.  Keras' other
        arguments are taken at their defaults and refused by name otherwise.

    Attributes
    ----------
    params, grads : dict of str to ndarray
        Weights that training moves and their gradients by name, in Keras' order.
    state : dict of str to ndarray
        Arrays that ``forward`` itself keeps up to date, such as moving means.
    regularizers : dict of str to Regularizer
        Which weights are penalised, and how.
    input_shape, output_shape : tuple
        Shapes with ``None`` for the batch axis, known once the layer is built.
    first_shape : tuple or None
        Shape of one sample, where ``input_shape`` or ``input_dim`` announced it.
    """

    def __init__(self, name=None, dtype=None, trainable=True, **others):
        self.named_by_user = name is not None
        if not isinstance(name, (str, NoneType)):
            raise ValueError(f"name of a layer must be text, got {name!r}.")
        self.name = name or _snake_case(type(self).__name__)
        self.dtype = float_type(floatx() if dtype is None else dtype, "dtype of a layer")
        self.trainable = flag(trainable, "trainable")
        self.first_shape = first_shape(others)
        refuse(self, others)
        self.params, self.grads, self.state = {}, {}, {}
        self.regularizers = {}
        self.input_shape = None
        self.output_shape = None
        self.built = False

    def check_input_shape(self, input_shape):
        """Raise ``ValueError`` with one clear sentence when inputs of this shape make no sense."""

    def weight_specs(self, input_shape):
        """Return ``{name: (shape, initializer)}`` for inputs of ``input_shape``."""
        return {}

    def state_specs(self, input_shape):
        """The same for the arrays of ``state``."""
        return {}

    def compute_output_shape(self, input_shape):
        """Shape of the output, batch axis first, for inputs of ``input_shape``."""
        return input_shape

    def forward(self, x, training=False):
        """Compute the output for a batch ``x`` and remember what ``backward`` needs."""
        raise NotImplementedError

    def backward(self, dy, need_dx=True):
        """Fill ``grads`` from ``dy = ∂L/∂y`` and return ``∂L/∂x`` (``None`` unless ``need_dx``)."""
        raise NotImplementedError

    def build(self, input_shape):
        """Draw the weights for inputs of ``input_shape`` (batch axis first, as ``None``)."""
        self.check_input_shape(input_shape)
        self.params = self._draw(self.weight_specs(input_shape))
        self.state = self._draw(self.state_specs(input_shape))
        self.grads = {
            name: np.zeros_like(value)
            for name, value in self.params.items()
            if name not in self.untrained
        }
        self.input_shape = tuple(input_shape)
        self.output_shape = tuple(self.compute_output_shape(self.input_shape))
        self.built = True

    def _draw(self, specs):
        arrays = {}
        for name, (shape, initializer) in specs.items():
            arrays[name] = np.array(initializer(shape, dtype=self.dtype), dtype=self.dtype)
            if arrays[name].shape != tuple(shape):
                raise ValueError(
                    f"The initializer of {name} in {type(self).__name__} returned the shape "
                    f"{arrays[name].shape}, but it was asked for {tuple(shape)}."
                )
        return arrays

    def bind(self, params, grads):
        """Use these arrays (views into a model's flat vectors) as weights and gradients."""
        self.params = params
        self.grads = grads

    def __call__(self, x, training=False):
        """Check ``x``, draw the weights on the first call, and compute the output."""
        x = numeric_array(x, f"The input of {type(self).__name__}")
        if x.dtype.kind not in "fc":
            x = x.astype(self.dtype)
        if self.built:
            self.check_same_features(x.shape)
        else:
            self.build((None, *x.shape[1:]))
        return self.forward(x, training=training)

    def check_same_features(self, shape):
        """Raise ``ValueError`` when a batch of ``shape`` is not what the layer was built for."""
        if not (self.params or self.state):
            self.check_input_shape(shape)  # no array of its own that a new shape could not fit
            return
        expected = self.input_shape
        fits = len(shape) == len(expected) and all(
            want in (None, got) for want, got in zip(expected, shape, strict=True)
        )
        if not fits:
            raise ValueError(
                f"{type(self).__name__} was built for inputs of shape {expected}, "
                f"got {tuple(shape)}: give it the same features, or make a new layer."
            )

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
            raise AttributeError(f"There is no {name} in {type(self).__name__} {self.name!r}: {why}.")
        return self.params[name]

    def penalty(self):
        """What the regularizers add to the loss, a number; 0.0 without regularizers."""
        return sum((r(self.params[name]) for name, r in self.regularizers.items()), 0.0)

    def regularize(self, **chosen):
        """Keep the regularizer of each named weight, and return nothing of those that are None."""
        found = {name: regularizers.get(chosen[name]) for name in chosen}
        self.regularizers = {name: r for name, r in found.items() if r is not None}

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
                f"{owner} has {len(mine)} arrays ({', '.join(mine) or 'none'}), "
                f"got {len(weights)}."
            )
        arrays = [numeric_array(value, f"{owner}: each weight") for value in weights]
        for (name, target), value in zip(mine.items(), arrays, strict=True):
            if value.shape != target.shape:
                raise ValueError(
                    f"{owner}: {name} has shape {target.shape}, got one of shape {value.shape}."
                )
        return arrays

    def get_config(self):
        """Arguments that rebuild this layer, as plain JSON values."""
        return {"name": self.name, "dtype": self.dtype, "trainable": self.trainable}

    from_config = classmethod(from_config)


def _snake_case(name):
    """Keras' form: ``MaxPooling2D`` → ``max_pooling2d``, ``SimpleRNN`` → ``simple_rnn``."""
    return re.sub(r"(?<=.)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_", name).lower()
