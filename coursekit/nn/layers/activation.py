"""An activation function as a layer of its own: ``a = f(z)``."""

from coursekit.nn.activations.straight import Linear
from coursekit.nn.layers.base import Layer
from coursekit.nn.serialize import spec


class Activation(Layer):
    """Apply an activation function to each element (softmax: to each row).

    Parameters
    ----------
    activation : str or callable
        f, for example ``"relu"``.
    """

    def __init__(self, activation, **others):
        super().__init__(**others)
        self.activation = activation

    def forward(self, x, training=False):
        self.z = x
        self.a = self.activation(x)
        return self.a

    def passes_on(self, training=False):
        return isinstance(self.activation, Linear)

    def backward(self, dy, need_dx=True):
        return self.activation.vjp(self.z, self.a, dy) if need_dx else None

    def backward_from_z(self, dz, need_dx=True):
        """Pass on ``dz = ∂L/∂z``, which a loss already carried back through f."""
        return dz if need_dx else None

    def get_config(self):
        return super().get_config() | {"activation": spec(self.activation)}
