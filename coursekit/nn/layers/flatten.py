"""Flatten: lay out each sample as one row."""

from math import prod

from coursekit.nn.layers.base import Layer


class Flatten(Layer):
    """Reshape (batch, a, b, …) to (batch, a·b·…), last axis running fastest."""

    def __init__(self, data_format=None, **others):
        super().__init__(data_format=data_format, **others)

    def check_input_shape(self, input_shape):
        if None in input_shape[1:]:
            raise ValueError(
                f"Flatten needs to know every length but the batch's, got {tuple(input_shape)}: "
                "for pictures of any size use GlobalAveragePooling2D or GlobalMaxPooling2D."
            )

    def compute_output_shape(self, input_shape):
        return (input_shape[0], prod(input_shape[1:]))

    def forward(self, x, training=False):
        self.x_shape = x.shape
        return x.reshape(len(x), -1)  # (batch, a, b, …) → (batch, a·b·…)

    def backward(self, dy, need_dx=True):
        return dy.reshape(self.x_shape) if need_dx else None  # (batch, a·b·…) → (batch, a, b, …)
