"""How exact an answer can be: to the digits that a person wrote, or that a float's type holds."""

import numbers
from decimal import Decimal, InvalidOperation

import numpy as np

from coursekit.handcalc.expression import (
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    evaluate,
)

MOST_DIGITS = 400


class Computed(Decimal):
    """An answer that came as a float: right to half the digits of its type.

    Attributes
    ----------
    relative, absolute : float
        Largest accepted differences: √ε of the right value, and 16 ε of the terms that were added
        up, for numbers of which a subtraction left little.
    """

    relative = absolute = 0.0

    def is_near(self, value):
        """Whether ``value`` is what was computed, but for the rounding of the type."""
        distance = abs(float(self) - float(value))
        return distance <= self.relative * abs(float(value)) + self.absolute


def read_answer(name, answer, formula, values):
    """A person's answer as a ``Decimal``, or as :class:`Computed` when it is a float.

    Parameters
    ----------
    name : str
        What is answered, for the sentence.
    answer : str, number or array of one number
        A text keeps the digits that were written.
    formula : Expression
        The formula of the line.
    values : dict
        Floats by key.

    Raises
    ------
    ValueError
        When it is not one finite number.
    """
    answer = _single(answer)
    value = written_number(answer, f"The answer for {name}")
    grain = _grain(answer)
    if grain is None:
        return value
    computed = Computed(value)
    computed.relative, computed.absolute = grain**0.5, 16 * grain * _size(formula, values)
    return computed


def written_number(text, what):
    """The number that a person wrote, as a ``Decimal`` that keeps its digits.

    Raises
    ------
    ValueError
        When it is no finite number of at most 400 digits.
    """
    try:
        plain = str(text).replace(",", ".").replace("−", "-").replace("–", "-").strip()
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"{what} must be a number, got {text!r}.") from None
    if not value.is_finite():
        raise ValueError(f"{what} must be a finite number, got {text!r}.")
    if len(plain) > MOST_DIGITS or abs(value.as_tuple().exponent) > MOST_DIGITS:
        raise ValueError(f"{what} is out of reach: it needs more than {MOST_DIGITS} digits.")
    return value


def is_untouched(answer):
    """Whether an answer is still to be written: dots, ``None`` or an empty text."""
    answer = _single(answer)
    return answer is None or answer is ... or isinstance(answer, str) and not answer.strip()


def _single(answer):
    """The number in an array of one number, in a tensor, or in a fraction."""
    if isinstance(answer, np.ma.MaskedArray) and np.ma.getmaskarray(answer).any():
        return "a masked value"
    if hasattr(answer, "dtype") and getattr(answer, "size", 0) == 1:
        return np.asarray(answer).reshape(-1)[0]
    if isinstance(answer, numbers.Rational) and not isinstance(answer, numbers.Integral):
        return float(answer)
    return answer


def _grain(answer):
    """ε of a float's type; ``None`` for texts, whole numbers and float16, too rough to halve."""
    if isinstance(answer, np.floating) and answer.dtype.itemsize == 4:
        return float(np.finfo(np.float32).eps)
    is_double = isinstance(answer, (float, np.longdouble))
    return float(np.finfo(np.float64).eps) if is_double else None


def _size(formula, values):
    """How large a formula would be if nothing in it cancelled; what rounding is measured by."""
    match formula:
        case Sum(terms):
            return sum(_size(term, values) for term in terms)
        case Negative(argument):
            return _size(argument, values)
        case Product(factors):
            result = 1.0
            for factor in factors:
                result *= _size(factor, values)
            return result
        case Quotient(top, bottom):
            return _size(top, values) / abs(evaluate(bottom, values))
        case Power(base, exponent):
            return _size(base, values) ** int(evaluate(exponent, values))
    return abs(evaluate(formula, values))
