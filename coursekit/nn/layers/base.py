"""The contract of every layer: ``y = forward(x)`` and, one link back, ``dx = backward(dy)``."""

import re
from types import NoneType

from coursekit._checks import flag, float_type, numeric_array
from coursekit.nn import activations
from coursekit.nn.config import floatx
from coursekit.nn.layers.input import first_shape, refuse_symbols
from coursekit.nn.layers.options import CALLED_BY_KERAS, KNOWN_TO_KERAS, OWN_LAYER
from coursekit.nn.layers.weights import Weights
from coursekit.nn.refusal import refuse
from coursekit.nn.serialize import from_config


class Layer(Weights):
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
    params, grads, state
        The layer's arrays; see `Weights`.
    input_shape, output_shape : tuple
        Shapes with ``None`` for the batch axis, known once the layer is built.
    first_shape : tuple or None
        Shape of one sample, where ``input_shape`` or ``input_dim`` announced it.
    """

    def __init__(
        self, name=None, dtype=None, trainable=True, input_shape=None, input_dim=None, **others
    ):
        super().__init__()
        self.named_by_user = name is not None
        if not isinstance(name, (str, NoneType)):
            raise ValueError(f"name of a layer must be text, got {name!r}.")
        self.name = name or _snake_case(type(self).__name__)
        self.dtype = float_type(floatx() if dtype is None else dtype, "dtype of a layer")
        self.trainable = flag(trainable, "trainable")
        self.first_shape = first_shape(input_shape, input_dim)
        refuse(self, others, KNOWN_TO_KERAS)
        self.input_shape = None
        self.output_shape = None
        self.built = False

    @property
    def activation(self):
        """The function of the sums, where a layer has one; a name may be given to it later too."""
        try:
            return self._activation
        except AttributeError:
            raise AttributeError(f"{type(self).__name__} has no activation.") from None

    @activation.setter
    def activation(self, identifier):
        self._activation = activations.get(identifier)

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
        raise NotImplementedError(OWN_LAYER.format(type(self).__name__))

    def backward(self, dy, need_dx=True):
        """Fill ``grads`` from ``dy = ∂L/∂y`` and return ``∂L/∂x`` (``None`` unless ``need_dx``)."""
        raise NotImplementedError

    def passes_on(self, training=False):
        """Whether ``forward`` gives back its input itself, whatever the numbers."""
        return False

    def output_activation(self):
        """f, where the output is f(z) and a loss may start back from the sums z, else ``None``."""
        return self.activation if hasattr(self, "backward_from_z") else None

    def output_sums(self):
        """The sums z behind the last output, of a layer with an `output_activation`."""
        return self.z

    def build(self, input_shape):
        """Draw the weights for inputs of ``input_shape`` (batch axis first, as ``None``)."""
        self.check_input_shape(input_shape)
        self.draw(self.weight_specs(input_shape), self.state_specs(input_shape), self.dtype)
        self.input_shape = tuple(input_shape)
        self.output_shape = tuple(self.compute_output_shape(self.input_shape))
        self.built = True

    def __call__(self, x, training=False, **others):
        """Check ``x``, draw the weights on the first call, and compute the output."""
        refuse(self, others, CALLED_BY_KERAS)
        refuse_symbols(x)
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

    def get_config(self):
        """Arguments that rebuild this layer, as plain JSON values."""
        return {"name": self.name, "dtype": self.dtype, "trainable": self.trainable}

    from_config = classmethod(from_config)


def _snake_case(name):
    """Keras' form: ``MaxPooling2D`` → ``max_pooling2d``, ``SimpleRNN`` → ``simple_rnn``."""
    return re.sub(r"(?<=.)(?=[A-Z][a-z])|(?<=[a-z])(?=[A-Z])", "_", name).lower()
