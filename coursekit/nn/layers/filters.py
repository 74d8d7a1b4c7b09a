"""What convolutions share: one kernel and one bias for each filter, and f behind their sums."""

from coursekit._checks import flag, positive_integer
from coursekit.nn import initializers
from coursekit.nn.layers.base import Layer
from coursekit.nn.serialize import spec


class Filters(Layer):
    """A layer ``a = f(z)`` whose sums z come from one kernel a filter.

    A subclass sets ``kernel_size``, ``strides`` and ``padding``, and says ``backward_from_z``.

    Parameters
    ----------
    filters : int
        Number of kernels, the channels of the output.
    activation : str, callable or None
        f; ``None`` is the identity.
    use_bias : bool
        Whether there are biases.
    kernel_initializer, bias_initializer : str or initializer
        How kernel and biases start.
    kernel_regularizer, bias_regularizer : str, regularizer or None
        Penalties on them that are added to the loss.
    **others
        As in `Layer`.
    """

    def __init__(
        self,
        filters,
        activation,
        use_bias,
        kernel_initializer,
        bias_initializer,
        kernel_regularizer,
        bias_regularizer,
        **others,
    ):
        super().__init__(**others)
        self.filters = positive_integer(filters, f"filters of {type(self).__name__}")
        self.activation = activation
        self.use_bias = flag(use_bias, "use_bias")
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.regularize(kernel=kernel_regularizer, bias=bias_regularizer)

    def weight_specs(self, input_shape):
        shape = (*self.kernel_size, input_shape[-1], self.filters)
        specs = {"kernel": (shape, self.kernel_initializer)}
        if self.use_bias:
            specs["bias"] = ((self.filters,), self.bias_initializer)
        return specs

    def backward(self, dy, need_dx=True):
        return self.backward_from_z(self.activation.vjp(self.z, self.a, dy), need_dx)

    def backward_from_z(self, dz, need_dx=True):
        """Go back from ``dz = ∂L/∂z``, for losses that know their gradient through f."""
        raise NotImplementedError

    def get_config(self):
        return super().get_config() | {
            "filters": self.filters,
            "kernel_size": self.kernel_size,
            "strides": self.strides,
            "padding": self.padding,
            "activation": spec(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": spec(self.kernel_initializer),
            "bias_initializer": spec(self.bias_initializer),
            **self.regularizer_config("kernel", "bias"),
        }
