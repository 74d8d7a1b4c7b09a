"""Graded exercises of lesson 03: three rules, the best short step, a neuron taught by nudging."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def _sigmoid(z):
    return 1 / (1 + np.exp(-z))


def slopes_by_rule(x):
    s = _sigmoid(2 * x)
    return [2 * x * np.exp(x) + x**2 * np.exp(x), 3 / (3 * x + 1), 2 * s * (1 - s)]


def _gradient(loss, weights, h=1e-5):
    return np.array(
        [(loss(weights + e) - loss(weights - e)) / (2 * h) for e in h * np.eye(len(weights))]
    )


def steepest_step(loss, weights, length):
    weights = np.array(weights, dtype=float)
    gradient = _gradient(loss, weights)
    return weights - length * gradient / np.sqrt(np.sum(gradient**2))


def _step_by(scale, sign=-1):
    """The weights after a step along the gradient, divided by ``scale(gradient)``."""

    def answer(loss, weights, length):
        gradient = _gradient(loss, np.array(weights, dtype=float))
        return np.array(weights) + sign * length * gradient / scale(gradient)

    return answer


def _first_weight_only(loss, weights, length):
    gradient = _gradient(loss, np.array(weights, dtype=float))
    step = np.zeros(len(gradient))
    step[0] = -length * np.sign(gradient[0])
    return np.array(weights) + step


def _cost(x, y, w, b, combine=np.mean):
    return combine((_sigmoid(w * x + b) - y) ** 2)


def _slopes(x, y, w, b, combine=np.mean):
    h = 1e-5
    return (
        (_cost(x, y, w + h, b, combine) - _cost(x, y, w - h, b, combine)) / (2 * h),
        (_cost(x, y, w, b + h, combine) - _cost(x, y, w, b - h, combine)) / (2 * h),
    )


def taught_by_nudging(x, y, rate, steps):
    w, b = 0.0, 0.0
    for _ in range(steps):
        slope_w, slope_b = _slopes(x, y, w, b)
        w, b = w - rate * slope_w, b - rate * slope_b
    return w, b


def _taught(sign=-1, combine=np.mean, moved=1, only=None, in_turn=False):
    """Training with one thing done otherwise."""

    def answer(x, y, rate, steps):
        w, b = 0.0, 0.0
        for _ in range(only or steps):
            slope_w, slope_b = _slopes(x, y, w, b, combine)
            w = w + sign * rate * slope_w
            if in_turn:
                slope_b = _slopes(x, y, w, b, combine)[1]
            b = b + moved * sign * rate * slope_b
        return w, b

    return answer


def _bowl(w):
    return (w[0] - 1) ** 2 + 3 * (w[1] + 2) ** 2


def _valley(w):
    return np.sin(w[0]) + w[1] ** 2 + w[0] * w[2]


_HOURS = np.array([-2.0, -1.0, 0.0, 1.0, 2.0])
_PASSED = np.array([0, 0, 1, 0, 1])
_DRAW = np.random.default_rng(3)
_X, _Y = _DRAW.normal(size=12), _DRAW.integers(0, 2, 12)

EXERCISES = (
    Exercise(
        name="slopes_by_rule",
        answer=slopes_by_rule,
        cases=((0.0,), (1.0,), (2.5,)),
        mistakes=(
            Mistake(
                "multiplied the slopes of a product",
                lambda x: [2 * x * np.exp(x), *slopes_by_rule(x)[1:]],
                "x² · eˣ has two factors that change: two strips, and you have one.",
            ),
            Mistake(
                "only the other strip",
                lambda x: [x**2 * np.exp(x), *slopes_by_rule(x)[1:]],
                "x² · eˣ has two factors that change: add the slope of x² times eˣ.",
            ),
            Mistake(
                "ln without the inner slope",
                lambda x: [slopes_by_rule(x)[0], 1 / (3 * x + 1), slopes_by_rule(x)[2]],
                "Inside ln stands 3x + 1, and that has a slope of its own.",
            ),
            Mistake(
                "ln taken at x",
                lambda x: [slopes_by_rule(x)[0], 3 / x if x else np.inf, slopes_by_rule(x)[2]],
                "The slope of ln is 1 / what stands inside, and that is 3x + 1.",
            ),
            Mistake(
                "sigmoid without the inner slope",
                lambda x: [*slopes_by_rule(x)[:2], slopes_by_rule(x)[2] / 2],
                "Inside σ stands 2x: a nudge of x arrives there twice as large.",
            ),
            Mistake(
                "sigmoid taken at x",
                lambda x: [*slopes_by_rule(x)[:2], 2 * _sigmoid(x) * (1 - _sigmoid(x))],
                "σ gets 2x, so its slope must be taken at 2x.",
            ),
        ),
        hints=(
            "First a product; then two chains. Check each by nudging at x = 1.",
            "Product: f′g + fg′. Chain: outer slope at the inner value, times the inner slope.",
            "The second is 3 / (3x + 1); the third is 2 · σ(2x) · (1 − σ(2x)).",
        ),
    ),
    Exercise(
        name="steepest_step",
        answer=steepest_step,
        cases=(
            (_bowl, [2.0, -2.0], 0.1),
            (_bowl, [4.0, 1.0], 0.01),
            (_valley, [0.3, -1.0, 2.0], 0.05),
        ),
        mistakes=(
            Mistake(
                "uphill",
                _step_by(lambda g: np.sqrt(np.sum(g**2)), sign=1),
                "The gradient points up. Go against it.",
            ),
            Mistake(
                "length times the gradient",
                _step_by(lambda g: 1),
                "The step must have the given length. Divide the gradient by its own length first.",
            ),
            Mistake(
                "divided by the sum",
                _step_by(lambda g: np.sum(np.abs(g))),
                "The length of a vector is the root of the sum of its squares.",
            ),
            Mistake(
                "divided by the largest",
                _step_by(lambda g: np.max(np.abs(g))),
                "The length is the root of the sum of the squares, not the largest part.",
            ),
            Mistake(
                "no root in the length",
                _step_by(lambda g: np.sum(g**2)),
                "Take the root of the sum of the squares.",
            ),
            Mistake(
                "all weights the same distance",
                _step_by(lambda g: np.abs(g) + 1e-300),
                "Only the signs were used. A steep weight should move more than a flat one.",
            ),
            Mistake("the first weight only", _first_weight_only, "Every weight has a slope."),
        ),
        hints=(
            "Measure the slope of each weight by nudging it alone.",
            "Divide the list of slopes by its length: then it has length 1.",
            "weights − length · gradient / np.sqrt(np.sum(gradient ** 2))",
        ),
        tolerance=1e-5,
    ),
    Exercise(
        name="taught_by_nudging",
        answer=taught_by_nudging,
        cases=((_HOURS, _PASSED, 1.0, 1), (_HOURS, _PASSED, 1.0, 30), (_X, _Y, 0.5, 10)),
        mistakes=(
            Mistake("uphill", _taught(sign=1), "Against the slope: subtract."),
            Mistake(
                "the sum for the mean",
                _taught(combine=np.sum),
                "The loss is the mean over the rows: divide by their number.",
            ),
            Mistake("the bias stays", _taught(moved=0), "The bias has a slope too."),
            Mistake("one step only", _taught(only=1), "Repeat the step `steps` times."),
            Mistake(
                "one weight after the other",
                _taught(in_turn=True),
                "Measure both slopes at the same place, and only then move.",
            ),
            Mistake(
                "half of the squared error",
                _taught(combine=lambda e: np.mean(e) / 2),
                "The loss is the mean of the squares, without ½.",
            ),
        ),
        hints=(
            "Write the loss as a function of w and b first.",
            "In each step: two slopes by nudging, then w and b move against them, by rate · slope.",
            "slope_w = (E(w + h, b) − E(w − h, b)) / (2h) with h = 1e-5, and the same for b.",
        ),
        tolerance=1e-4,
        seconds=20,
    ),
)
