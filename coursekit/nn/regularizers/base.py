"""What every regularizer offers: its penalty, and the gradient of the penalty."""

from coursekit.nn.serialize import Described


class Regularizer(Described):
    """A number R(w) that is added to the loss, and ``∂R/∂w`` that is added to the gradient."""

    def __call__(self, w):
        """Return the penalty R(w), one number."""
        raise NotImplementedError

    def gradient(self, w):
        """Return ``∂R/∂w``, of the shape of ``w``."""
        raise NotImplementedError
