"""Rounding as people do it: to so many decimals, half to even, half up, or cut off."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from coursekit._checks import nearest

_MODES = {"half-even": ROUND_HALF_EVEN, "half-up": ROUND_HALF_UP, "truncate": ROUND_DOWN}


def round_decimal(value, decimals, how="half-even"):
    """Round a ``Decimal`` to so many digits after the point.

    Parameters
    ----------
    value : Decimal
    decimals : int
        0 or more.
    how : {"half-even", "half-up", "truncate"}
        ``half-even`` is what Python does, ``half-up`` what schools teach, ``truncate`` cuts.

    Raises
    ------
    ValueError
        If ``decimals`` is negative or not a whole number, or ``how`` is unknown.
    """
    nearest(how, list(_MODES), "way of rounding")
    if not isinstance(decimals, int) or isinstance(decimals, bool) or decimals < 0:
        raise ValueError(f"decimals must be a whole number of 0 or more, got {decimals!r}.")
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=_MODES[how])
