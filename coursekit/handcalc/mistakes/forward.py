"""Mistakes of the forward pass: weighted sums and activations."""

from coursekit.handcalc.expression import Number, Quotient, Sum, Symbol, evaluate, exp, transform
from coursekit.handcalc.mistakes.catalogue import is_link, mistake


def _is_sigmoid(line):
    return line.key[0] == "a" and _sigmoid_sum(line.formula) is not None


def _sigmoid_sum(formula):
    """z when the formula is 1/(1 + e^(−z)), else None."""
    match formula:
        case Quotient(Number(1), Sum((Number(1), power))) if getattr(power, "name", "") == "exp":
            return power.arguments[0].argument
    return None


@mistake(
    "The bias was left out of the weighted sum.",
    "A unit computes z = Σ w·x + b: after the products, add the bias.",
    "students' work",
)
def bias_forgotten(line, derivation):
    if line.key[0] != "z" or not isinstance(line.formula, Sum):
        return []
    kept = [
        term for term in line.formula.terms if not (isinstance(term, Symbol) and term.key[0] == "b")
    ]
    return [Sum(tuple(kept))] if 0 < len(kept) < len(line.formula.terms) else []


@mistake(
    "The weights were read in the other layout: rows taken for columns.",
    "Check on the drawing which unit a weight leads to; w_ij and w_ji are different connections.",
    "lecture 003, where one 2-2-2 example mixes two layouts",
)
def swapped_layout(line, derivation):
    if line.key[0] != "z" and not is_link(line, "z", "a"):
        return []

    def swap(leaf):
        key = getattr(leaf, "key", ())
        swapped = ("W", key[1], key[3], key[2]) if key[:1] == ("W",) else key
        return Symbol(swapped) if swapped in derivation.given else leaf

    swapped = transform(line.formula, swap)
    return [swapped] if swapped != line.formula else []


@mistake(
    "The activation function was left out: this is the weighted sum z itself.",
    "The output of a unit is a = f(z); apply the activation to the sum.",
    "students' work",
)
def activation_forgotten(line, derivation):
    if line.key[0] != "a":
        return []
    z = ("z", *line.key[1:])
    return [Symbol(z)] if z in derivation.values else []


@mistake(
    "The sign in the exponent is wrong: this is 1/(1 + e^z).",
    "σ(z) = 1/(1 + e^(−z)): a large z gives an output near 1, not near 0.",
    "students' work",
)
def exponent_sign(line, derivation):
    return [1 / (1 + exp(_sigmoid_sum(line.formula)))] if _is_sigmoid(line) else []


@mistake(
    "The 1 + in the denominator was lost: this is 1/e^(−z).",
    "σ(z) = 1/(1 + e^(−z)), which stays between 0 and 1; 1/e^(−z) grows without bound.",
    "lecture 004",
)
def one_plus_forgotten(line, derivation):
    return [1 / exp(-_sigmoid_sum(line.formula))] if _is_sigmoid(line) else []


@mistake(
    "A digit was lost on the way, as when 1.156 is copied as 1.56.",
    "Compare with an estimate before going on: an output that moves by a fifth is a warning.",
    "lecture 004, which goes on with 0.641 for 0.865",
)
def digit_lost(line, derivation):
    if not _is_sigmoid(line):
        return []
    denominator = line.formula.denominator
    return [_without_digit(denominator, position) for position in (2, 3)]


def _without_digit(denominator, position):
    def value(values):
        # People write the denominator with three decimals: 1.156.
        text = f"{evaluate(denominator, values):.3f}"
        return 1 / float(text[:position] + text[position + 1 :])

    return value


@mistake(
    "The powers of e were not divided by their sum.",
    "Softmax gives shares that add up to 1: divide each e^z by the sum of all of them.",
    "students' work",
)
def softmax_sum_forgotten(line, derivation):
    match line.formula:
        case Quotient(Symbol(top), Symbol(("sum", *_))) if line.key[0] == "a":
            return [Symbol(top)]
    return []


@mistake(
    "Each output went through a sigmoid of its own instead of one softmax.",
    "Softmax compares the outputs with one another; separate sigmoids need not add up to 1.",
    "students' work",
)
def sigmoid_for_softmax(line, derivation):
    match line.formula:
        case Quotient(Symbol(top), Symbol(("sum", *_))) if line.key[0] == "a":
            power = Symbol(top)
            return [power / (1 + power)]
    return []
