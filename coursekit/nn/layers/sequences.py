"""What recurrent layers share: arguments, checks of sequences, and the shapes of the weights."""

import numpy as np

from coursekit._checks import flag, positive_integer
from coursekit.nn import initializers
from coursekit.nn.layers.base import Layer
from coursekit.nn.serialize import spec


class Recurrent(Layer):
    """A layer that reads sequences (batch, steps, features) one step at a time.

    Parameters
    ----------
    units : int
        Length of the state h.
    activation : str, callable or None
        f, tanh unless told otherwise.
    use_bias : bool
        Whether ``b`` exists.
    kernel_initializer, recurrent_initializer, bias_initializer : str or initializer
        How W (features, gates · units), U (units, gates · units) and b start.
    kernel_regularizer, recurrent_regularizer, bias_regularizer : str, regularizer or None
        Penalties on W, U and b that are added to the loss.
    return_sequences : bool
        Return h_t of every step, (batch, steps, units), instead of the last, (batch, units).
    go_backwards : bool
        Read from the last step to the first; the states come out in the order of reading.
    unroll : bool
        As in Keras, where it trades memory for speed; the outputs are the same.  Only an unrolled
        `SimpleRNN` that ends a model in sigmoid or softmax gives cross-entropy the sums before it.
    **others
        As in `Layer`; ``dropout``, ``return_state`` and ``stateful`` at their defaults only.
    """

    gates = 1  # how many blocks of ``units`` columns W and U have

    def __init__(
        self,
        units,
        activation="tanh",
        use_bias=True,
        kernel_initializer="glorot_uniform",
        recurrent_initializer="orthogonal",
        bias_initializer="zeros",
        kernel_regularizer=None,
        recurrent_regularizer=None,
        bias_regularizer=None,
        *,
        return_sequences=False,
        go_backwards=False,
        unroll=False,
        **others,
    ):
        super().__init__(**others)
        self.units = positive_integer(units, f"units of {type(self).__name__}")
        self.activation = activation
        self.use_bias = flag(use_bias, "use_bias")
        self.kernel_initializer = initializers.get(kernel_initializer)
        self.recurrent_initializer = initializers.get(recurrent_initializer)
        self.bias_initializer = initializers.get(bias_initializer)
        self.regularize(
            kernel=kernel_regularizer,
            recurrent_kernel=recurrent_regularizer,
            bias=bias_regularizer,
        )
        self.return_sequences = flag(return_sequences, "return_sequences")
        self.go_backwards = flag(go_backwards, "go_backwards")
        self.unroll = flag(unroll, "unroll")

    @property
    def recurrent_kernel(self):
        """The array U of connections from the last state."""
        return self._weight("recurrent_kernel")

    def check_input_shape(self, input_shape):
        known = len(input_shape) == 3 and isinstance(input_shape[2], (int, np.integer))
        if not known or input_shape[2] < 1 or input_shape[1] == 0:
            raise ValueError(
                f"{type(self).__name__} expects sequences of shape (batch, steps, features) with "
                f"at least one step and one feature, got {tuple(input_shape)}."
            )

    def check_same_features(self, shape):
        features = self.input_shape[2]
        if len(shape) != 3 or shape[2] != features or shape[1] == 0:
            raise ValueError(
                f"{type(self).__name__} was built for sequences of shape "
                f"(batch, steps, {features}), got {tuple(shape)}."
            )

    def weight_specs(self, input_shape):
        columns = self.gates * self.units
        specs = {
            "kernel": ((input_shape[2], columns), self.kernel_initializer),
            "recurrent_kernel": ((self.units, columns), self.recurrent_initializer),
        }
        if self.use_bias:
            specs["bias"] = ((columns,), self.bias_initializer)
        return specs

    def compute_output_shape(self, input_shape):
        batch, steps, _ = input_shape
        return (batch, steps, self.units) if self.return_sequences else (batch, self.units)

    def in_reading_order(self, x):
        """The steps of ``x`` in the order in which the layer reads them (and back again)."""
        return x[:, ::-1] if self.go_backwards else x

    def get_config(self):
        return super().get_config() | {
            "units": self.units,
            "activation": spec(self.activation),
            "use_bias": self.use_bias,
            "kernel_initializer": spec(self.kernel_initializer),
            "recurrent_initializer": spec(self.recurrent_initializer),
            "bias_initializer": spec(self.bias_initializer),
            "kernel_regularizer": spec(self.regularizers.get("kernel")),
            "recurrent_regularizer": spec(self.regularizers.get("recurrent_kernel")),
            "bias_regularizer": spec(self.regularizers.get("bias")),
            "return_sequences": self.return_sequences,
            "go_backwards": self.go_backwards,
            "unroll": self.unroll,
        }


def rows(sequences):
    """(n, steps, k) → (n·steps, k)."""
    return sequences.reshape(-1, sequences.shape[-1])
