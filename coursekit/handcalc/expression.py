"""Formulas as small trees: one tree is shown in symbols, shown with numbers in it, and computed.

A leaf is a number (:class:`Number`) or a quantity (:class:`Symbol`) whose key the derivation knows.
The same tree is evaluated in floats, in complex numbers (for derivatives by complex step) or in
``decimal`` (to compute as a person does), so text and value can never disagree.
"""

import cmath
import math
from dataclasses import dataclass
from decimal import Decimal

from coursekit.handcalc import normal


class Expression:
    """Base of all nodes; ``+ - * / **`` build larger formulas."""

    __slots__ = ()

    def __add__(self, other):
        return Sum((self, as_expression(other)))

    def __radd__(self, other):
        return Sum((as_expression(other), self))

    def __sub__(self, other):
        return Sum((self, Negative(as_expression(other))))

    def __rsub__(self, other):
        return Sum((as_expression(other), Negative(self)))

    def __mul__(self, other):
        return Product((self, as_expression(other)))

    def __rmul__(self, other):
        return Product((as_expression(other), self))

    def __truediv__(self, other):
        return Quotient(self, as_expression(other))

    def __rtruediv__(self, other):
        return Quotient(as_expression(other), self)

    def __pow__(self, exponent):
        return Power(self, as_expression(exponent))

    def __neg__(self):
        return Negative(self)


@dataclass(frozen=True, slots=True)
class Number(Expression):
    """A constant that belongs to the formula itself, as the 1 in ``1 + e^(-z)``."""

    value: float | int | Decimal


@dataclass(frozen=True, slots=True)
class Symbol(Expression):
    """A quantity of the computation, named by a key such as ``("z", 0, 1, 2)``."""

    key: tuple


@dataclass(frozen=True, slots=True)
class Sum(Expression):
    """``a + b + c``; a :class:`Negative` term is shown as a subtraction."""

    terms: tuple


@dataclass(frozen=True, slots=True)
class Product(Expression):
    """``a · b · c``."""

    factors: tuple


@dataclass(frozen=True, slots=True)
class Quotient(Expression):
    """``a / b``."""

    numerator: Expression
    denominator: Expression


@dataclass(frozen=True, slots=True)
class Negative(Expression):
    """``-a``."""

    argument: Expression


@dataclass(frozen=True, slots=True)
class Power(Expression):
    """``a ** b`` with a whole-number exponent."""

    base: Expression
    exponent: Expression


@dataclass(frozen=True, slots=True)
class Function(Expression):
    """exp, ln, log10, sqrt, tanh, abs, Phi or phi of one argument; max or min of several."""

    name: str
    arguments: tuple


@dataclass(frozen=True, slots=True)
class Where(Expression):
    """``then`` when ``left relation right`` (> >= < <=) holds, else ``otherwise``."""

    left: Expression
    relation: str
    right: Expression
    then: Expression
    otherwise: Expression


def as_expression(value):
    """Wrap a plain number as :class:`Number`; expressions pass through."""
    return value if isinstance(value, Expression) else Number(value)


def exp(argument):
    """The node for ``e`` to the power of ``argument``."""
    return Function("exp", (as_expression(argument),))


def ln(argument):
    """The node for the natural logarithm."""
    return Function("ln", (as_expression(argument),))


def sqrt(argument):
    """The node for the square root."""
    return Function("sqrt", (as_expression(argument),))


#: π, which is written as such
PI = Number(normal.PI)


def total(terms):
    """Sum of any number of expressions; one term stands alone, none is zero."""
    terms = tuple(terms)
    if len(terms) == 1:
        return terms[0]
    return Sum(terms) if terms else Number(0)


def product(factors):
    """Product of any number of expressions; one factor stands alone, none is one."""
    factors = tuple(factors)
    if len(factors) == 1:
        return factors[0]
    return Product(factors) if factors else Number(1)


def _decimal_tanh(z):
    # e^(-2|z|) cannot overflow, whatever the sign of z.
    small = (-2 * abs(z)).exp()
    value = (1 - small) / (1 + small)
    return value if z >= 0 else -value


class Arithmetic:
    """The functions and the conversion of constants for one kind of number."""

    def __init__(self, convert, functions):
        self.convert = convert
        self.functions = functions


def _real(value):
    return value.real if isinstance(value, complex) else value


def _largest(*values):
    return max(values, key=_real)


def _smallest(*values):
    return min(values, key=_real)


FLOAT = Arithmetic(
    float,
    {
        "exp": math.exp, "ln": math.log, "log10": math.log10, "sqrt": math.sqrt,
        "tanh": math.tanh, "abs": abs, "max": _largest, "min": _smallest,
        "Phi": normal.share, "phi": normal.density,
    },
)  # fmt: skip

COMPLEX = Arithmetic(
    complex,
    {
        "exp": cmath.exp, "ln": cmath.log, "log10": cmath.log10, "sqrt": cmath.sqrt,
        # |z| continued analytically from the real axis, as a complex step needs it.
        "tanh": cmath.tanh, "abs": lambda z: z if z.real >= 0 else -z,
        "max": _largest, "min": _smallest, "Phi": normal.share, "phi": normal.density,
    },
)  # fmt: skip

DECIMAL = Arithmetic(
    lambda value: value if isinstance(value, Decimal) else Decimal(repr(value)),
    {
        "exp": Decimal.exp, "ln": Decimal.ln, "log10": Decimal.log10, "sqrt": Decimal.sqrt,
        "tanh": _decimal_tanh, "abs": abs, "max": _largest, "min": _smallest,
        "Phi": normal.decimal_share, "phi": normal.decimal_density,
    },
)  # fmt: skip

_RELATIONS = {
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
}


def evaluate(node, values, arithmetic=FLOAT):
    """Compute an expression with the quantities in ``values`` (a dict from key to number).

    Parameters
    ----------
    node : Expression
    values : dict
        One number for each symbol in the expression.
    arithmetic : Arithmetic
        ``FLOAT`` (default), ``COMPLEX`` or ``DECIMAL``.
    """
    return _EVALUATORS[type(node)](node, values, arithmetic)


def _evaluate_sum(node, values, arithmetic):
    result = evaluate(node.terms[0], values, arithmetic)
    for term in node.terms[1:]:
        result = result + evaluate(term, values, arithmetic)
    return result


def _evaluate_product(node, values, arithmetic):
    result = evaluate(node.factors[0], values, arithmetic)
    for factor in node.factors[1:]:
        result = result * evaluate(factor, values, arithmetic)
    return result


def _evaluate_function(node, values, arithmetic):
    arguments = [evaluate(argument, values, arithmetic) for argument in node.arguments]
    return arithmetic.functions[node.name](*arguments)


def _evaluate_where(node, values, arithmetic):
    left = _real(evaluate(node.left, values, arithmetic))
    right = _real(evaluate(node.right, values, arithmetic))
    chosen = node.then if _RELATIONS[node.relation](left, right) else node.otherwise
    return evaluate(chosen, values, arithmetic)


_EVALUATORS = {
    Number: lambda node, values, arithmetic: arithmetic.convert(node.value),
    Symbol: lambda node, values, arithmetic: values[node.key],
    Sum: _evaluate_sum,
    Product: _evaluate_product,
    Quotient: lambda node, values, arithmetic: (
        evaluate(node.numerator, values, arithmetic)
        / evaluate(node.denominator, values, arithmetic)
    ),
    Negative: lambda node, values, arithmetic: -evaluate(node.argument, values, arithmetic),
    Power: lambda node, values, arithmetic: (
        evaluate(node.base, values, arithmetic)
        ** int(_real(evaluate(node.exponent, values, arithmetic)))
    ),
    Function: _evaluate_function,
    Where: _evaluate_where,
}


def transform(node, leaf):
    """Rebuild an expression with every leaf replaced by ``leaf(node)``."""
    match node:
        case Number() | Symbol():
            return leaf(node)
        case Sum(terms):
            return Sum(tuple(transform(term, leaf) for term in terms))
        case Product(factors):
            return Product(tuple(transform(factor, leaf) for factor in factors))
        case Quotient(numerator, denominator):
            return Quotient(transform(numerator, leaf), transform(denominator, leaf))
        case Negative(argument):
            return Negative(transform(argument, leaf))
        case Power(base, exponent):
            return Power(transform(base, leaf), exponent)
        case Function(name, arguments):
            return Function(name, tuple(transform(argument, leaf) for argument in arguments))
        case Where(left, relation, right, then, otherwise):
            parts = (transform(part, leaf) for part in (left, right, then, otherwise))
            left, right, then, otherwise = parts
            return Where(left, relation, right, then, otherwise)


def symbols(node):
    """Keys of all quantities that an expression uses, in order of appearance, each once."""
    found = {}
    transform(
        node, lambda leaf: found.setdefault(leaf.key, leaf) if isinstance(leaf, Symbol) else leaf
    )
    return list(found)
