"""All weights of a model as one list, layer by layer: counted, read, written, frozen."""


class WeightLists:
    """The part of `Stack` that has to do with weights.

    Attributes
    ----------
    layers : list of Layer
    built : bool
        Whether there are weights.
    """

    layers = ()
    built = False
    _trainable = True

    @property
    def trainable(self):
        """Whether training may change the weights; setting it sets it in every layer, as Keras."""
        return self._trainable

    @trainable.setter
    def trainable(self, value):
        self._trainable = bool(value)
        for layer in self.layers:
            layer.trainable = bool(value)

    @property
    def weights(self):
        """All weights, layer by layer."""
        return [value for layer in self.layers for value in layer.weights]

    @property
    def trainable_weights(self):
        """Weights that gradient descent changes."""
        if not self._trainable:
            return []
        return [value for layer in self.layers for value in layer.trainable_weights]

    @property
    def non_trainable_weights(self):
        """Weights that gradient descent leaves alone."""
        if not self._trainable:
            return self.weights
        return [value for layer in self.layers for value in layer.non_trainable_weights]

    def count_params(self):
        """Number of single numbers in all weights."""
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
        expected = len(self.weights)
        if len(weights) != expected:
            raise ValueError(f"The model has {expected} weight arrays, got {len(weights)}.")
        for layer in self.layers:
            part = weights[start : start + len(layer.weights)]
            checked.append(layer.check_weights(part, f"Layer {layer.name!r}"))
            start += len(part)
        for layer, arrays in zip(self.layers, checked, strict=True):
            layer.set_weights(arrays)

    def _must_be_built(self):
        if not self.built:
            raise ValueError(
                "There are no weights yet: start the model with Input(shape), or call fit first."
            )
