"""Forward and backward through layers, with all weights in one flat vector θ."""

import numpy as np

from coursekit.nn.activations.base import FromFunction
from coursekit.nn.stack import Stack


class Network(Stack):
    """Layers that follow one another; ``Sequential`` adds training.

    Each weight array of each layer is a view into one vector ``theta``, and each gradient a view
    into ``gradient``, so that one training step is the textbook's line ``θ ← θ + Δθ``.  Weights of
    frozen layers stand at the end, and training leaves that end alone.

    Attributes
    ----------
    theta, gradient : ndarray
        All weights, and the gradient of the loss from the last ``backward``.
    trained, trained_gradient : ndarray
        Views of their beginnings, without the frozen weights.
    """

    theta = gradient = trained = trained_gradient = None
    _frozen = []
    _first_trained = 0

    def _weights_changed(self):
        super()._weights_changed()
        self._freeze()
        self._make_flat()

    def _freeze(self):
        """Note which layers are frozen; return whether that has changed."""
        before = self._frozen
        self._frozen = [la for la in self.layers if not (self.trainable and la.trainable)]
        return self._frozen != before

    def _make_flat(self):
        """Move all weights into one vector, keeping their values; frozen layers come last."""
        values = [value for layer in self._in_order() for value in layer.params.values()]
        dtype = np.result_type(*values) if values else np.float32
        theta = np.concatenate([value.ravel() for value in values] or [np.zeros(0)]).astype(dtype)
        self.use_vectors(theta, np.zeros_like(theta))

    def _in_order(self):
        """Layers in the order in which their weights stand in ``theta``."""
        return [la for la in self.layers if la not in self._frozen] + self._frozen

    def use_vectors(self, theta, gradient):
        """Make all layers' weights views into ``theta``, and their gradients into ``gradient``."""
        self.theta, self.gradient = theta, gradient
        start = end = 0
        for layer in self._in_order():
            params, grads = {}, {}
            for name, value in layer.params.items():
                part = slice(start, start + value.size)
                params[name] = theta[part].reshape(value.shape)
                grads[name] = gradient[part].reshape(value.shape)
                start += value.size
            layer.bind(params, grads)
            end = end if layer in self._frozen else start
        self.trained, self.trained_gradient = theta[:end], gradient[:end]
        places = [k for k, la in enumerate(self.layers) if la.params and la not in self._frozen]
        self._first_trained = min(places, default=len(self.layers))

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

    def backward_from_loss(self, loss, y, a, sample_weight=None):
        """Fill ``gradient`` with that of ``loss(y, a)``, where ``a`` is what ``forward`` returned.

        Where the loss knows ``∂L/∂z`` of the last activation in one piece (sigmoid or softmax with
        cross-entropy: ``a − y``), the activation's own derivative is skipped.
        """
        end = self.end(training=True)
        last = self.layers[end]
        if _is_partner(last, loss):
            dz = loss.fused_gradient(last.activation.name, y, a, sample_weight)
            dy = last.backward_from_z(dz, end > self._first_trained)
            self._backward_to_first_trained(self.layers[:end], dy)
        else:
            given = (y, a) if sample_weight is None else (y, a, sample_weight)
            self._backward_to_first_trained(self.layers, loss.gradient(*given))

    def end(self, training=False):
        """Place of the last layer that does not just pass on its input, as Dropout at rest does."""
        place = len(self.layers) - 1
        while place > 0 and self.layers[place].passes_on(training):
            place -= 1
        return place

    def ends_in_partner_of(self, loss, training=False):
        """Whether the outputs are of the activation whose sums z ``loss`` takes: σ or softmax."""
        return _is_partner(self.layers[self.end(training)], loss)

    def _backward_to_first_trained(self, layers, dy):
        # Below the first layer that is trained nobody needs ∂L/∂x any more.
        first = self._first_trained
        for place in range(len(layers) - 1, first - 1, -1):
            dy = layers[place].backward(dy, place > first)

    def penalty(self):
        """What the regularizers of all layers add to the loss."""
        return sum(layer.penalty() for layer in self.layers)


def _is_partner(layer, loss):
    if loss.partner is None:
        return False
    activation = layer.output_activation()
    return activation is not None and _is_named(activation, loss.partner)


def _is_named(activation, name):
    # A learner's own function may be called "sigmoid", and a softmax may run along another axis.
    if activation.name != name or isinstance(activation, FromFunction):
        return False
    return name != "softmax" or activation.axis == -1
