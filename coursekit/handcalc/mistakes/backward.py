"""Mistakes on the way back: links of the chain rule and the paths that are added."""

from coursekit.handcalc.expression import Function, Number, Product, Symbol, exp
from coursekit.handcalc.mistakes.catalogue import is_link, is_sum_of_paths, mistake, path_keys


def _is_slope(line):
    """∂a/∂z of one unit."""
    return is_link(line, "a", "z")


def _is_smooth_slope(line):
    return _is_slope(line) and isinstance(line.formula, Product)


@mistake(
    "The derivative of the activation was left out.",
    "The chain from the output to z passes through the activation: multiply by f'(z).",
    "students' work",
)
def slope_forgotten(line, derivation):
    own = _is_slope(line) and line.key[1][-1] == line.key[2][-1]
    return [Number(1)] if own else []


@mistake(
    "σ' was taken at the output a instead of at z.",
    "σ'(z) = σ(z)(1 − σ(z)) = a(1 − a): the output is already σ(z), do not apply σ again.",
    "students' work",
)
def slope_at_output(line, derivation):
    if not _is_smooth_slope(line):
        return []
    again = 1 / (1 + exp(-Symbol(line.key[1])))
    return [again * (1 - again)]


@mistake(
    "z(1 − z) was used for the derivative of the sigmoid.",
    "The formula a(1 − a) takes the output a, not the weighted sum z.",
    "students' work",
)
def slope_of_sum(line, derivation):
    z = Symbol(line.key[2]) if _is_smooth_slope(line) else None
    return [z * (1 - z)] if z else []


@mistake(
    "Only a was used for the derivative of the sigmoid; the factor (1 − a) is missing.",
    "σ'(z) = a(1 − a): both factors are needed, and the product is never more than ¼.",
    "students' work",
)
def slope_half_written(line, derivation):
    return [Symbol(line.key[1])] if _is_smooth_slope(line) else []


@mistake(
    "The value of ReLU was used in place of its derivative.",
    "ReLU has slope 1 where z > 0 and slope 0 elsewhere, whatever the size of z.",
    "students' work",
)
def relu_value_for_slope(line, derivation):
    if not _is_slope(line) or _is_smooth_slope(line):
        return []
    return [Function("max", (Number(0), Symbol(line.key[2])))]


@mistake(
    "The weight stands where the input belongs.",
    "z = w·x + b is differentiated with respect to w here: ∂z/∂w is the input x.",
    "lecture 004, ∂h2/∂W3 = W3",
)
def weight_for_input(line, derivation):
    return [Symbol(line.key[2])] if is_link(line, "z", "W") else []


@mistake(
    "The input stands where the weight belongs.",
    "Going back to the unit before, ∂z/∂a is the weight of the connection.",
    "students' work",
)
def input_for_weight(line, derivation):
    return [Symbol(line.key[2])] if is_link(line, "z", "a") else []


@mistake(
    "The input is missing: this is the derivative with respect to z, not to the weight.",
    "∂E/∂w = ∂E/∂z · x: the last link of the chain is the input of the weight.",
    "students' work",
)
def input_forgotten(line, derivation):
    return [Number(1)] if is_link(line, "z", "W") else []


@mistake(
    "The updated weight was used on the way back.",
    "All derivatives of one step belong to the same, old weights; update only when all are known.",
    "students' work",
)
def new_weight_too_early(line, derivation):
    return [Symbol(("new", line.formula.key))] if is_link(line, "z", "a") else []


@mistake(
    "Only the diagonal of the softmax Jacobian was used.",
    "Each softmax output depends on every z: the terms −a_j·a_k belong to the sum too.",
    "lecture 000",
)
def softmax_diagonal(line, derivation):
    if not is_sum_of_paths(line) or line.key[2][0] != "z":
        return []
    unit = line.key[2][-1]
    return [Symbol(key) for key in path_keys(line) if key[2][-1] == unit]


@mistake(
    "Only one of several paths was followed.",
    "A unit that feeds several units reaches the error through each of them: add all paths.",
    "lecture 000, in its first hidden layer",
)
def one_path(line, derivation):
    return [Symbol(key) for key in path_keys(line)]


@mistake(
    "The paths were multiplied where they must be added.",
    "Links along one path are multiplied; different paths are added.",
    "lectures 000 and 003, in the formulas they print",
)
def product_of_paths(line, derivation):
    keys = path_keys(line)
    return [Product(tuple(Symbol(key) for key in keys))] if keys else []
