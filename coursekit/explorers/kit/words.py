"""Numbers as a sentence shows them, in Python as in the page."""

import math
from decimal import ROUND_HALF_UP, Decimal


def say(x, digits=3):
    """Write a number for a sentence, in Python as in the page: 0.05, −3, 12346, 1.2 × 10⁻⁷.

    At least ``digits`` significant digits (whole numbers keep all theirs), no zeros at the end, a
    true minus sign; ``None`` is "no number".
    """
    if x is None:
        return "no number"
    size = abs(Decimal(float(x)))
    sign = "−" if x < 0 else ""
    if size == 0:
        return "0"
    exponent = int(f"{abs(float(x)):.{digits - 1}e}".partition("e")[2])
    if -4 <= exponent < 6:
        places = max(0, digits - 1 - exponent)
        return sign + _short(size.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP))
    factor = size.scaleb(-exponent).quantize(Decimal(1).scaleb(1 - digits), ROUND_HALF_UP)
    power = str(exponent).translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    return f"{sign}{_short(factor)} × 10{power}"


def _short(number):
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def finite(x):
    """Return ``x`` as a float, or ``None`` where it is infinite or no number."""
    return float(x) if math.isfinite(x) else None
