"""Exercises of lesson 09: an update, the largest rate, a line's gradient, updates, loss curves."""

import math

import numpy as np

from coursekit.exercises.bank.matching import examine_choices, instead
from coursekit.exercises.exercise import Exercise, Mistake

CURVES = {"A": "too large", "B": "too small", "C": "beyond the edge", "D": "right"}


def largest_rate(curvatures):
    return 2 / np.max(curvatures)


def line_gradient(m, c, x, y):
    error = m * x + c - y
    return 2 * np.mean(error * x), 2 * np.mean(error)


def count_updates(rows, batch_size, epochs):
    return math.ceil(rows / batch_size) * epochs


def _line(outer=2.0, average=np.mean, sign=1, of_m=lambda e, x: e * x, order=1):
    """The gradient of the line with one thing done differently."""

    def gradient(m, c, x, y):
        error = sign * (m * x + c - y)
        return (outer * average(of_m(error, x)), outer * average(error))[::order]

    return gradient


_RNG = np.random.default_rng(7)
_LINES = (
    (0.0, 0.0, np.array([1.0]), np.array([3.0])),
    (1.0, 0.5, np.array([0.0, 1.0, 2.0]), np.array([1.0, 3.0, 5.0])),
    *((0.4, -1.0, _RNG.normal(size=k), _RNG.normal(size=k)) for k in (4, 9)),
)

EXERCISES = (
    Exercise(
        name="one_update",
        answer=4.4,
        cases=(),
        mistakes=(
            Mistake(
                "the gradient was added",
                5.6,
                "The slope points uphill; to make the error smaller, step against it.",
            ),
            Mistake(
                "the learning rate was left out",
                -1.0,
                "The step is η times the slope, usually much shorter than the slope itself.",
            ),
            Mistake(
                "only the step",
                0.6,
                "This is η times the slope. Subtract it from the old weight.",
            ),
            Mistake(
                "only the slope",
                6.0,
                "This is the slope at w = 5. Multiply it by η and subtract.",
            ),
            Mistake(
                "the error for its slope",
                3.8,
                "You stepped by η·E. The step uses the derivative 2w − 4, not E itself.",
            ),
            Mistake(
                "the 2 of the square forgotten",
                4.9,
                "The derivative of w² is 2w, so the slope at w = 5 is 2·5 − 4.",
            ),
            Mistake(
                "the slope taken at w = 0",
                5.4,
                "The slope belongs to the place where you stand: put w = 5 into 2w − 4.",
            ),
        ),
        hints=(
            "First the derivative: E = w² − 4w + 7 has the slope 2w − 4.",
            "At w = 5 the slope is 6.",
            "New weight = 5 − 0.1 · 6.",
        ),
        solution="The slope is 2w - 4 = 6 at w = 5.  The new weight is 5 - 0.1 * 6 = 4.4.",
    ),
    Exercise(
        name="largest_rate",
        answer=largest_rate,
        cases=(
            (np.array([4.0]),),
            (np.array([2.0, 8.0]),),
            (np.array([0.5, 3.0, 0.1]),),
            (np.array([100.0, 1.0, 20.0, 7.0]),),
        ),
        mistakes=(
            Mistake(
                "1/k for 2/k",
                lambda curvatures: 1 / np.max(curvatures),
                "1/k reaches the bottom in one step. How far beyond it may one still go?",
            ),
            Mistake(
                "the smallest curvature",
                lambda curvatures: 2 / np.min(curvatures),
                "One direction that diverges is enough. Which direction diverges first?",
            ),
            Mistake(
                "the mean curvature",
                lambda curvatures: 2 / np.mean(curvatures),
                "Directions do not help each other: each has a limit of its own.",
            ),
            Mistake(
                "the sum of the curvatures",
                lambda curvatures: 2 / np.sum(curvatures),
                "Too careful: each direction has a limit of its own, and the tightest one counts.",
            ),
            Mistake(
                "upside down",
                lambda curvatures: np.max(curvatures) / 2,
                "The steeper the walls, the smaller the rate must be.",
            ),
            Mistake(
                "one limit for each direction",
                lambda curvatures: 2 / np.asarray(curvatures),
                "All weights share one learning rate: return the tightest of these limits.",
            ),
        ),
        hints=(
            "Along a direction of curvature k each step multiplies the distance by 1 − ηk.",
            "Stable means |1 − ηk| ≤ 1, that is η ≤ 2/k, for every k in the list.",
            "The tightest limit belongs to the largest curvature.",
        ),
    ),
    Exercise(
        name="line_gradient",
        answer=line_gradient,
        cases=_LINES,
        mistakes=(
            Mistake(
                "y − ŷ for ŷ − y",
                _line(sign=-1),
                "Both signs are turned: differentiating (y − ŷ)² brings out a −1.",
            ),
            Mistake(
                "the 2 forgotten",
                _line(outer=1.0),
                "Our E is the mean of squares, without ½; so the 2 of the square stays.",
            ),
            Mistake(
                "sum for mean",
                _line(average=np.sum),
                "E divides by n, and so does its gradient.",
            ),
            Mistake(
                "x forgotten",
                _line(of_m=lambda e, x: e),
                "The last link to m is ∂ŷ/∂m = x. Multiply the errors by it before you average.",
            ),
            Mistake(
                "means multiplied",
                _line(of_m=lambda e, x: e.mean() * x.mean() + 0 * e),
                "Multiply row by row first, then average: np.mean(error * x).",
            ),
            Mistake(
                "m and c exchanged",
                _line(order=-1),
                "Return ∂E/∂m first, then ∂E/∂c.",
            ),
            Mistake(
                "errors not squared",
                lambda m, c, x, y: (2 * np.mean(x), 2.0),
                "The outer derivative of the square, 2·error, is missing.",
            ),
        ),
        hints=(
            "error = m * x + c - y, one number a row.",
            "E is the mean of error². Chain rule: 2 · error, then ∂error/∂m = x and ∂error/∂c = 1.",
            "Return 2 * np.mean(error * x), 2 * np.mean(error).",
        ),
    ),
    Exercise(
        name="count_updates",
        answer=count_updates,
        cases=(
            (100, 10, 1),
            (100, 10, 3),
            (105, 10, 1),
            (105, 10, 3),
            (7, 10, 2),
            (1000, 1, 2),
            (8000, 64, 5),
        ),
        mistakes=(
            Mistake(
                "the last, smaller batch forgotten",
                lambda rows, batch_size, epochs: rows // batch_size * epochs,
                "105 rows in tens leave 5 rows over. They make a batch of their own.",
            ),
            Mistake(
                "a broken number of updates",
                lambda rows, batch_size, epochs: rows / batch_size * epochs,
                "There are no broken updates: round up in each epoch.",
            ),
            Mistake(
                "rounded up at the very end",
                lambda rows, batch_size, epochs: math.ceil(rows * epochs / batch_size),
                "A batch never reaches into the next epoch: round up first, then multiply.",
            ),
            Mistake(
                "one epoch only",
                lambda rows, batch_size, epochs: math.ceil(rows / batch_size),
                "Every epoch makes that many updates.",
            ),
            Mistake(
                "one update a row",
                lambda rows, batch_size, epochs: rows * epochs,
                "That holds for a batch of one row. Here a whole batch makes one update.",
            ),
            Mistake(
                "one update an epoch",
                lambda rows, batch_size, epochs: epochs,
                "That holds for full batch. Here each batch makes an update.",
            ),
            Mistake(
                "an extra batch always",
                lambda rows, batch_size, epochs: (rows // batch_size + 1) * epochs,
                "Where the rows divide evenly nothing is left over: use math.ceil.",
            ),
        ),
        hints=(
            "How many batches does one epoch have? Think of 105 rows in batches of 10.",
            "math.ceil(rows / batch_size) batches, the last one may be smaller.",
            "Multiply by the number of epochs.",
        ),
    ),
    Exercise(
        name="loss_curves",
        answer=CURVES,
        examine=examine_choices,
        mistakes=(
            Mistake(
                "the smoothest curve taken for the right one",
                instead(CURVES, B="right"),
                "B is smooth, but look at its right end: has it arrived?",
            ),
            Mistake(
                "trembling taken for divergence",
                instead(CURVES, A="beyond the edge"),
                "A jumps, yet it comes back again and again. What would divergence do?",
            ),
            Mistake(
                "divergence taken for trembling",
                instead(CURVES, C="too large"),
                "C does not come back: it leaves the picture at once, and for good.",
            ),
            Mistake(
                "a fast fall is not enough",
                instead(CURVES, A="right"),
                "A falls fast, but then it does not rest at the dotted line. One run does both.",
            ),
            Mistake(
                "level taken for slow",
                instead(CURVES, D="too small"),
                "D is level because nothing is left to gain: it lies on the dotted line.",
            ),
            Mistake(
                "slow taken for too large",
                instead(CURVES, B="too large"),
                "A rate that is too large makes a curve jump. B does not jump at all.",
            ),
        ),
        hints=(
            "Look at the right ends first: which runs lie on the dotted line, and which do not?",
            "A run still falling could take longer steps; one that jumps could take shorter ones.",
            "One leaves the picture upwards: it is beyond the edge. One falls too slowly to jump.",
        ),
        solution=f"my_diagnosis = {CURVES!r}",
    ),
)
