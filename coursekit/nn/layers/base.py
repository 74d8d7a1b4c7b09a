"""The contract of every layer: ``y = forward(x)`` and, one link back, ``dx = backward(dy)``."""

import re
from types import NoneType

import numpy as np

from coursekit._checks import float_type, numeric_array
from coursekit.nn.config import floatx


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

    Attributes
    ----------
    params, grads : dict of str to ndarray
        Weights and their gradients by name, in the order in which Keras lists them; a weight that
        is no part of gradient descent (``untrained``) has no gradient.
    trainable : bool
        ``False`` freezes the weights at the next ``compile``, as in Keras.
    input_shape, output_shape : tuple
        Shapes with ``None`` for the batch axis, known once the layer is built.
    """

    untrained = ()  # names of weights that the forward pass keeps up itself, such as averages

    def __init__(self, name=None, dtype=None):
        self.trainable = True
        self.named_by_user = name is not None
        if not isinstance(name, (str, NoneType)):
            raise ValueError(f"name of a layer must be text, got {name!r}.")
        self.name = name or _snake_case(type(self).__name__)
        self.dtype = float_type(floatx() if dtype is None else dtype, "dtype of a layer")
        self.params = {}
        self.grads = {}
        self.input_shape = None
        self.output_shape = None
        self.built = False

    def check_input_shape(self, input_shape):
        """Raise ``ValueError`` with one clear sentence when inputs of this shape make no sense."""

    def weight_specs(self, input_shape):
        """Return ``{name: (shape, initializer)}`` for inputs of ``input_shape``."""
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
        specs = self.weight_specs(input_shape)
        self.params = {
            name: np.asarray(initializer(shape, dtype=self.dtype))
            for name, (shape, initializer) in specs.items()
        }
        self.grads = {
            name: np.zeros_like(value)
            for name, value in self.params.items()
            if name not in self.untrained
        }
        self.input_shape = tuple(input_shape)
        self.output_shape = tuple(self.compute_output_shape(self.input_shape))
        self.built = True

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
        expected = self.input_shape
        fits = len(shape) == len(expected) and all(
            want in (None, got) for want, got in zip(expected, shape, strict=True)
        )
        if not fits:
            raise ValueError(
                f"{type(self).__name__} was built for inputs of shape {expected}, "
                f"got {tuple(shape)}: give it the same features, or make a new layer."
            )

    def count_params(self):
        """Number of single numbers in all weights."""
        return sum(value.size for value in self.params.values())

    @property
    def weights(self):
        """All weights, in the order in which Keras lists them: those who learn come first."""
        return self.trainable_weights + self.non_trainable_weights

    @property
    def trainable_weights(self):
        """Weights that gradient descent changes."""
        return [self.params[name] for name in self.grads if self.trainable]

    @property
    def non_trainable_weights(self):
        """Weights that gradient descent leaves alone."""
        learning = self.grads if self.trainable else ()
        return [value for name, value in self.params.items() if name not in learning]

    def penalty(self):
        """What the regularizers of this layer add to the loss; ``backward`` adds its gradient."""
        return 0.0

    def get_weights(self):
        """Copies of the weights, in the order in which Keras lists them."""
        return [value.copy() for value in self.params.values()]

    def set_weights(self, weights):
        """Copy ``weights``, a list as ``get_weights`` returns it, into the layer."""
        owner = f"Layer {self.name!r}"
        for target, value in zip(
            self.params.values(), self.check_weights(weights, owner), strict=True
        ):
            target[...] = value

    def check_weights(self, weights, owner):
        """Return ``weights`` as arrays when they fit the layer, else raise ``ValueError``."""
        if not isinstance(weights, (list, tuple)):
            raise ValueError(f"{owner} takes a list of arrays, got {type(weights).__name__}.")
        if len(weights) != len(self.params):
            raise ValueError(
                f"{owner} has {len(self.params)} arrays ({', '.join(self.params) or 'none'}), "
                f"got {len(weights)}."
            )
        arrays = [numeric_array(value, f"{owner}: each weight") for value in weights]
        for (name, target), value in zip(self.params.items(), arrays, strict=True):
            if value.shape != target.shape:
                raise ValueError(
                    f"{owner}: {name} has shape {target.shape}, got one of shape {value.shape}."
                )
        return arrays

    def get_config(self):
        """Arguments that rebuild this layer, as plain JSON values."""
        return {"name": self.name, "dtype": self.dtype}


def _snake_case(name):
    """Keras' form: ``MaxPooling2D`` → ``max_pooling2d``, ``SimpleRNN`` → ``simple_rnn``."""
    return re.sub(r"(?<=.)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_", name).lower()
