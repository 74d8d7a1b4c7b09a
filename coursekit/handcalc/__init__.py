"""The hand computation of small networks: every line with its numbers, and answers judged."""

from coursekit.handcalc.checking import Judgement, check
from coursekit.handcalc.derivation import Derivation, Step, derive
from coursekit.handcalc.mistakes import CATALOGUE, Mistake
from coursekit.handcalc.variants import TEMPLATES, Variant, variant

__all__ = [
    "CATALOGUE",
    "TEMPLATES",
    "Derivation",
    "Judgement",
    "Mistake",
    "Step",
    "Variant",
    "check",
    "derive",
    "variant",
]
