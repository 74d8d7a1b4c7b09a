"""Graded exercises of lesson 05: rates of one path, constants, a line, a choice with its reason."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def same_path(eta, n):
    return eta / 2, eta * n / 2, eta * n


def best_constant(y, loss):
    return np.mean(y) if loss == "mean_squared_error" else np.median(y)


def fit_line(x, y):
    m = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
    return m, y.mean() - m * x.mean()


SQUARE, ABSOLUTE = "mean_squared_error", "mean_absolute_error"

#: What is wanted, and the loss that gives it.
STORIES = {
    "a budget for the sum of next year's pay": SQUARE,
    "the rent of a typical flat, for a leaflet": ABSOLUTE,
    "a weight from a scale that sometimes shows nonsense": ABSOLUTE,
    "a dose: twice the error does four times the harm": SQUARE,
    "a taxi: each minute of waiting costs the same": ABSOLUTE,
}


def choose_and_measure(story, y):
    return _choice(STORIES[story], y)


def _choice(loss, y, measured=None):
    """A loss, and how far its favourite constant moves without the largest target."""
    rest = np.delete(y, np.argmax(y))
    return loss, best_constant(rest, measured or loss) - best_constant(y, measured or loss)


def _always(loss):
    return lambda story, y: _choice(loss, y)


def _exchanged(story, y):
    return _choice(SQUARE if STORIES[story] == ABSOLUTE else ABSOLUTE, y)


_X = np.array([0.0, 1.0, 2.0, 3.0])
_RNG = np.random.default_rng(9)
_CLOUD = _RNG.normal(2, 3, 25)
_PAY = np.array([22.0, 24, 25, 27, 28, 30, 31, 33, 140])
_OTHERS = (_PAY, np.array([5.0, 1, 9, 2]), _CLOUD[:7], _PAY[::-1] / 2, np.array([3.0, 3, 4, 8, 60]))

EXERCISES = (
    Exercise(
        name="same_path",
        answer=same_path,
        cases=((1.0, 1), (0.5, 10), (0.02, 11), (0.3, 1000)),
        mistakes=(
            Mistake(
                "turned round",
                lambda eta, n: (2 * eta, 2 * eta / n, eta / n),
                "A cost that is twice as steep needs half the rate, not twice.",
            ),
            Mistake(
                "the rows forgotten",
                lambda eta, n: (eta / 2, eta, eta),
                "A mean over n rows has a gradient n times smaller than their sum.",
            ),
            Mistake(
                "the ½ forgotten",
                lambda eta, n: (eta, eta * n, eta * n),
                "The given rate belongs to *half* the sum. Which of the three has the ½, too?",
            ),
            Mistake(
                "the two means exchanged",
                lambda eta, n: (eta / 2, eta * n, eta * n / 2),
                "Half the mean has the smaller gradient, so it needs the larger rate.",
            ),
            Mistake(
                "one rate for all",
                lambda eta, n: (eta, eta, eta),
                "The gradients differ by constant factors, so the steps differ.",
            ),
            Mistake(
                "the sum's rate doubled",
                lambda eta, n: (2 * eta, eta * n / 2, eta * n),
                "The sum is twice as steep as half the sum: halve the rate.",
            ),
        ),
        hints=(
            "A step is rate times gradient. The same path means that this product stays the same.",
            "Write down the factor in front of the sum of e·x for each of the four costs.",
            "Half the sum: 1. Sum: 2. Mean: 2/n. Half the mean: 1/n. The rates are eta / factor.",
        ),
    ),
    Exercise(
        name="best_constant",
        answer=best_constant,
        cases=(
            (np.array([1.0, 2.0, 9.0]), "mean_squared_error"),
            (np.array([1.0, 2.0, 9.0]), "mean_absolute_error"),
            (np.array([0.0, 0.0, 0.0, 1.0, 100.0]), "mean_absolute_error"),
            (np.array([0.0, 0.0, 0.0, 1.0, 100.0]), "mean_squared_error"),
            (_CLOUD, "mean_absolute_error"),
            (_CLOUD, "mean_squared_error"),
        ),
        mistakes=(
            Mistake(
                "the mean for both",
                lambda y, loss: np.mean(y),
                "The absolute error has slope −1 or 1: it is balanced where as many targets lie "
                "above as below.",
            ),
            Mistake(
                "the median for both",
                lambda y, loss: np.median(y),
                "The squared error's slope grows with the distance: it is balanced at the mean.",
            ),
            Mistake(
                "mean and median exchanged",
                lambda y, loss: np.median(y) if loss == "mean_squared_error" else np.mean(y),
                "Which of the two runs after an outlier? And which loss does?",
            ),
            Mistake(
                "the middle of the range",
                lambda y, loss: (np.min(y) + np.max(y)) / 2,
                "The middle of smallest and largest looks at two targets only.",
            ),
            Mistake(
                "the most frequent value",
                lambda y, loss: max(y.tolist(), key=y.tolist().count),
                "Losses measure distances, they do not count exact hits.",
            ),
        ),
        hints=(
            "Set the derivative of the cost with respect to the constant to zero.",
            "Squares: Σ(c − y) = 0. Absolute values: as many targets above c as below.",
            "np.mean for the one, np.median for the other.",
        ),
    ),
    Exercise(
        name="fit_line",
        answer=fit_line,
        cases=(
            (_X, np.array([1.0, 3.0, 5.0, 7.0])),
            (_X, np.array([0.0, 1.0, 1.0, 4.0])),
            (_CLOUD, 3 - 0.5 * _CLOUD + _RNG.normal(size=25)),
        ),
        mistakes=(
            Mistake(
                "line through the origin",
                lambda x, y: (np.sum(x * y) / np.sum(x * x), 0.0),
                "The line may have an intercept: work with distances from the means.",
            ),
            Mistake(
                "x and y exchanged",
                lambda x, y: fit_line(y, x),
                "The coefficient says how y changes with x: divide by the spread of x.",
            ),
            Mistake(
                "intercept at the mean of y",
                lambda x, y: (fit_line(x, y)[0], y.mean()),
                "The line passes through (mean of x, mean of y), so c = ȳ − m x̄.",
            ),
            Mistake(
                "coefficient and intercept exchanged",
                lambda x, y: fit_line(x, y)[::-1],
                "Return the coefficient m first, then the intercept c.",
            ),
            Mistake(
                "line through the first and last point",
                lambda x, y: (
                    (y[-1] - y[0]) / (x[-1] - x[0]),
                    y[0] - (y[-1] - y[0]) / (x[-1] - x[0]) * x[0],
                ),
                "All points count, not only two of them.",
            ),
        ),
        hints=(
            "At the bottom of the bowl both derivatives of the MSE are zero: two linear equations.",
            "They say: m = Σ(x − x̄)(y − ȳ) / Σ(x − x̄)², and the line passes through the means.",
            "c = y.mean() - m * x.mean()",
        ),
    ),
    Exercise(
        name="choose_and_measure",
        answer=choose_and_measure,
        cases=tuple(zip(STORIES, _OTHERS, strict=True))
        + tuple(zip(STORIES, _OTHERS[::-1], strict=True)),
        mistakes=(
            Mistake(
                "squared error for everything",
                _always(SQUARE),
                "Where one nonsense number must not count, or the typical value is asked, the mean "
                "fails.",
            ),
            Mistake(
                "absolute error for everything",
                _always(ABSOLUTE),
                "The median times the number of people is not the sum of their pay.",
            ),
            Mistake(
                "the two losses exchanged",
                _exchanged,
                "Which constant gives the right *total*: the mean or the median?",
            ),
            Mistake(
                "measured with the other loss",
                lambda story, y: _choice(
                    STORIES[story], y, ABSOLUTE if STORIES[story] == SQUARE else SQUARE
                ),
                "Move the constant that your own loss prefers.",
            ),
            Mistake(
                "sign of the move",
                lambda story, y: (STORIES[story], -choose_and_measure(story, y)[1]),
                "The move is new minus old: the constant without the largest target comes first.",
            ),
            Mistake(
                "the last target left out, not the largest",
                lambda story, y: (
                    STORIES[story],
                    best_constant(y[:-1], STORIES[story]) - best_constant(y, STORIES[story]),
                ),
                "The largest target may stand anywhere: look for it.",
            ),
            Mistake(
                "the taxi with squared error",
                lambda story, y: _choice(SQUARE if "taxi" in story else STORIES[story], y),
                "Each minute costs the same: a cost in proportion to |e|, not to e².",
            ),
        ),
        hints=(
            "Ask of each story: does the total count, or harm that grows with the square? Or is "
            "the typical value asked, or a cost in proportion to the error?",
            "np.delete(y, y.argmax()) leaves the largest target out.",
            "Budget and dose: squared error, so the mean moves. The other three: the median.",
        ),
    ),
)
