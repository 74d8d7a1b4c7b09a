"""Learning rates that change from step to step."""

from coursekit.nn.absent import refuser
from coursekit.nn.optimizers.schedules.base import LearningRateSchedule
from coursekit.nn.optimizers.schedules.cosine import CosineDecay, CosineDecayRestarts
from coursekit.nn.optimizers.schedules.decay import (
    ExponentialDecay,
    InverseTimeDecay,
    PolynomialDecay,
)
from coursekit.nn.optimizers.schedules.stairs import PiecewiseConstantDecay

__all__ = [
    "CosineDecay",
    "CosineDecayRestarts",
    "ExponentialDecay",
    "InverseTimeDecay",
    "LearningRateSchedule",
    "PiecewiseConstantDecay",
    "PolynomialDecay",
]
__getattr__ = refuser(__name__)
