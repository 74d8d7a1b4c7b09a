"""Mistakes that lecturers and students really make, each as code that makes it."""

from coursekit.handcalc.mistakes import backward, error, forward, update
from coursekit.handcalc.mistakes.catalogue import CATALOGUE, Mistake

__all__ = ["CATALOGUE", "Mistake", "backward", "error", "forward", "update"]
