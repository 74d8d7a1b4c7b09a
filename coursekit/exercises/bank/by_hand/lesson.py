"""Exercises of lesson 07: a neuron's gradient, six lines to judge, two paths, softmax."""

import numpy as np

from coursekit.exercises.bank.matching import examine_choices, instead
from coursekit.exercises.exercise import Exercise, Mistake

SIX_LINES = {
    "A": "right",
    "B": "paths multiplied",
    "C": "a path is missing",
    "D": "weight for input",
    "E": "right",
    "F": "a path too many",
}


def neuron_gradient(x, w, b, y):
    a = 1 / (1 + np.exp(-(w @ x + b)))
    dE_dz = (a - y) * a * (1 - a)
    return np.append(dE_dz * x, dE_dz)


def two_paths(dE_dz_o, w_out, a_h, x):
    dE_da_h = dE_dz_o[0] * w_out[0] + dE_dz_o[1] * w_out[1]  # two paths, added
    return dE_da_h * a_h * (1 - a_h) * x


def softmax_backward(dE_da, a):
    jacobian = np.diag(a) - np.outer(a, a)
    return jacobian @ dE_da


def _neuron(outer=lambda a, y: a - y, slope=lambda a, z: a * (1 - a), bias=1.0, inputs=True):
    """The gradient of a neuron with one link replaced."""

    def gradient(x, w, b, y):
        z = w @ x + b
        a = 1 / (1 + np.exp(-z))
        dE_dz = outer(a, y) * slope(a, z)
        return np.append(dE_dz * (x if inputs else w), dE_dz * bias)

    return gradient


def _sigmoid_of(a):
    return 1 / (1 + np.exp(-a))


_RNG = np.random.default_rng(5)
_NEURONS = (
    (np.array([1.0, 2.0]), np.array([0.0, 0.5]), 0.0, 1.0),
    (np.array([0.1, 0.3]), np.array([0.5, 0.2]), 1.83, 0.03),
    *((_RNG.normal(size=3), _RNG.normal(size=3), 0.4, 0.8) for _ in "abc"),
)
_PATHS = (
    (np.array([0.2, -0.1]), np.array([1.0, 3.0]), 0.5, 2.0),
    *((_RNG.normal(size=2), _RNG.normal(size=2), 0.3 + 0.1 * k, 0.7) for k in range(4)),
)
_ROWS = (
    (np.array([0.0, -4.0]), np.array([0.75, 0.25])),
    *((_RNG.normal(size=k), _RNG.dirichlet(np.ones(k))) for k in (3, 4, 5)),
)

EXERCISES = (
    Exercise(
        name="neuron_gradient",
        answer=neuron_gradient,
        cases=_NEURONS,
        mistakes=(
            Mistake(
                "y − a for a − y",
                _neuron(outer=lambda a, y: y - a),
                "Every sign is turned: the inner derivative of (y − a) is −1.",
            ),
            Mistake(
                "σ' left out",
                _neuron(slope=lambda a, z: 1.0),
                "The chain passes through the activation: one link is a (1 − a).",
            ),
            Mistake(
                "σ' at a, not at z",
                _neuron(slope=lambda a, z: _sigmoid_of(a) * (1 - _sigmoid_of(a))),
                "a is already σ(z): do not apply σ to it again.",
            ),
            Mistake(
                "z (1 − z) for σ'",
                _neuron(slope=lambda a, z: z * (1 - z)),
                "The formula takes the output a, not the sum z.",
            ),
            Mistake(
                "a factor 2 left over",
                _neuron(outer=lambda a, y: 2 * (a - y)),
                "The 2 of the square and the ½ in front cancel.",
            ),
            Mistake(
                "weight for input",
                _neuron(inputs=False),
                "∂z/∂w₁ is what w₁ is multiplied by.",
            ),
            Mistake(
                "derivative 0 for the bias",
                _neuron(bias=0.0),
                "z contains 1·b, so ∂z/∂b = 1.",
            ),
        ),
        hints=(
            "First the forward pass: z = w @ x + b, then a.",
            "The first two links do not depend on the weight: dE_dz = (a - y) * a * (1 - a).",
            "∂E/∂w is dE_dz * x, ∂E/∂b is dE_dz; np.append joins them.",
        ),
    ),
    Exercise(
        name="six_lines",
        answer=SIX_LINES,
        examine=examine_choices,
        mistakes=(
            Mistake(
                "a product accepted",
                instead(SIX_LINES, B="right"),
                "In B links stand along each path and between the paths: what joins two paths?",
            ),
            Mistake(
                "one path accepted",
                instead(SIX_LINES, C="right"),
                "Go from w₁ to the error in the drawing: where can you go after h₁?",
            ),
            Mistake(
                "weight for input accepted",
                instead(SIX_LINES, D="right"),
                "In D: which number is w₇ multiplied by in the sum of o₂?",
            ),
            Mistake(
                "two outputs for w₆ accepted",
                instead(SIX_LINES, F="right"),
                "Put your finger on w₆: does it lead to both outputs?",
            ),
            Mistake(
                "a right sum suspected",
                instead(SIX_LINES, A="a path too many"),
                "h₁ feeds both outputs, so A needs both terms.",
            ),
            Mistake(
                "two paths of w₄ suspected",
                instead(SIX_LINES, E="a path too many"),
                "w₄ leads into h₂, and h₂ feeds both outputs.",
            ),
            Mistake(
                "hidden links missed in F",
                instead(SIX_LINES, F="a path is missing"),
                "F has two terms already; how many ways lead from w₆ to the error?",
            ),
        ),
        hints=(
            "For each line put a finger on the weight or unit, and count the ways to the error.",
            "Weights of the first layer have two ways, those of the second one; ways are added.",
            "Two lines are right. Of the others each has one fault, and all faults differ.",
        ),
        solution=f"my_verdicts = {SIX_LINES!r}",
    ),
    Exercise(
        name="two_paths",
        answer=two_paths,
        cases=_PATHS,
        mistakes=(
            Mistake(
                "only the first path",
                lambda d, w, a, x: d[0] * w[0] * a * (1 - a) * x,
                "The hidden unit feeds both outputs: add the path through the second one.",
            ),
            Mistake(
                "only the second path",
                lambda d, w, a, x: d[1] * w[1] * a * (1 - a) * x,
                "The hidden unit feeds both outputs: add the path through the first one.",
            ),
            Mistake(
                "paths multiplied",
                lambda d, w, a, x: d[0] * w[0] * d[1] * w[1] * a * (1 - a) * x,
                "Links of one path are multiplied, different paths are added.",
            ),
            Mistake(
                "paths subtracted",
                lambda d, w, a, x: (d[0] * w[0] - d[1] * w[1]) * a * (1 - a) * x,
                "Each path carries its own sign already; add them.",
            ),
            Mistake(
                "σ' left out",
                lambda d, w, a, x: (d @ w) * x,
                "Between a_h and its sum stands the activation: a_h (1 − a_h).",
            ),
            Mistake(
                "the input left out",
                lambda d, w, a, x: (d @ w) * a * (1 - a),
                "You stopped at the sum z_h; the last link to the weight is x.",
            ),
            Mistake(
                "the weights left out",
                lambda d, w, a, x: (d[0] + d[1]) * a * (1 - a) * x,
                "On the way from an output's sum to a_h each path crosses a weight.",
            ),
        ),
        hints=(
            "Go backwards along the picture: from each output's sum to a_h, to z_h, to the weight.",
            "∂E/∂a_h = dE_dz_o[0] * w_out[0] + dE_dz_o[1] * w_out[1].",
            "Multiply that by a_h * (1 - a_h) and by x.",
        ),
    ),
    Exercise(
        name="softmax_backward",
        answer=softmax_backward,
        cases=_ROWS,
        mistakes=(
            Mistake(
                "only the diagonal",
                lambda d, a: d * a * (1 - a),
                "Every output depends on every sum: the terms −a_i a_j are missing.",
            ),
            Mistake(
                "only beside the diagonal",
                lambda d, a: -a * (d @ a) + d * a * a,
                "The terms with j = i are missing: there the derivative is a_i (1 − a_i).",
            ),
            Mistake(
                "plus for minus beside the diagonal",
                lambda d, a: d * a * (1 - a) + a * (d @ a) - d * a * a,
                "When one sum rises, the other outputs fall: −a_i a_j.",
            ),
            Mistake(
                "the Jacobian itself",
                lambda d, a: np.diag(a) - np.outer(a, a),
                "Multiply it by dE_da, so that the paths are added.",
            ),
        ),
        hints=(
            "∂a_i/∂z_j is a_i (1 − a_i) for j = i, and −a_i a_j otherwise.",
            "As a matrix: np.diag(a) - np.outer(a, a).",
            "Add the paths through all outputs: matrix @ dE_da.",
        ),
    ),
)
