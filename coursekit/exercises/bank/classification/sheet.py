"""Graded exercises of lesson 06: losses from sums and labels, and two judges that disagree."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.running import Trouble


def log_loss_from_sums(y, z):
    # ln(1 + e^z) − y z, with the exponent kept at or below 0
    loss = np.maximum(z, 0) - y * z + np.log1p(np.exp(-abs(z)))
    return np.mean(loss), (_sigmoid(z) - y) / len(z)


def label_cost(labels, Y_hat):
    return -np.mean(np.log(Y_hat[np.arange(len(labels)), labels]))


def two_judges(y):
    return _towards(y, np.append(np.full(len(y) - 1, 0.99), 1e-6)), _towards(y, 0.25)


def _towards(y, right):
    """Probabilities of yes that give the truth the probability ``right``."""
    return np.where(np.asarray(y) == 1, right, 1 - np.asarray(right))


def _verdicts(case, result):
    """Which forecast each judge prefers: 0 for A, 1 for B, ½ for neither."""
    y = np.asarray(case[0], dtype=float)
    if not isinstance(result, (tuple, list)) or len(result) != 2:
        raise Trouble("Return two arrays: the probabilities of A and those of B.")
    forecasts = [np.asarray(one, dtype=float) for one in result]
    if any(one.shape != y.shape for one in forecasts):
        raise Trouble(f"Each forecast needs {len(y)} probabilities, one for each row.")
    if not all(((one > 0) & (one < 1)).all() for one in forecasts):
        raise Trouble("Probabilities must lie strictly between 0 and 1.")
    squares = [np.mean((one - y) ** 2) for one in forecasts]
    logs = [-np.mean(np.log(np.where(y == 1, one, 1 - one))) for one in forecasts]
    return np.array([(1 + np.sign(a - b)) / 2 for a, b in (squares, logs)])


def _sigmoid(z):
    e = np.exp(-abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


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


def _probabilities(seed, rows, classes):
    random = np.random.default_rng(seed)
    Y_hat = random.dirichlet(np.ones(classes), rows)
    return random.integers(0, classes, rows), Y_hat


EXERCISES = (
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
            _probabilities(1, 5, 3),
            _probabilities(2, 8, 4),
        ),
        mistakes=(
            Mistake(
                "log base 10",
                lambda labels, Y_hat: label_cost(labels, Y_hat) / np.log(10),
                "Cross-entropy takes the natural logarithm, np.log.",
            ),
            Mistake(
                "log base 2",
                lambda labels, Y_hat: label_cost(labels, Y_hat) / np.log(2),
                "Cross-entropy takes the natural logarithm, np.log.",
            ),
            Mistake(
                "minus sign missing",
                lambda labels, Y_hat: -label_cost(labels, Y_hat),
                "A logarithm of a probability is negative; the cost is its opposite.",
            ),
            Mistake(
                "wrong classes punished too",
                lambda labels, Y_hat: (
                    label_cost(labels, Y_hat)
                    - np.mean(
                        np.sum((1 - _one_hot(labels, Y_hat.shape[1])) * np.log(1 - Y_hat), axis=1)
                    )
                ),
                "Only the right class enters; the others count through the sum of 1.",
            ),
            Mistake(
                "mean over all entries",
                lambda labels, Y_hat: label_cost(labels, Y_hat) / Y_hat.shape[1],
                "Divide by the number of rows, not by rows times classes.",
            ),
            Mistake(
                "the sum over the rows",
                lambda labels, Y_hat: label_cost(labels, Y_hat) * len(labels),
                "The cost is the mean over the rows.",
            ),
        ),
        hints=(
            "For each row only one probability matters: that of the right class.",
            "Y_hat[np.arange(len(labels)), labels] picks one number from every row.",
            "Minus the mean of their natural logarithms.",
        ),
    ),
    Exercise(
        name="two_judges",
        answer=two_judges,
        cases=tuple((np.array(y),) for y in ([1.0, 0, 1], [0.0, 1], [1.0, 1, 0, 0, 1, 0])),
        view=_verdicts,
        viewed="what squared error and cross-entropy prefer (0: A, 1: B)",
        mistakes=(
            Mistake(
                "A and B exchanged",
                lambda y: two_judges(y)[::-1],
                "Squared error should prefer A. Change their places.",
            ),
            Mistake(
                "both judges prefer A",
                lambda y: (_towards(y, 0.9), _towards(y, 0.6)),
                "Give A one row where it is sure and wrong: cross-entropy does not forgive that.",
            ),
            Mistake(
                "both judges prefer B",
                lambda y: (_towards(y, 0.6), _towards(y, 0.9)),
                "A must be better than B in all rows but one.",
            ),
            Mistake(
                "A and B are equally good",
                lambda y: (_towards(y, 0.7), _towards(y, 0.7)),
                "Equal forecasts have equal costs. Let A be bold and B be cautious.",
            ),
            Mistake(
                "right for three rows and more only",
                lambda y: (two_judges(y)[0], _towards(y, 0.4)),
                "With two rows A's one bad row is half of all. Make B a little worse.",
            ),
        ),
        hints=(
            "Squared error never takes more than 1 for a row; −ln has no limit.",
            "A: nearly sure and right, except in the last row, where it is nearly sure and wrong.",
            "B: a probability of 0.25 for the truth in every row.",
        ),
    ),
)
