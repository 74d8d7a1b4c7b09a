"""Learning rates along a cosine: down once, after a warm-up or none, or down again and again."""

import math

from coursekit._checks import counting_number, not_negative, number, positive
from coursekit.nn.optimizers.schedules.base import LearningRateSchedule


class CosineDecay(LearningRateSchedule):
    """Half a cosine down, ``η(t) = η₀ · [(1 − α) ½(1 + cos πt/T) + α]``, after a warm-up or none.

    With a warm-up of S steps the rate first rises in a straight line from η₀ to the target, and
    the cosine starts there.  After T steps more it stays at α times where the cosine started.

    Parameters
    ----------
    initial_learning_rate : float
        η₀.
    decay_steps : int
        T.
    alpha : float
        α, the share that is left at the end.
    name : str
    warmup_target : float, optional
        Where the warm-up ends; ``None`` is no warm-up.
    warmup_steps : int
        S.

    Notes
    -----
    Loshchilov and Hutter (2017), SGDR; Goyal and others (2017) for the warm-up.
    """

    def __init__(
        self,
        initial_learning_rate,
        decay_steps,
        alpha=0.0,
        name="CosineDecay",
        warmup_target=None,
        warmup_steps=0,
    ):
        self.initial_learning_rate = not_negative(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = positive(decay_steps, "decay_steps")
        self.alpha = number(alpha, "alpha")
        self.name = name
        self.warmup_target = (
            None if warmup_target is None else positive(warmup_target, "warmup_target")
        )
        self.warmup_steps = counting_number(warmup_steps, "warmup_steps")
        if self.warmup_steps and warmup_target is None:
            raise ValueError("warmup_steps needs a warmup_target, the rate at the warm-up's end.")

    def __call__(self, step):
        start, warmup = self.initial_learning_rate, 0
        if self.warmup_target is not None:
            warmup = self.warmup_steps
            if step < warmup:
                return start + (self.warmup_target - start) * step / warmup
            start = self.warmup_target
        share = min(step - warmup, self.decay_steps) / self.decay_steps
        cosine = 0.5 * (1 + math.cos(math.pi * share))
        return start * ((1 - self.alpha) * cosine + self.alpha)

    def get_config(self):
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "alpha": self.alpha,
            "name": self.name,
            "warmup_target": self.warmup_target,
            "warmup_steps": self.warmup_steps,
        }


class CosineDecayRestarts(LearningRateSchedule):
    """Half a cosine down, again and again: ``η(t) = η₀ · [(1 − α) mⁱ ½(1 + cos πs) + α]``.

    The first half cosine takes T steps, each next one t_mul times as many; i counts them from 0,
    and s is the share of the present one that is over.

    Parameters
    ----------
    initial_learning_rate : float
        η₀.
    first_decay_steps : int
        T.
    t_mul : float
        At least 1.
    m_mul : float
        m: each restart begins m times as high as the one before.
    alpha : float
        α, the share of η₀ that is left at the end of each half cosine.
    name : str

    Notes
    -----
    I. Loshchilov, F. Hutter, "SGDR: Stochastic gradient descent with warm restarts", 2017.
    """

    def __init__(
        self,
        initial_learning_rate,
        first_decay_steps,
        t_mul=2.0,
        m_mul=1.0,
        alpha=0.0,
        name="SGDRDecay",
    ):
        self.initial_learning_rate = positive(initial_learning_rate, "initial_learning_rate")
        self.first_decay_steps = positive(first_decay_steps, "first_decay_steps")
        self.t_mul = number(t_mul, "t_mul")
        if self.t_mul < 1:
            raise ValueError(f"t_mul must be at least 1, got {t_mul!r}: periods may not shrink.")
        self.m_mul = positive(m_mul, "m_mul")
        self.alpha = number(alpha, "alpha")
        self.name = name

    def __call__(self, step):
        i, share = self._place(step)
        cosine = 0.5 * self.m_mul**i * (1 + math.cos(math.pi * share))
        return self.initial_learning_rate * ((1 - self.alpha) * cosine + self.alpha)

    def _place(self, step):
        """The number i of the period that this step lies in, and the share of it that is over."""
        length = self.first_decay_steps
        if self.t_mul == 1:
            return step // length, step % length / length
        i = 0
        while step >= length:
            step, length, i = step - length, length * self.t_mul, i + 1
        return i, step / length

    def get_config(self):
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "first_decay_steps": self.first_decay_steps,
            "t_mul": self.t_mul,
            "m_mul": self.m_mul,
            "alpha": self.alpha,
            "name": self.name,
        }
