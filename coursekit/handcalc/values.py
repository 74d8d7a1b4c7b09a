"""The numbers of all lines: in floats, or as a person computes who rounds every line."""

import math
from decimal import Decimal, localcontext

from coursekit.handcalc.expression import DECIMAL, FLOAT, Symbol, evaluate
from coursekit.handcalc.formulas import number_text, to_text
from coursekit.handcalc.rounding import MOST, round_decimal

GUARDED = 32  # decimals of the 40 digits that a line can be trusted to, after it has divided by 3


def compute(lines, given, decimals=None, how="half-even", name=str):
    """Values of all lines, in floats, or in exact decimals rounded line by line.

    Raises
    ------
    ValueError
        Where a line has no value: a division by zero, ln 0, or a number too large.
    """
    if decimals is None:
        values = dict(given)
        for line in lines:
            values[line.key] = _value(line, values, FLOAT, name)
        return values
    with localcontext(prec=40):
        values = {key: Decimal(repr(value)) for key, value in given.items()}
        for line in lines:
            values[line.key] = _value(
                line, values, DECIMAL, name, lambda value: round_decimal(value, decimals, how)
            )
    return values


def _without_noise(value):
    """What 40 digits can hold, less the last few: 3 · (1/3) is 1 before anybody cuts it off."""
    places = min(GUARDED, 38 - value.adjusted())
    return value.quantize(Decimal(1).scaleb(-places)) if places > MOST else value


def _value(line, values, arithmetic, name, rounding=None):
    try:
        value = evaluate(line.formula, values, arithmetic)
        if rounding is not None and not isinstance(line.formula, Symbol):  # not a mere copy
            value = rounding(_without_noise(value))
        if math.isfinite(value):
            return value
    except (ArithmeticError, ValueError):
        pass
    numbers = to_text(line.formula, lambda key: number_text(values[key], 6))
    cure = "scale the inputs or the weights" if rounding is None else "keep more decimals"
    raise ValueError(f"{name(line.key)} = {numbers} has no value that can be written down: {cure}.")
