"""The hand computation of small networks: every line with its numbers, and answers judged."""

from coursekit.handcalc.checking import Judgement, check
from coursekit.handcalc.derivation import Derivation, Step, derive
from coursekit.handcalc.mistakes import CATALOGUE, Mistake

__all__ = ["CATALOGUE", "Derivation", "Judgement", "Mistake", "Step", "check", "derive"]
