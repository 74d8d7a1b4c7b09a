"""What every optimizer offers: a gradient goes in, the change of the weights comes out."""

import numpy as np

from coursekit._checks import positive


class Optimizer:
    """Turns a gradient g = ∂L/∂w into the change Δw that a model adds to its weights.

    An optimizer never sees the weights; what it remembers (averages of gradients, steps taken) it
    keeps itself, in arrays of the gradient's type.

    Parameters
    ----------
    learning_rate : float
        Step size η > 0; it may be changed between steps.
    name : str, optional
        The class name in small letters when left out.

    Attributes
    ----------
    iterations : int
        Steps taken since ``build`` or ``reset``.
    """

    slots = ()

    def __init__(self, learning_rate, name=None):
        self.learning_rate = learning_rate
        self.name = name or type(self).__name__.lower()
        self.built = False
        self.iterations = 0

    @property
    def learning_rate(self):
        """Step size η."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value):
        self._learning_rate = positive(value, "learning_rate")

    def build(self, shape, dtype="float32"):
        """Forget everything and make the arrays to remember, for gradients of this shape."""
        self.shape = (shape,) if isinstance(shape, (int, np.integer)) else tuple(shape)
        self.dtype = np.dtype(dtype)
        self.iterations = 0
        for slot in self.slots:
            setattr(self, slot, np.full(self.shape, self.initial_value(slot), self.dtype))
        self.built = True

    def initial_value(self, slot):
        """Value with which a remembered array starts."""
        return 0.0

    def reset(self):
        """Forget all steps taken, as if newly made."""
        if self.built:
            self.build(self.shape, self.dtype)

    def step(self, gradient):
        """Return Δw, the change to add to the weights, for this gradient.

        Parameters
        ----------
        gradient : ndarray
            ∂L/∂w, of the same shape at every step; it is not changed.

        Returns
        -------
        ndarray
            Δw, a new array of the same shape and type.
        """
        if not self.built:
            self.build(gradient.shape, gradient.dtype)
        elif gradient.shape != self.shape:
            raise ValueError(
                f"This optimizer has stepped with gradients of shape {self.shape}, now it got "
                f"{gradient.shape}: call reset and build, or use a new optimizer for other weights."
            )
        self.iterations += 1
        return self.change(gradient)

    def change(self, g):
        """Update what is remembered and return Δw: the optimizer's formula."""
        raise NotImplementedError

    def get_config(self):
        """Arguments that rebuild this optimizer, as plain JSON values."""
        return {"name": self.name, "learning_rate": self.learning_rate}

    def __repr__(self):
        config = self.get_config()
        del config["name"]
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in config.items())})"
