"""Learning rates that fall by a formula: exponential, inverse in time, polynomial."""

import math

from coursekit._checks import flag, not_negative, positive
from coursekit.nn.optimizers.schedules.base import LearningRateSchedule


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


class InverseTimeDecay(LearningRateSchedule):
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

    def __init__(
        self,
        initial_learning_rate,
        decay_steps,
        decay_rate,
        staircase=False,
        name="InverseTimeDecay",
    ):
        self.initial_learning_rate = positive(initial_learning_rate, "initial_learning_rate")
        self.decay_steps = positive(decay_steps, "decay_steps")
        self.decay_rate = not_negative(decay_rate, "decay_rate")
        self.staircase = flag(staircase, "staircase")
        self.name = name

    def __call__(self, step):
        share = step / self.decay_steps
        if self.staircase:
            share = math.floor(share)
        return self.initial_learning_rate / (1 + self.decay_rate * share)

    def get_config(self):
        return {
            "initial_learning_rate": self.initial_learning_rate,
            "decay_steps": self.decay_steps,
            "decay_rate": self.decay_rate,
            "staircase": self.staircase,
            "name": self.name,
        }


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
