"""A statement of a lecture outside the worked examples, and whether it holds."""

from dataclasses import dataclass
from decimal import Decimal
from math import isclose, isfinite


@dataclass(frozen=True)
class Claim:
    """A statement of a lecture and what is right.

    Attributes
    ----------
    lecture, topic, quantity, printed : str
    computed : float or str
        The right figure, computed; words for a formula or a call.
    cause : str
        Why a wrong claim is wrong; empty for right ones.
    """

    lecture: str
    topic: str
    quantity: str
    printed: str
    computed: float | str
    cause: str = ""


def holds(claim):
    """Whether the printed claim is right: the same words, or the number to its printed digits."""
    if isinstance(claim.computed, str):
        return claim.printed == claim.computed
    printed = Decimal(claim.printed.replace(",", "").rstrip("%"))
    if not isfinite(claim.computed):
        return float(printed) == claim.computed
    if printed == printed.to_integral_value():
        return isclose(float(printed), claim.computed, rel_tol=1e-9, abs_tol=1e-9)
    half_unit = 0.5 * 10.0 ** printed.as_tuple().exponent
    distance = abs(float(printed) - claim.computed)
    return distance < half_unit or isclose(distance, half_unit, rel_tol=1e-9)
