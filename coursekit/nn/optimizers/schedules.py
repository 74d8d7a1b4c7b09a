"""Learning rates that change from step to step: decay, cosine with warm-up, and stairs."""

import math

from coursekit._checks import counting_number, flag, not_negative, number, positive
from coursekit.nn.serialize import from_config


class LearningRateSchedule:
    """Says the learning rate of a step: ``schedule(step)``, the first step being 0.

    Write your own as a subclass with ``__call__(self, step)`` and ``get_config(self)``.
    """

    def __call__(self, step):
        """Return η for this step."""
        raise NotImplementedError

    def get_config(self):
        """Arguments that rebuild this schedule, as plain JSON values."""
        return {}

    from_config = classmethod(from_config)

    def __repr__(self):
        arguments = ", ".join(f"{k}={v!r}" for k, v in self.get_config().items() if k != "name")
        return f"{type(self).__name__}({arguments})"


class ExponentialDecay(LearningRateSchedule):
    """``η(t) = η₀ · r^(t / T)``: each T steps multiply the learning rate by r.

    Parameters
    ----------
    initial_learning_rate : float
        η₀.
    decay_steps : int
        T.
    decay_rate : float
        r, for example 0.9.
    staircase : bool
        Change only every T steps: the exponent is ⌊t / T⌋.
    name : str
    """

    def __init__(
        self,
        initial_learning_rate,
        decay_steps,
        decay_rate,
        staircase=False,
        name="ExponentialDecay",
    ):
        self.initial_learning_rate = positive(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = positive(decay_steps, "decay_steps")
        self.decay_rate = positive(decay_rate, "decay_rate")
        self.staircase = flag(staircase, "staircase")
        self.name = name

    def __call__(self, step):
        exponent = step / self.decay_steps
        if self.staircase:
            exponent = math.floor(exponent)
        return self.initial_learning_rate * self.decay_rate**exponent

    def get_config(self):
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "decay_rate": self.decay_rate,
            "staircase": self.staircase,
            "name": self.name,
        }


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


class PiecewiseConstantDecay(LearningRateSchedule):
    """Stairs: ``values[0]`` up to step ``boundaries[0]``, then ``values[1]``, and so on.

    Parameters
    ----------
    boundaries : list of int
        Last step of every stair but the last, rising.
    values : list of float
        One learning rate more than there are boundaries.
    name : str
    """

    def __init__(self, boundaries, values, name="PiecewiseConstant"):
        self.boundaries = [number(b, "Each boundary") for b in boundaries]
        self.values = [positive(v, "Each value") for v in values]
        self.name = name
        if len(self.values) != len(self.boundaries) + 1:
            raise ValueError(
                f"{len(self.boundaries)} boundaries need {len(self.boundaries) + 1} values, "
                f"got {len(self.values)}."
            )
        if sorted(self.boundaries) != self.boundaries:
            raise ValueError(f"boundaries must rise, got {boundaries!r}.")

    def __call__(self, step):
        passed = sum(step > boundary for boundary in self.boundaries)
        return self.values[passed]

    def get_config(self):
        return {"boundaries": self.boundaries, "values": self.values, "name": self.name}
