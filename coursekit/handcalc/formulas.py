"""Formulas shown as text that Python can evaluate, and as LaTeX, in symbols or with numbers."""

from decimal import Decimal

from coursekit.handcalc.expression import (
    PI,
    Function,
    Negative,
    Number,
    Power,
    Product,
    Quotient,
    Sum,
    Symbol,
    Where,
)

_SUM, _PRODUCT, _POWER, _ATOM = 1, 2, 3, 4


def number_text(value, digits=6):
    """A number as a person writes it: at most ``digits`` significant digits, no trailing zeros.

    ``Decimal`` values keep exactly the digits they have; a zero has no sign.
    """
    if isinstance(value, Decimal):
        return f"{value if value else abs(value):f}"
    text = f"{value:.{digits}g}"
    if "e" in text:
        mantissa, exponent = text.split("e")
        return f"{mantissa}e{int(exponent)}"
    return "0" if text == "-0" else text


def number_latex(value, digits=6):
    """The same number in LaTeX, ``1.2e-7`` written as a power of ten."""
    return _power_of_ten(number_text(value, digits))


def _power_of_ten(text):
    if "e" in text:
        mantissa, exponent = text.split("e")
        return rf"{mantissa} \cdot 10^{{{exponent}}}"
    return text


def constant_text(value):
    """A constant of a formula in as few digits as give it back: 0.2, and not 0.200…01; or pi."""
    if value is PI.value:
        return "pi"
    if isinstance(value, Decimal):
        return number_text(value)
    digits = next((d for d in range(1, 17) if float(f"{value:.{d}g}") == value), 17)
    return number_text(value, digits)


def to_text(node, leaf):
    """Write an expression as text; ``leaf(key)`` gives the text of each quantity."""
    return _text(node, leaf)[0]


def to_latex(node, leaf):
    """Write an expression as LaTeX; ``leaf(key)`` gives the LaTeX of each quantity."""
    return _latex(node, leaf)[0]


def _wrap(pair, least, brackets="()"):
    text, strength = pair
    return text if strength >= least else f"{brackets[0]}{text}{brackets[1]}"


def _leaf_strength(text):
    # A negative number or one with an exponent needs brackets inside a product.
    return _SUM if text.startswith("-") else _PRODUCT if r"\cdot" in text else _ATOM


def _text(node, leaf):
    match node:
        case Number(value):
            text = constant_text(value)
            return text, _leaf_strength(text)
        case Symbol(key):
            text = leaf(key)
            return text, _leaf_strength(text)
        case Sum(terms):
            return _join_sum(terms, lambda term: _text(term, leaf), "()"), _SUM
        case Product(factors):
            return " * ".join(_wrap(_text(f, leaf), _PRODUCT) for f in factors), _PRODUCT
        case Quotient(top, bottom):
            return (
                f"{_wrap(_text(top, leaf), _PRODUCT)}/{_wrap(_text(bottom, leaf), _POWER)}",
                _PRODUCT,
            )
        case Negative(argument):
            return f"-{_wrap(_text(argument, leaf), _PRODUCT)}", _SUM
        case Power(base, exponent):
            text, strength = _text(base, leaf)
            if isinstance(base, Symbol) and "/" in text:  # dE/dw5 is squared as a whole
                strength = _PRODUCT
            return f"{_wrap((text, strength), _ATOM)}**{_text(exponent, leaf)[0]}", _POWER
        case Function(name, arguments):
            return f"{name}({', '.join(_text(a, leaf)[0] for a in arguments)})", _ATOM
        case Where(left, relation, right, then, otherwise):
            test = f"{_text(left, leaf)[0]} {relation} {_text(right, leaf)[0]}"
            return f"({_text(then, leaf)[0]} if {test} else {_text(otherwise, leaf)[0]})", _ATOM


def _join_sum(terms, write, brackets):
    pieces = []
    for position, term in enumerate(terms):
        negative = isinstance(term, Negative) and position > 0
        inner = term.argument if negative else term
        # "- -0.2" and "- (a + b)" need brackets, "a + b*c" does not.
        needed = _PRODUCT if position > 0 else 0
        sign = "" if position == 0 else " - " if negative else " + "
        pieces.append(sign + _wrap(write(inner), needed, brackets))
    return "".join(pieces)


_LATEX_BRACKETS = (r"\left(", r"\right)")
_LATEX_FUNCTIONS = {
    "ln": r"\ln",
    "log10": r"\log_{10}",
    "tanh": r"\tanh",
    "max": r"\max",
    "min": r"\min",
    "Phi": r"\Phi",
    "phi": r"\varphi",
}
_LATEX_RELATIONS = {">": ">", ">=": r"\ge", "<": "<", "<=": r"\le"}


def _latex(node, leaf):
    match node:
        case Number(value):
            text = r"\pi" if value is PI.value else _power_of_ten(constant_text(value))
            return text, _leaf_strength(text)
        case Symbol(key):
            text = leaf(key)
            return text, _leaf_strength(text)
        case Sum(terms):
            return _join_sum(terms, lambda term: _latex(term, leaf), _LATEX_BRACKETS), _SUM
        case Product(factors):
            wrapped = (_wrap(_latex(f, leaf), _PRODUCT, _LATEX_BRACKETS) for f in factors)
            return r" \cdot ".join(wrapped), _PRODUCT
        case Quotient(top, bottom):
            return rf"\frac{{{_latex(top, leaf)[0]}}}{{{_latex(bottom, leaf)[0]}}}", _PRODUCT
        case Negative(argument):
            return "-" + _wrap(_latex(argument, leaf), _PRODUCT, _LATEX_BRACKETS), _SUM
        case Power(base, exponent):
            # Brackets round fractions, and names that already carry a superscript: a^{[1]}.
            text, strength = _latex(base, leaf)
            plain = strength == _ATOM and "^" not in text and not text.startswith(r"\frac")
            base_text = text if plain else rf"\left({text}\right)"
            return f"{base_text}^{{{_latex(exponent, leaf)[0]}}}", _POWER
        case Function():
            return _latex_function(node, leaf), _ATOM
        case Where(left, relation, right, then, otherwise):
            test = f"{_latex(left, leaf)[0]} {_LATEX_RELATIONS[relation]} {_latex(right, leaf)[0]}"
            first = rf"{_latex(then, leaf)[0]} & {test}"
            last = rf"{_latex(otherwise, leaf)[0]} & \text{{otherwise}}"
            return rf"\begin{{cases}} {first} \\ {last} \end{{cases}}", _ATOM


def _latex_function(node, leaf):
    arguments = [_latex(argument, leaf)[0] for argument in node.arguments]
    if node.name == "exp":
        return f"e^{{{arguments[0]}}}"
    if node.name == "sqrt":
        return rf"\sqrt{{{arguments[0]}}}"
    if node.name == "abs":
        return rf"\left|{arguments[0]}\right|"
    return rf"{_LATEX_FUNCTIONS[node.name]}\left({', '.join(arguments)}\right)"
