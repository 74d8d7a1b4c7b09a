"""Embedding: a table that turns each whole number, a word's index, into a row of numbers."""

import numpy as np

from coursekit._checks import positive_integer
from coursekit.nn import initializers
from coursekit.nn.layers.base import Layer
from coursekit.nn.serialize import spec


class Embedding(Layer):
    """Look up a row of E for each index: ``y[…, :] = E[x[…], :]``.

    The same as one-hot vectors times E.  Each row collects the gradients of all places that looked
    it up, ``∂L/∂E[i] = Σ_{x = i} dy``; an index has no gradient, so ``∂L/∂x = 0``.

    Parameters
    ----------
    input_dim : int
        Number of rows: indices go from 0 to input_dim − 1.
    output_dim : int
        Length of a row.
    embeddings_initializer : str or initializer
        How E (input_dim, output_dim) starts.
    embeddings_regularizer : str, regularizer or None
        Penalty on E that is added to the loss.
    **others
        As in `Layer`; ``mask_zero`` at its default only.

    References
    ----------
    Y. Bengio and others, "A neural probabilistic language model", 2003.
    """

    def __init__(
        self,
        input_dim,
        output_dim,
        embeddings_initializer="uniform",
        embeddings_regularizer=None,
        **others,
    ):
        super().__init__(**others)
        self.input_dim = positive_integer(input_dim, "input_dim of Embedding")
        self.output_dim = positive_integer(output_dim, "output_dim of Embedding")
        self.embeddings_initializer = initializers.get(embeddings_initializer)
        self.regularize(embeddings=embeddings_regularizer)

    @property
    def embeddings(self):
        """The table E."""
        return self._weight("embeddings")

    def weight_specs(self, input_shape):
        return {"embeddings": ((self.input_dim, self.output_dim), self.embeddings_initializer)}

    def build(self, input_shape=(None,)):
        """Draw the table; indices of any shape will do, so the shape may be left out."""
        super().build(input_shape)

    def check_same_features(self, shape):
        """Indices of any shape will do."""

    def compute_output_shape(self, input_shape):
        return (*input_shape, self.output_dim)

    def forward(self, x, training=False):
        self.x = x
        self.index = np.asarray(x.real, dtype=np.intp)
        self._check_indices()
        return self.params["embeddings"][self.index]  # (batch, …) → (batch, …, output_dim)

    def _check_indices(self):
        wrong = (self.index != self.x) | (self.index < 0) | (self.index >= self.input_dim)
        if wrong.any():
            raise ValueError(
                f"Embedding knows the whole numbers 0 to {self.input_dim - 1}, "
                f"got {self.x[wrong].flat[0]:g}: make input_dim larger, or look at the data."
            )

    def backward(self, dy, need_dx=True):
        gradient = self.grads["embeddings"]
        gradient[...] = 0
        np.add.at(gradient, self.index.ravel(), dy.reshape(-1, self.output_dim))
        self.add_penalty_gradients()
        return np.zeros(self.x.shape, dtype=dy.dtype) if need_dx else None

    def get_config(self):
        return super().get_config() | {
            "input_dim": self.input_dim,
            "output_dim": self.output_dim,
            "embeddings_initializer": spec(self.embeddings_initializer),
            **self.regularizer_config("embeddings"),
        }
