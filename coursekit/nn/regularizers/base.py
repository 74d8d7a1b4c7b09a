"""What every regularizer offers: its penalty, and the gradient of the penalty."""

from coursekit.nn.serialize import from_config


class Regularizer:
    """A number R(w) that is added to the loss, and ``∂R/∂w`` that is added to the gradient."""

    def __call__(self, w):
        """Return the penalty R(w), one number."""
        raise NotImplementedError

    def gradient(self, w):
        """Return ``∂R/∂w``, of the shape of ``w``."""
        raise NotImplementedError

    def get_config(self):
        """Arguments that rebuild this regularizer, as plain JSON values."""
        return {}

    from_config = classmethod(from_config)

    def __repr__(self):
        arguments = ", ".join(f"{k}={v!r}" for k, v in self.get_config().items())
        return f"{type(self).__name__}({arguments})"
