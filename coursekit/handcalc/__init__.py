"""The hand computation of small networks: every line with its numbers, and answers judged."""

from coursekit.handcalc.derivation import Derivation, Step, derive

__all__ = ["Derivation", "Step", "derive"]
