"""Learning rates that fall by a formula: exponential, inverse in time, polynomial."""

import math

from coursekit._checks import flag, not_negative, positive
from coursekit.nn.optimizers.schedules.base import LearningRateSchedule


class StepwiseDecay(LearningRateSchedule):
    """A rate that falls with t / T: how, a subclass says in ``__call__``.

    Parameters
    ----------
    initial_learning_rate : float
        η₀.
    decay_steps : int
        T.
    decay_rate : float
        r, at least 0.
    staircase : bool
        Change only every T steps: ⌊t / T⌋ in place of t / T.
    name : str, optional
    """

    def __init__(
        self,
        initial_learning_rate,
        decay_steps,
        decay_rate,
        staircase=False,
        name=None,
    ):
        self.initial_learning_rate = positive(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = positive(decay_steps, "decay_steps")
        self.decay_rate = not_negative(decay_rate, "decay_rate")
        self.staircase = flag(staircase, "staircase")
        self.name = name or type(self).__name__

    def periods(self, step):
        """Return t / T, or with a staircase how many whole T are over."""
        share = step / self.decay_steps
        return math.floor(share) if self.staircase else share

    def get_config(self):
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "decay_rate": self.decay_rate,
            "staircase": self.staircase,
            "name": self.name,
        }


class ExponentialDecay(StepwiseDecay):
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

    def __call__(self, step):
        return self.initial_learning_rate * self.decay_rate ** self.periods(step)


class InverseTimeDecay(StepwiseDecay):
    """``η(t) = η₀ / (1 + r · t / T)``: fast at first, then ever slower.

    Parameters
    ----------
    initial_learning_rate : float
        η₀.
    decay_steps : int
        T.
    decay_rate : float
        r; with r = 1 the rate is halved after T steps and a third of η₀ after 2T.
    staircase : bool
        Change only every T steps: ⌊t / T⌋ in place of t / T.
    name : str

    Notes
    -----
    H. Robbins, S. Monro, "A stochastic approximation method", 1951.
    """

    def __call__(self, step):
        return self.initial_learning_rate / (1 + self.decay_rate * self.periods(step))


class PolynomialDecay(LearningRateSchedule):
    """``η(t) = (η₀ − η_T)(1 − t/T)^p + η_T`` down to η_T after T steps; p = 1 is a straight line.

    Parameters
    ----------
    initial_learning_rate : float
        η₀.
    decay_steps : int
        T.
    end_learning_rate : float
        η_T, the rate from step T on.
    power : float
        p.
    cycle : bool
        Instead of staying at η_T, stretch T to the next of its multiples each time it is passed.
    name : str

    Notes
    -----
    W. Liu, A. Rabinovich, A. Berg, "ParseNet: looking wider to see better", 2015.
    """

    def __init__(
        self,
        initial_learning_rate,
        decay_steps,
        end_learning_rate=0.0001,
        power=1.0,
        cycle=False,
        name="PolynomialDecay",
    ):
        self.initial_learning_rate = positive(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = positive(decay_steps, "decay_steps")
        self.end_learning_rate = not_negative(end_learning_rate, "end_learning_rate")
        self.power = positive(power, "power")
        self.cycle = flag(cycle, "cycle")
        self.name = name

    def __call__(self, step):
        times = max(1, math.ceil(step / self.decay_steps)) if self.cycle else 1
        share = min(step / (times * self.decay_steps), 1)
        start, end = self.initial_learning_rate, self.end_learning_rate
        return (start - end) * (1 - share) ** self.power + end

    def get_config(self):
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "end_learning_rate": self.end_learning_rate,
            "power": self.power,
            "cycle": self.cycle,
            "name": self.name,
        }
