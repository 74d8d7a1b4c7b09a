"""Graded exercises of lesson 05: conventions, losses from sums and labels, constants, a line."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


def conventions(y, y_hat):
    squares = np.sum((np.asarray(y_hat) - np.asarray(y)) ** 2)
    n = len(y)
    return squares, squares / 2, squares / n, squares / (2 * n)


def log_loss_from_sums(y, z):
    # ln(1 + e^z) − y z, with the exponent kept at or below 0
    loss = np.maximum(z, 0) - y * z + np.log1p(np.exp(-abs(z)))
    return np.mean(loss), (_sigmoid(z) - y) / len(z)


def label_cost(labels, P):
    return -np.mean(np.log(P[np.arange(len(labels)), labels]))


def best_constant(y, loss):
    return np.mean(y) if loss == "mean_squared_error" else np.median(y)


def fit_line(x, y):
    m = np.sum((x - x.mean()) * (y - y.mean())) / np.sum((x - x.mean()) ** 2)
    return m, y.mean() - m * x.mean()


def _sigmoid(z):
    e = np.exp(-abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def _squares(y, y_hat):
    return np.sum((np.asarray(y_hat) - np.asarray(y)) ** 2)


def _naive(y, z):
    p = 1 / (1 + np.exp(-z))
    return np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)), (p - y) / len(z)


def _loss_as(change=lambda loss, y, z: loss, slope=lambda g, y, z: g):
    """The right loss and gradient with one of them changed."""

    def answer(y, z):
        loss, gradient = log_loss_from_sums(y, z)
        return change(loss, y, z), slope(gradient, y, z)

    return answer


def _one_hot(labels, k):
    return np.eye(k)[labels]


def _shares(seed, rows, classes):
    random = np.random.default_rng(seed)
    P = random.dirichlet(np.ones(classes), rows)
    return random.integers(0, classes, rows), P


_X = np.array([0.0, 1.0, 2.0, 3.0])
_RNG = np.random.default_rng(9)
_CLOUD = _RNG.normal(2, 3, 25)

EXERCISES = (
    Exercise(
        name="conventions",
        answer=conventions,
        cases=(
            ([1.0], [3.0]),
            ([0.0, 0.0], [1.0, 3.0]),
            ([1.0, 2.0, 3.0, 4.0], [1.5, 1.0, 3.0, 6.0]),
        ),
        mistakes=(
            Mistake(
                "errors added before squaring",
                lambda y, p: tuple(
                    np.sum(np.subtract(p, y)) ** 2 / c for c in (1, 2, len(y), 2 * len(y))
                ),
                "Square each error first, then add: errors of opposite sign must not cancel.",
            ),
            Mistake(
                "divided by n where only halved",
                lambda y, p: tuple(_squares(y, p) / c for c in (1, len(y), len(y), 2 * len(y))),
                "The second one is half the *sum*: no n in it.",
            ),
            Mistake(
                "½ of the mean missing",
                lambda y, p: tuple(_squares(y, p) / c for c in (1, 2, len(y), len(y))),
                "The last convention has both: the mean and the half.",
            ),
            Mistake(
                "divided by n − 1",
                lambda y, p: tuple(
                    _squares(y, p) / c for c in (1, 2, max(len(y) - 1, 1), 2 * max(len(y) - 1, 1))
                ),
                "n − 1 belongs to a sample's variance; the mean of n squares divides by n.",
            ),
            Mistake(
                "not squared",
                lambda y, p: tuple(
                    np.sum(np.abs(np.subtract(p, y))) / c for c in (1, 2, len(y), 2 * len(y))
                ),
                "Squared error: e², not |e|.",
            ),
        ),
        hints=(
            "All four come from one number: the sum of the squared errors.",
            "Half of it; divided by n; divided by 2n.",
            "squares = sum of (y_hat − y)²; return squares, squares/2, squares/n, squares/(2n).",
        ),
    ),
    Exercise(
        name="log_loss_from_sums",
        answer=log_loss_from_sums,
        cases=(
            (np.array([1.0]), np.array([0.0])),
            (np.array([1.0, 0.0]), np.array([2.0, 2.0])),
            (np.array([1.0, 0.0, 0.0]), np.array([-0.5, 1.5, -3.0])),
            (np.array([0.0, 1.0, 1.0]), np.array([800.0, -800.0, 0.3])),
        ),
        mistakes=(
            Mistake(
                "infinite for large sums",
                _naive,
                "1 − σ(800) is rounded to 0 and its logarithm is infinite: work with z itself.",
            ),
            Mistake(
                "gradient turned round",
                _loss_as(slope=lambda g, y, z: -g),
                "The gradient is σ(z) − y: a sum that is too high has a positive one.",
            ),
            Mistake(
                "gradient without 1/n",
                _loss_as(slope=lambda g, y, z: g * len(z)),
                "The cost is a mean, so each row has its share 1/n of the gradient.",
            ),
            Mistake(
                "gradient times the sigmoid's slope",
                _loss_as(slope=lambda g, y, z: g * _sigmoid(z) * (1 - _sigmoid(z))),
                "The slope of the sigmoid cancels: ∂E/∂z = (σ(z) − y)/n, nothing more.",
            ),
            Mistake(
                "sum for the mean",
                _loss_as(change=lambda loss, y, z: loss * len(z)),
                "The cost is the mean over the rows.",
            ),
            Mistake(
                "labels turned round",
                lambda y, z: log_loss_from_sums(1 - y, z),
                "For y = 1 the loss is −ln σ(z): small when z is large.",
            ),
        ),
        hints=(
            "−y ln σ(z) − (1 − y) ln(1 − σ(z)) is the same as ln(1 + e^z) − y z.",
            "e^800 is infinite. ln(1 + e^z) = max(z, 0) + ln(1 + e^(−|z|)).",
            "np.logaddexp(0, z) computes ln(1 + e^z) safely. The gradient is (σ(z) − y) / n.",
        ),
    ),
    Exercise(
        name="label_cost",
        answer=label_cost,
        cases=(
            (np.array([0]), np.array([[0.5, 0.5]])),
            (np.array([2, 0]), np.array([[0.1, 0.2, 0.7], [0.3, 0.4, 0.3]])),
            _shares(1, 5, 3),
            _shares(2, 8, 4),
        ),
        mistakes=(
            Mistake(
                "log base 10",
                lambda labels, P: label_cost(labels, P) / np.log(10),
                "Cross-entropy takes the natural logarithm, np.log.",
            ),
            Mistake(
                "log base 2",
                lambda labels, P: label_cost(labels, P) / np.log(2),
                "Cross-entropy takes the natural logarithm, np.log.",
            ),
            Mistake(
                "minus sign missing",
                lambda labels, P: -label_cost(labels, P),
                "A logarithm of a share is negative; the cost is its opposite.",
            ),
            Mistake(
                "wrong classes punished too",
                lambda labels, P: (
                    label_cost(labels, P)
                    - np.mean(np.sum((1 - _one_hot(labels, P.shape[1])) * np.log(1 - P), axis=1))
                ),
                "Only the share of the right class enters; the others count through the sum of 1.",
            ),
            Mistake(
                "mean over all entries",
                lambda labels, P: label_cost(labels, P) / P.shape[1],
                "Divide by the number of rows, not by rows times classes.",
            ),
            Mistake(
                "the sum over the rows",
                lambda labels, P: label_cost(labels, P) * len(labels),
                "The cost is the mean over the rows.",
            ),
        ),
        hints=(
            "For each row only one share matters: that of the right class.",
            "P[np.arange(len(labels)), labels] picks one share from every row.",
            "Minus the mean of their natural logarithms.",
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
                "The slope says how y changes with x: divide by the spread of x.",
            ),
            Mistake(
                "intercept at the mean of y",
                lambda x, y: (fit_line(x, y)[0], y.mean()),
                "The line passes through (mean of x, mean of y), so c = ȳ − m x̄.",
            ),
            Mistake(
                "slope and intercept exchanged",
                lambda x, y: fit_line(x, y)[::-1],
                "Return the slope m first, then the intercept c.",
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
)
