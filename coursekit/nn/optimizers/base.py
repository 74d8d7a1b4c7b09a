"""What every optimizer offers: a gradient goes in, the change of the weights comes out."""

import numpy as np

from coursekit._checks import not_negative, positive
from coursekit.nn.optimizers.clipping import Clipping
from coursekit.nn.optimizers.memory import Memory
from coursekit.nn.optimizers.options import KNOWN_TO_KERAS
from coursekit.nn.optimizers.schedules import LearningRateSchedule
from coursekit.nn.refusal import refuse
from coursekit.nn.serialize import from_config, spec


class Optimizer(Memory):
    """Turns a gradient g = ∂L/∂w into the change Δw that a model adds to its weights.

    An optimizer never moves the weights; what it remembers (averages of gradients, steps taken) it
    keeps itself, in arrays of the gradient's type.

    Parameters
    ----------
    learning_rate : float or LearningRateSchedule
        Step size η > 0; a number may be changed between steps, a schedule says it for each step.
    name : str, optional
        The class name in small letters when left out.
    weight_decay : float, optional
        λ: every step also shrinks the weights, Δw = −ηλw + the optimizer's formula.
    clipnorm, clipvalue, global_clipnorm : float, optional
        Shorten gradients that are too long; see `Clipping`.
    **others
        Keras' other arguments, at their defaults only.

    Attributes
    ----------
    iterations : int
        Steps taken since ``build`` or ``reset``.
    slots : tuple of str
        Names of the arrays that it remembers.
    trains : object
        Whose weights it steps; a model sets it and refuses an optimizer of another one.
    """

    slots = ()
    trains = None

    def __init__(
        self,
        learning_rate,
        name=None,
        *,
        weight_decay=None,
        clipnorm=None,
        clipvalue=None,
        global_clipnorm=None,
        **others,
    ):
        refuse(self, others, KNOWN_TO_KERAS)
        self.built = False
        self.iterations = 0
        self.schedule = None
        self.learning_rate = learning_rate
        self.weight_decay = (
            None if weight_decay is None else not_negative(weight_decay, "weight_decay")
        )
        self.clipping = Clipping(clipnorm, clipvalue, global_clipnorm)
        self.name = name or type(self).__name__.lower()

    @property
    def learning_rate(self):
        """Step size η of the next step."""
        return self._learning_rate

    @learning_rate.setter
    def learning_rate(self, value):
        if isinstance(value, LearningRateSchedule):
            self.schedule = value
            self._follow_schedule()
        elif callable(value):
            refuse(self, {"function as learning_rate": value}, KNOWN_TO_KERAS)
        elif self.schedule is not None:
            raise ValueError(
                f"This optimizer follows {self.schedule!r}, so its learning_rate must be left to "
                "it: make a new optimizer to choose another."
            )
        else:
            self._learning_rate = positive(value, "learning_rate")

    def _follow_schedule(self):
        if self.schedule is not None:
            self._learning_rate = float(self.schedule(self.iterations))

    def build(self, shape, dtype="float32", parts=None):
        """Forget everything and make the arrays to remember, for gradients of this shape.

        ``parts`` are the slices of a flat gradient that belong to one weight array each, for
        ``clipnorm``; one part when left out.
        """
        self.shape = (shape,) if isinstance(shape, (int, np.integer)) else tuple(shape)
        self.dtype = np.dtype(dtype)
        self.parts = [...] if parts is None else list(parts)
        self.iterations = 0
        self._follow_schedule()
        for slot in self.slots:
            setattr(self, slot, np.full(self.shape, self.initial_value(slot), self.dtype))
        self.built = True

    def initial_value(self, slot):
        """Value with which a remembered array starts."""
        return 0.0

    def reset(self):
        """Forget all steps taken, as if newly made."""
        if self.built:
            self.build(self.shape, self.dtype, self.parts)

    def step(self, gradient, weights=None):
        """Return Δw, the change to add to the weights, for this gradient.

        Parameters
        ----------
        gradient : ndarray
            ∂L/∂w, of the same shape at every step; it is not changed.
        weights : ndarray, optional
            w, needed for ``weight_decay`` only; it is not changed.

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
        if self.clipping.kind:
            gradient = self.clipping(gradient, self.parts)
        self.iterations += 1
        change = self.change(gradient)
        if self.weight_decay:
            change = change - self._decay(weights)
        if self.schedule is not None:
            self._follow_schedule()
        return change

    def _decay(self, weights):
        if weights is None:
            raise ValueError("weight_decay shrinks the weights: call step(gradient, weights).")
        return self.learning_rate * self.weight_decay * weights

    def change(self, g):
        """Update what is remembered and return Δw: the optimizer's formula."""
        raise NotImplementedError

    def get_config(self):
        """Arguments that rebuild this optimizer, as plain JSON values."""
        rate = self.learning_rate if self.schedule is None else spec(self.schedule)
        own = {"name": self.name, "learning_rate": rate, "weight_decay": self.weight_decay}
        return own | self.clipping.get_config()

    from_config = classmethod(from_config)

    def __repr__(self):
        config = self.get_config()
        del config["name"]
        if self.schedule is not None:
            config["learning_rate"] = self.schedule
        chosen = {k: v for k, v in config.items() if v is not None}
        return f"{type(self).__name__}({', '.join(f'{k}={v!r}' for k, v in chosen.items())})"
