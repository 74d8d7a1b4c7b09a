"""Mistakes in the error and in its derivative."""

import math

from coursekit.handcalc.expression import (
    Function,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    symbols,
)
from coursekit.handcalc.mistakes.catalogue import is_error_slope, mistake

_LN10 = Number(math.log(10))


def _is_error_term(line):
    return line.key[0] == "E" and any(key[0] in "yt" for key in symbols(line.formula))


def _target_and_output(line):
    keys = symbols(line.formula)
    pick = {key[0]: Symbol(key) for key in keys if key[0] in "yta"}
    return pick.get("y", pick.get("t")), pick.get("a")


def _has_log(formula):
    match formula:
        case Function("ln", _):
            return True
        case Sum(parts) | Product(parts):
            return any(_has_log(part) for part in parts)
        case Negative(argument):
            return _has_log(argument)
        case Quotient(top, _):
            return _has_log(top)
    return False


def _is_crossentropy_slope(line):
    """−y/a (+ (1−y)/(1−a)): the slope divides by the output."""
    if not is_error_slope(line):
        return False
    y, a = _target_and_output(line)
    return y is not None and _divides_by(line.formula, a)


def _divides_by(formula, a):
    match formula:
        case Quotient(_, bottom):
            return bottom == a
        case Sum(parts) | Product(parts):
            return any(_divides_by(part, a) for part in parts)
        case Negative(argument):
            return _divides_by(argument, a)
    return False


@mistake(
    "The factor ½ of the squared error was left out.",
    "With E = ½(y − a)² the square is halved; say which convention you use and keep to it.",
    "students' work; the lectures use ½, 1/n and 1/2n side by side",
)
def half_forgotten(line, derivation):
    match line.formula:
        case Product((Quotient(Number(1), Number(2)), *rest)) if line.key[0] == "E":
            return [Product(tuple(rest)) if len(rest) > 1 else rest[0]]
    return []


@mistake(
    "The error was halved once too often.",
    "Use the factor ½ once, or not at all if your error is defined without it.",
    "students' work",
)
def half_doubled(line, derivation):
    return [line.formula / 2] if line.key[0] == "E" and not _has_log(line.formula) else []


@mistake(
    "The logarithm to base 10 was used where the derivative needs the natural one.",
    "Cross-entropy uses ln, whose derivative is 1/a; log₁₀ is smaller by the factor ln 10.",
    "lecture 000",
)
def log_base_ten(line, derivation):
    return [line.formula / _LN10] if line.key[0] == "E" and _has_log(line.formula) else []


@mistake(
    "The difference was not squared.",
    "A squared error is (y − a)²: without the square, positive and negative errors cancel.",
    "lecture 003, which gives 8 − 10 = −2 as a loss",
)
def square_forgotten(line, derivation):
    y, a = _target_and_output(line)
    squared = _is_error_term(line) and any(_is_square(p) for p in _parts(line.formula))
    return [y - a] if squared else []


def _parts(formula):
    return formula.factors if isinstance(formula, Product) else (formula,)


def _is_square(formula):
    return isinstance(formula, Power) and formula.exponent == Number(2)


@mistake(
    "Only y·ln(a) was counted; the part with (1 − y) is missing.",
    "Binary cross-entropy has two parts; for y = 0 the whole error is −ln(1 − a).",
    "students' work",
)
def other_class_forgotten(line, derivation):
    if not _is_error_term(line) or not isinstance(line.formula, Sum) or not _has_log(line.formula):
        return []
    return [line.formula.terms[0]]


@mistake(
    "The errors of the outputs were subtracted instead of added.",
    "Every output's error counts with a plus sign; the total is their sum.",
    "lecture 001, in the norm it prints for the loss",
)
def errors_subtracted(line, derivation):
    match line.formula:
        case Sum((first, *rest)) if line.key == ("E",) and _are_errors(rest):
            return [Sum((first, *(Negative(term) for term in rest)))]
    return []


def _are_errors(terms):
    return terms and all(isinstance(t, Symbol) and t.key[0] == "E" for t in terms)


@mistake(
    "The sum was not divided by the number of values.",
    "A mean divides by n, in the error and in every derivative of it.",
    "students' work; lecture 003 sums from 0 to n, n + 1 terms, and divides by n",
)
def mean_forgotten(line, derivation):
    match line.formula:
        case Quotient(top, Number()) if line.key == ("E",):
            return [top]
        case Product((Quotient(Number(1), Number()), *rest)) if is_error_slope(line):
            return [Product(tuple(rest)) if len(rest) > 1 else rest[0]]
    return []


@mistake(
    "A factor 2 is left over, as if the error had no ½ in front.",
    "The 2 of the derivative and the ½ of E = ½(y − a)² cancel.",
    "students' work",
)
def factor_two_left(line, derivation):
    return [2 * line.formula] if is_error_slope(line) and not _is_crossentropy_slope(line) else []


@mistake(
    "The 2 from the square is missing.",
    "The derivative of (y − a)² is −2(y − a); it cancels only against a ½.",
    "students' work",
)
def factor_two_missing(line, derivation):
    return [line.formula / 2] if is_error_slope(line) and not _is_crossentropy_slope(line) else []


@mistake(
    "The part with (1 − y) has the wrong sign.",
    "ln(1 − a) has the derivative −1/(1 − a), so this part becomes +(1 − y)/(1 − a).",
    "lecture 000",
)
def other_class_sign(line, derivation):
    if not _is_crossentropy_slope(line):
        return []
    y, a = _target_and_output(line)
    return [-(y / a) - (1 - y) / (1 - a)]


@mistake(
    "The sign of the error's derivative is turned round: y − a instead of a − y.",
    "The inner derivative of (y − a) is −1: for squared error ∂E/∂a = a − y.",
    "students' work",
)
def slope_sign(line, derivation):
    return [-line.formula] if is_error_slope(line) else []


@mistake(
    "The derivative of log₁₀ was used: a factor 1/ln 10 too small.",
    "With the natural logarithm the slope is 1/a; with log₁₀ it would be 1/(a ln 10).",
    "lecture 000 uses log₁₀ in the error",
)
def slope_base_ten(line, derivation):
    return [line.formula / _LN10] if _is_crossentropy_slope(line) else []
