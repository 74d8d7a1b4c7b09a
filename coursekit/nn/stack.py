"""Layers in a row: adding and naming them, and their shapes."""

from types import GeneratorType, NoneType

from coursekit.nn.layers.base import Layer
from coursekit.nn.layers.input import Input
from coursekit.nn.weight_lists import WeightLists


class Stack(WeightLists):
    """Layers that follow one another, before anything is computed with them.

    Parameters
    ----------
    layers : list, optional
        ``Input`` first (or the shape is taken from the first data), then layers in order.
    name : str, optional

    Attributes
    ----------
    layers : list of Layer
    """

    def __init__(self, layers=None, *, name=None):
        if not isinstance(layers, (list, tuple, GeneratorType, NoneType)):
            raise ValueError(
                f"Sequential takes a list of layers, got {layers!r}: write [ ] around."
            )
        self.name = name or "sequential"
        self._layers = []
        self.input_shape = None
        self.built = False
        for layer in layers or []:
            self.add(layer)

    @property
    def layers(self):
        """The layers in order; `add` and `pop` change them."""
        return self._layers

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
        refuse_nesting(layer)
        if not isinstance(layer, Layer):
            raise ValueError(f"Sequential takes layers, got {layer!r}: write for example Dense(6).")
        if not self.layers and not self.input_shape and layer.first_shape:
            self.input_shape = (None, *layer.first_shape)
        if any(layer is other for other in self.layers):
            raise ValueError(f"Layer {layer.name!r} is already in this model: make a new layer.")
        shape = self.compute_output_shape(self.input_shape) if self.input_shape else None
        if shape:
            layer.check_input_shape(shape)
        self._give_unique_name(layer)
        self.layers.append(layer)
        if shape:
            layer.build(shape)
            self._weights_changed()

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
            self._weights_changed()
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
        if not self.layers:
            raise ValueError("This model has no layers: add some, for example Dense(1).")
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
        self._weights_changed()

    def _weights_changed(self):
        """Note that layers with weights came or went."""
        self.built = True


def _own_copies(arrays):
    return {name: value.copy() for name, value in arrays.items()}


def refuse_nesting(layer):
    """Raise ``ValueError`` when a model is to be a layer of another one."""
    if isinstance(layer, Stack):
        raise ValueError(
            f"A Sequential takes layers, and {layer.name!r} is a model: write its layers into the "
            "list, [*model.layers, …]."
        )
