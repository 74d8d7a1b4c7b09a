"""Mistakes in the update of the weights."""

from coursekit.handcalc.expression import (
    Negative,
    Number,
    Product,
    Quotient,
    Sum,
    Symbol,
    sqrt,
    symbols,
)
from coursekit.handcalc.mistakes.catalogue import mistake

_ETA = Symbol(("const", "eta"))


def _plain_parts(line):
    """Weight and gradient of ``w − η·∂E/∂w``; (None, None) for other lines and other optimizers."""
    if line.key[0] != "new" or len(symbols(line.formula)) != 3:
        return None, None
    weight = line.key[1]
    gradient = [key for key in symbols(line.formula) if key[0] == "d"]
    return (Symbol(weight), Symbol(gradient[0])) if gradient else (None, None)


def _on_plain(rewrite):
    """Make a rewriting of (weight, gradient) one of the lines of plain gradient descent."""

    def apply(line, derivation):
        weight, gradient = _plain_parts(line)
        return [] if weight is None else rewrite(weight, gradient)

    apply.__name__ = rewrite.__name__
    return apply


@mistake(
    "The gradient was added instead of subtracted.",
    "The gradient points uphill; to make the error smaller, step against it: w − η·∂E/∂w.",
    "lecture 003, which describes descent as ascent",
)
@_on_plain
def gradient_added(weight, gradient):
    return [weight + _ETA * gradient]


@mistake(
    "The learning rate was left out.",
    "The step is η·∂E/∂w, usually much shorter than the gradient itself.",
    "students' work",
)
@_on_plain
def rate_forgotten(weight, gradient):
    return [weight - gradient]


@mistake(
    "The learning rate was applied twice.",
    "Multiply the gradient by η once.",
    "students' work",
)
@_on_plain
def rate_twice(weight, gradient):
    return [weight - _ETA * _ETA * gradient]


@mistake(
    "The step is off by a factor of ten.",
    "Count the decimals of η·∂E/∂w before subtracting.",
    "lectures 000 and 004",
)
@_on_plain
def factor_ten(weight, gradient):
    return [weight - 10 * _ETA * gradient, weight - _ETA * gradient / 10]


@mistake(
    "The updated weight carries a minus sign that does not belong to it.",
    "w − η·∂E/∂w is a small change of w: it keeps the sign of w.",
    "lecture 000",
)
@_on_plain
def minus_sign_added(weight, gradient):
    return [-(weight - _ETA * gradient)]


@mistake(
    "This is only the step η·∂E/∂w, not the new weight.",
    "Subtract the step from the old weight.",
    "students' work",
)
@_on_plain
def step_for_weight(weight, gradient):
    return [_ETA * gradient, -(_ETA * gradient)]


@mistake(
    "The weight did not change.",
    "Subtract η·∂E/∂w from it, even if the step is small.",
    "students' work",
)
@_on_plain
def old_weight_kept(weight, gradient):
    return [weight]


@mistake(
    "The update used only the last link of the chain in place of the whole derivative.",
    "The update needs ∂E/∂w, the product of all links, not ∂z/∂w alone.",
    "lecture 004, in the update of W5",
)
def last_link_for_gradient(line, derivation):
    weight, gradient = _plain_parts(line)
    if weight is None:
        return []
    links = [k for k in derivation.values if k[0] == "d" and k[2] == weight.key and k[1] != ("E",)]
    return [weight - _ETA * Symbol(link) for link in links]


@mistake(
    "The bias correction of Adam was left out.",
    "At step 1 both averages are far too small; Adam divides by 1 − β₁ and 1 − β₂.",
    "students' work",
)
def bias_correction_forgotten(line, derivation):
    keys = symbols(line.formula) if line.key[0] == "new" else []
    if ("rate",) not in keys:
        return []
    m, v = Symbol(("m", line.key[1])), Symbol(("v", line.key[1]))
    return [_with_decay(line, _ETA * m / (sqrt(v) + Symbol(("const", "epsilon"))))]


def _with_decay(line, step):
    """w less another step, and less the weight decay where the line has one."""
    return Sum((Symbol(line.key[1]), Negative(step), *line.formula.terms[2:]))


@mistake(
    "The gradient was not squared in the average of squares.",
    "v averages g²; it measures the size of the gradient, not its sign.",
    "students' work",
)
def second_moment_not_squared(line, derivation):
    gradients = [k for k in symbols(line.formula) if k[0] == "d"] if line.key[0] == "v" else []
    if not gradients:
        return []
    rho = next((k for k in symbols(line.formula) if k[0] == "const"), None)
    g = Symbol(gradients[0])
    return [g if rho is None else (1 - Symbol(rho)) * g]


@mistake(
    "β and 1 − β were exchanged in the moving average.",
    "The old average keeps the share β, the new value gets only 1 − β.",
    "students' work",
)
def beta_exchanged(line, derivation):
    keys = symbols(line.formula)
    if line.key[0] not in "mv" or not keys or keys[0][0] != "const" or len(keys) != 2:
        return []
    beta, g = Symbol(keys[0]), Symbol(keys[1])
    return [beta * g if line.key[0] == "m" else beta * g**2]


@mistake(
    "The root in the denominator was left out.",
    "Divide by √v (with ε): v holds squares, its root has the size of a gradient.",
    "students' work",
)
def root_forgotten(line, derivation):
    if line.key[0] != "new" or ("v", line.key[1]) not in symbols(line.formula):
        return []
    step = line.formula.terms[1].argument
    bottom = Symbol(("v", line.key[1])) + Symbol(("const", "epsilon"))
    return [_with_decay(line, Quotient(_numerator(step), bottom))]


def _numerator(step):
    return step.numerator if isinstance(step, Quotient) else Product((step, Number(1)))
