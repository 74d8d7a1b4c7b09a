"""Layers in a row, with all weights in one flat vector θ and all gradients in another."""

from types import GeneratorType, NoneType

import numpy as np

from coursekit.nn.activations.base import FromFunction
from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.input import Input


class Network:
    """Layers that follow one another; ``Sequential`` adds training.

    Each weight array of each layer is a view into one vector ``theta``, and each gradient a view
    into ``gradient``, so that one training step is the textbook's line ``θ ← θ + Δθ``.

    Parameters
    ----------
    layers : list, optional
        ``Input`` first (or the shape is taken from the first data), then layers in order.
    name : str, optional

    Attributes
    ----------
    layers : list of Layer
    theta, gradient : ndarray, shape (count_params(),)
        All weights, and the gradient of the loss from the last ``backward``.
    """

    def __init__(self, layers=None, *, name=None):
        if not isinstance(layers, (list, tuple, GeneratorType, NoneType)):
            raise ValueError(
                f"Sequential takes a list of layers, got {layers!r}: write [ ] around."
            )
        self.name = name or "sequential"
        self.layers = []
        self.input_shape = None
        self.theta = None
        self.gradient = None
        self._first_trainable = 0
        for layer in layers or []:
            self.add(layer)

    @property
    def built(self):
        """Whether the weights exist."""
        return self.theta is not None

    @property
    def output_shape(self):
        """Shape of the output with ``None`` for the batch axis."""
        if self.input_shape is None:
            raise ValueError("The inputs' shape is not known: start the model with Input(shape).")
        return self.compute_output_shape(self.input_shape)

    def add(self, layer):
        """Append a layer; the first entry may be an ``Input``."""
        if isinstance(layer, Input):
            if self.layers or self.input_shape:
                raise ValueError("Input must be the first entry of a Sequential, only once.")
            self.input_shape = (None, *layer.shape)
            return
        if not isinstance(layer, Layer):
            raise ValueError(f"Sequential takes layers, got {layer!r}: write for example Dense(6).")
        if any(layer is other for other in self.layers):
            raise ValueError(f"Layer {layer.name!r} is already in this model: make a new layer.")
        shape = self.compute_output_shape(self.input_shape) if self.input_shape else None
        if shape:
            layer.check_input_shape(shape)
        self._give_unique_name(layer)
        self.layers.append(layer)
        if shape:
            layer.build(shape)
            self._make_flat()

    def _give_unique_name(self, layer):
        taken = {other.name for other in self.layers}
        if layer.name not in taken:
            return
        if layer.named_by_user:
            raise ValueError(f"Two layers are named {layer.name!r}: every name must be unique.")
        number = 1
        while f"{layer.name}_{number}" in taken:
            number += 1
        layer.name = f"{layer.name}_{number}"

    def pop(self):
        """Remove the last layer and return it."""
        if not self.layers:
            raise ValueError("This model has no layers to remove.")
        layer = self.layers.pop()
        if self.built:
            layer.bind(_own_copies(layer.params), _own_copies(layer.grads))
            self._make_flat()
        return layer

    def get_layer(self, name=None, index=None):
        """Layer by its name or by its place."""
        if index is not None:
            if not -len(self.layers) <= index < len(self.layers):
                raise ValueError(f"There is no layer {index}: the model has {len(self.layers)}.")
            return self.layers[index]
        for layer in self.layers:
            if layer.name == name:
                return layer
        names = ", ".join(layer.name for layer in self.layers)
        raise ValueError(f"There is no layer named {name!r}. The layers are: {names}.")

    def compute_output_shape(self, input_shape):
        """Shape of the output for ``input_shape``; an error if the layers cannot take it."""
        shape = input_shape
        for layer in self.layers:
            if layer.built:
                layer.check_same_features(shape)
            else:
                layer.check_input_shape(shape)
            shape = tuple(layer.compute_output_shape(shape))
        return shape

    def build(self, input_shape=None):
        """Draw all weights for inputs of ``input_shape`` (batch axis first, as ``None``)."""
        shape = input_shape or self.input_shape
        if not shape:
            raise ValueError("The inputs' shape is not known: start the model with Input(shape).")
        if not isinstance(shape, (tuple, list)):
            raise ValueError(f"build needs a shape such as (None, 11), got {shape!r}.")
        shape = (shape[0], *Input(shape[1:]).shape)
        self.compute_output_shape(shape)
        self.input_shape = shape
        for layer in self.layers:
            if not layer.built:
                layer.build(shape)
            shape = layer.output_shape
        self._make_flat()

    def _make_flat(self):
        """Move all weights into one vector, keeping their values."""
        values = [value for layer in self.layers for value in layer.params.values()]
        dtype = np.result_type(*values) if values else np.float32
        theta = np.concatenate([value.ravel() for value in values] or [np.zeros(0)]).astype(dtype)
        self.use_vectors(theta, np.zeros_like(theta))

    def use_vectors(self, theta, gradient):
        """Make all layers' weights views into ``theta``, and their gradients into ``gradient``."""
        self.theta, self.gradient = theta, gradient
        with_weights = [place for place, layer in enumerate(self.layers) if layer.params]
        self._first_trainable = with_weights[0] if with_weights else len(self.layers)
        start = 0
        for layer in self.layers:
            params, grads = {}, {}
            for name, value in layer.params.items():
                part = slice(start, start + value.size)
                params[name] = theta[part].reshape(value.shape)
                grads[name] = gradient[part].reshape(value.shape)
                start += value.size
            layer.bind(params, grads)

    def owns_weights(self):
        """Whether ``theta`` is the memory of all weights.

        It is not in a copy of a model, nor once another model with the same layers has trained.
        """
        values = [value for layer in self.layers for value in layer.params.values()]
        return all(np.may_share_memory(value, self.theta) for value in values)

    def forward(self, x, training=False):
        """Output of the last layer; each layer remembers what ``backward`` needs."""
        for layer in self.layers:
            x = layer.forward(x, training)
        return x

    def backward(self, dy, need_dx=True):
        """Fill ``gradient`` from ``dy = ∂L/∂output`` and return ``∂L/∂input``."""
        for place in range(len(self.layers) - 1, -1, -1):
            dy = self.layers[place].backward(dy, need_dx or place > 0)
        return dy

    def backward_from_loss(self, loss, y, a):
        """Fill ``gradient`` with that of ``loss(y, a)``, where ``a`` is what ``forward`` returned.

        Where the loss knows ``∂L/∂z`` of the last activation in one piece (sigmoid or softmax with
        cross-entropy: ``a − y``), the activation's own derivative is skipped.
        """
        last = self.layers[-1]
        dz = None
        if hasattr(last, "backward_from_z") and _is_what_its_name_says(last.activation):
            dz = loss.fused_gradient(last.activation.name, y, a)
        if dz is None:
            self._backward_to_first_weights(self.layers, loss.gradient(y, a))
        else:
            dy = last.backward_from_z(dz, len(self.layers) - 1 > self._first_trainable)
            self._backward_to_first_weights(self.layers[:-1], dy)

    def _backward_to_first_weights(self, layers, dy):
        # Below the first layer with weights nobody needs ∂L/∂x any more.
        first = self._first_trainable
        for place in range(len(layers) - 1, first - 1, -1):
            dy = layers[place].backward(dy, place > first)

    def count_params(self):
        """Number of single trainable numbers."""
        self._must_be_built()
        return sum(layer.count_params() for layer in self.layers)

    def get_weights(self):
        """Copies of all weights, layer by layer, in the order in which Keras lists them."""
        self._must_be_built()
        return [value for layer in self.layers for value in layer.get_weights()]

    def set_weights(self, weights):
        """Copy ``weights``, a list as ``get_weights`` returns it, into the layers."""
        self._must_be_built()
        if not isinstance(weights, (list, tuple)):
            raise ValueError(f"set_weights takes a list of arrays, got {type(weights).__name__}.")
        checked, start = [], 0
        expected = sum(len(layer.params) for layer in self.layers)
        if len(weights) != expected:
            raise ValueError(f"The model has {expected} weight arrays, got {len(weights)}.")
        for layer in self.layers:
            part = weights[start : start + len(layer.params)]
            checked.append(layer.check_weights(part, f"Layer {layer.name!r}"))
            start += len(part)
        for layer, arrays in zip(self.layers, checked, strict=True):
            layer.set_weights(arrays)

    def _must_be_built(self):
        if not self.built:
            raise ValueError(
                "There are no weights yet: start the model with Input(shape), or call fit first."
            )


def _is_what_its_name_says(activation):
    # A learner's own function may be called "sigmoid", and a softmax may run along another axis.
    return not isinstance(activation, FromFunction) and getattr(activation, "axis", -1) == -1


def _own_copies(arrays):
    return {name: value.copy() for name, value in arrays.items()}
