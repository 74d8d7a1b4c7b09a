"""Rounding as people do it: to so many decimals, half to even, half up, or cut off."""

from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

from coursekit._checks import nearest

MOST = 20  # of the 40 digits with which lines are computed
_MODES = {"half-even": ROUND_HALF_EVEN, "half-up": ROUND_HALF_UP, "truncate": ROUND_DOWN}


def round_decimal(value, decimals, how="half-even"):
    """Round a ``Decimal`` to so many digits after the point.

    Parameters
    ----------
    value : Decimal
    decimals : int
        0 to 20.
    how : {"half-even", "half-up", "truncate"}
        ``half-even`` is what Python does, ``half-up`` what schools teach, ``truncate`` cuts.

    Raises
    ------
    ValueError
        If ``decimals`` is not a whole number from 0 to 20, or ``how`` is unknown.
    """
    nearest(how, list(_MODES), "way of rounding")
    if not isinstance(decimals, int) or isinstance(decimals, bool) or not 0 <= decimals <= MOST:
        raise ValueError(f"decimals must be a whole number from 0 to {MOST}, got {decimals!r}.")
    return value.quantize(Decimal(1).scaleb(-decimals), rounding=_MODES[how])
