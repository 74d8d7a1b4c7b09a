"""Exercises of lesson 06: cross-entropies, the choice of a loss, what went wrong in five runs."""

import math

import numpy as np

from coursekit.exercises.bank.matching import exchanged
from coursekit.exercises.exercise import Exercise, Mistake

EPSILON = 1e-7


def log_cost(y, y_hat):
    p = np.clip(y_hat, 1e-7, 1 - 1e-7)
    loss = -y * np.log(p) - (1 - y) * np.log(1 - p)
    gradient = (-y / p + (1 - y) / (1 - p)) / len(y)
    return np.mean(loss), np.where(p == y_hat, gradient, 0)  # flat where it was limited


def class_cost(Y, Y_hat):
    Y_hat = np.clip(Y_hat, 1e-7, 1)
    loss = -np.sum(Y * np.log(Y_hat), axis=1)
    return np.mean(loss)


TASKS = {
    "rent of a flat, clean records": "mean_squared_error",
    "rent of a flat, some records badly mistyped": "huber",
    "a customer leaves: yes or no": "binary_crossentropy",
    "one of ten digits, labels one-hot": "categorical_crossentropy",
    "one of ten digits, labels 0 to 9": "sparse_categorical_crossentropy",
    "topics of a text, several may be right": "binary_crossentropy",
}


def choose_loss(task):
    return TASKS[task]


def _clipped(y_hat):
    return np.clip(y_hat, EPSILON, 1 - EPSILON)


def _inside(case, result):
    """The cost and the gradient of the rows whose output needed no limit.

    Where the limit acts the cost is flat, so the gradient is 0; the formula gives another value.
    Neither is asked for.
    """
    y_hat = case[1]
    try:
        cost, gradient = result
        gradient = np.asarray(gradient, dtype=float)
    except (TypeError, ValueError):
        return result
    if gradient.shape != y_hat.shape:
        return result
    return cost, np.where(_clipped(y_hat) == y_hat, gradient, 0)


def _log_cost(y, y_hat, log=np.log, sign=1, slope_sign=1):
    """The right cost, except for the base or for the sign of the (1 − y) part."""
    y_hat = _clipped(y_hat)
    loss = -y * log(y_hat) - sign * (1 - y) * log(1 - y_hat)
    return np.mean(loss), (-y / y_hat + slope_sign * (1 - y) / (1 - y_hat)) / len(y)


ANSWERS = (
    (np.array([1.0, 0.0]), np.array([0.8, 0.3])),
    (np.array([0.0, 0.0, 1.0]), np.array([0.9, 0.5, 0.25])),
    (np.array([1.0, 0.0, 1.0, 0.0]), np.array([1.0, 0.0, 0.6, 0.1])),
    (np.array([1.0, 0.0]), np.array([0.0, 1.0])),
)
CLASSES = (
    (np.array([[1.0, 0, 0], [0, 1, 0]]), np.array([[0.7, 0.2, 0.1], [0.5, 0.25, 0.25]])),
    (np.array([[0.0, 1], [1, 0], [0, 1]]), np.array([[0.4, 0.6], [0.1, 0.9], [0.5, 0.5]])),
    (np.array([[0.0, 0, 1], [1, 0, 0]]), np.array([[0.0, 0.0, 1.0], [0.3, 0.7, 0.0]])),
    (np.array([[1.0, 0, 0], [0, 1, 0]]), np.array([[0.0, 0.6, 0.4], [0.0, 1.0, 0.0]])),
)

LOG = Exercise(
    name="log_cost",
    answer=log_cost,
    cases=ANSWERS,
    view=_inside,
    mistakes=(
        Mistake(
            "log10 instead of ln",
            lambda y, y_hat: _log_cost(y, y_hat, log=np.log10),
            "The derivative 1/y_hat belongs to the natural logarithm: np.log.",
        ),
        Mistake(
            "log2 instead of ln",
            lambda y, y_hat: _log_cost(y, y_hat, log=np.log2),
            "The derivative 1/y_hat belongs to the natural logarithm: np.log.",
        ),
        Mistake(
            "sign of the (1 − y) part in the gradient",
            lambda y, y_hat: _log_cost(y, y_hat, slope_sign=-1),
            "The inner derivative of 1 − y_hat is −1, and minus times minus is plus.",
        ),
        Mistake(
            "sign of the (1 − y) part in the cost",
            lambda y, y_hat: _log_cost(y, y_hat, sign=-1),
            "A logarithm of a probability is negative, so both parts need a minus.",
        ),
        Mistake(
            "no clipping at 0 and 1",
            lambda y, y_hat: (
                np.mean(-y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)),
                (-y / y_hat + (1 - y) / (1 - y_hat)) / len(y),
            ),
            "ln 0 is minus infinity: first limit y_hat to 1e-7 … 1 − 1e-7 with np.clip.",
        ),
        Mistake(
            "only the rows with y = 1",
            lambda y, y_hat: (np.mean(-y * np.log(_clipped(y_hat))), -y / _clipped(y_hat) / len(y)),
            "A row with y = 0 costs −ln(1 − y_hat).",
        ),
        Mistake(
            "y and y_hat changed places",
            lambda y, y_hat: _log_cost(_clipped(y_hat), y),
            "The logarithm is taken of the prediction y_hat, never of the label y.",
        ),
        Mistake(
            "1/n forgotten",
            lambda y, y_hat: (log_cost(y, y_hat)[0] * len(y), log_cost(y, y_hat)[1] * len(y)),
            "The cost is the mean of the losses; the gradient keeps the 1/n.",
        ),
        Mistake(
            "1/n forgotten in the gradient",
            lambda y, y_hat: (log_cost(y, y_hat)[0], log_cost(y, y_hat)[1] * len(y)),
            "The cost is a mean, so 1/n stays in its gradient.",
        ),
        Mistake(
            "the minus sign of the logarithm forgotten",
            lambda y, y_hat: (-log_cost(y, y_hat)[0], -log_cost(y, y_hat)[1]),
            "The logarithm of a number below 1 is negative; the minus makes the loss positive.",
        ),
    ),
    hints=(
        "First y_hat = np.clip(y_hat, 1e-7, 1 - 1e-7). Then the loss of each row, then the mean.",
        "Loss of a row: −y·ln y_hat − (1 − y)·ln(1 − y_hat). np.log is the natural logarithm.",
        "Gradient: (−y/y_hat + (1 − y)/(1 − y_hat)) / n. The second part is positive. It is not "
        "asked for where the limit acts.",
    ),
)

CLASS = Exercise(
    name="class_cost",
    answer=class_cost,
    cases=CLASSES,
    mistakes=(
        Mistake(
            "mean over all entries",
            lambda Y, Y_hat: -np.mean(Y * np.log(np.clip(Y_hat, EPSILON, 1))),
            "The zeros of Y are no rows: add up along a row, then take the mean over the rows.",
        ),
        Mistake(
            "mean over the wrong axis",
            lambda Y, Y_hat: np.mean(-np.sum(Y * np.log(np.clip(Y_hat, EPSILON, 1)), axis=0)),
            "Divide by the number of rows, not by the number of classes: sum over axis=1 first.",
        ),
        Mistake(
            "a sum instead of a mean",
            lambda Y, Y_hat: -np.sum(Y * np.log(np.clip(Y_hat, EPSILON, 1))),
            "The cost is the mean over the rows.",
        ),
        Mistake(
            "one loss for each row",
            lambda Y, Y_hat: -np.sum(Y * np.log(np.clip(Y_hat, EPSILON, 1)), axis=1),
            "These are the losses. The cost is their mean, a single number.",
        ),
        Mistake(
            "log10 instead of ln",
            lambda Y, Y_hat: class_cost(Y, Y_hat) / math.log(10),
            "Keras and the course take the natural logarithm: np.log.",
        ),
        Mistake(
            "the minus sign forgotten",
            lambda Y, Y_hat: -class_cost(Y, Y_hat),
            "The logarithm of a probability is negative; the minus makes the loss positive.",
        ),
        Mistake(
            "no clipping at 0",
            lambda Y, Y_hat: np.mean(-np.sum(Y * np.log(Y_hat), axis=1)),
            "0 · ln 0 is no number for a computer: first limit Y_hat to at least 1e-7.",
        ),
        Mistake(
            "a yes-or-no question for each class",
            lambda Y, Y_hat: np.mean(
                -np.sum(Y * np.log(_clipped(Y_hat)) + (1 - Y) * np.log(_clipped(1 - Y_hat)), axis=1)
            ),
            "Behind softmax only the right class enters; the other classes follow from it.",
        ),
    ),
    hints=(
        "Limit Y_hat with np.clip(Y_hat, 1e-7, 1), multiply its logarithm by Y, entry by entry.",
        "np.sum(…, axis=1) adds along each row. That gives one loss for each row.",
        "return np.mean(-np.sum(Y * np.log(Y_hat), axis=1))",
    ),
)

CHOOSE = Exercise(
    name="choose_loss",
    answer=choose_loss,
    cases=tuple((task,) for task in TASKS),
    mistakes=(
        Mistake(
            "squared error for everything",
            lambda task: "mean_squared_error",
            "For classes a saturated output would get no gradient.",
        ),
        Mistake(
            "one-hot and class numbers changed places",
            exchanged(
                TASKS,
                categorical_crossentropy="sparse_categorical_crossentropy",
                sparse_categorical_crossentropy="categorical_crossentropy",
            ),
            "Sparse means: a label is one number instead of a row that is mostly zeros.",
        ),
        Mistake(
            "one of several where several may be right",
            lambda task: "categorical_crossentropy" if "several" in task else TASKS[task],
            "Topics do not exclude each other: each is a yes-or-no question of its own.",
        ),
        Mistake(
            "squared error with mistyped records",
            exchanged(TASKS, huber="mean_squared_error"),
            "One bad record would pull the whole line.",
        ),
        Mistake(
            "class numbers as if they were amounts",
            exchanged(TASKS, sparse_categorical_crossentropy="mean_squared_error"),
            "A nine is not three times a three. Class numbers are only names.",
        ),
        Mistake(
            "categorical for one sigmoid",
            exchanged(TASKS, binary_crossentropy="categorical_crossentropy"),
            "One output for yes or no: binary.",
        ),
    ),
    hints=(
        "Ask first: an amount, yes or no, or one of several?",
        "Then: how are the labels written, and can the records be trusted?",
        "Several topics at once are several yes-or-no questions.",
    ),
    solution="def choose_loss(task):\n    return {\n"
    + "".join(f'        "{task}": "{name}",\n' for task, name in TASKS.items())
    + "    }[task]",
)

# y = 1, 0, 1, 0 with y_hat = ½, ½, ¼, ¾: the right answers got ½, ½, ¼ and ¼
BY_HAND = Exercise(
    name="cost_by_hand",
    answer=1.5 * math.log(2),
    mistakes=(
        Mistake("a sum instead of a mean", 6 * math.log(2), "Divide by the number of rows."),
        Mistake("log10 instead of ln", 1.5 * math.log10(2), "Use ln: ln 2 is about 0.693."),
        Mistake("log2 instead of ln", 1.5, "With base 2 each ½ costs 1; with ln it costs 0.693."),
        Mistake("the minus sign forgotten", -1.5 * math.log(2), "A loss is not negative."),
        Mistake(
            "−ln y_hat in every row",
            (math.log(2) * 4 + math.log(4 / 3)) / 4,
            "In a row with y = 0 the right answer had the probability 1 − y_hat.",
        ),
        Mistake("the squared error", (0.25 + 0.25 + 9 / 16 + 9 / 16) / 4, "Use −ln."),
    ),
    hints=(
        "First find in each row the probability that the *right* answer got.",
        "These are ½, ½, ¼, ¼. The loss is minus the logarithm: −ln ½ = ln 2, −ln ¼ = 2 ln 2.",
        "The mean of ln 2, ln 2, 2 ln 2 and 2 ln 2.",
    ),
    solution="(0.693 + 0.693 + 1.386 + 1.386) / 4  # = 1.5 · ln 2, about 1.04",
    tolerance=2e-3,
)

# What studies/classification.py does to its five runs.
FAULTS = Exercise(
    name="find_the_fault",
    answer=("sum", "twice", "right", "labels", "log10"),
    mistakes=(
        Mistake(
            "C and D changed places",
            ("sum", "twice", "labels", "right", "log10"),
            "Their costs are the same. Which of the two finds the right classes?",
        ),
        Mistake(
            "B and C changed places",
            ("sum", "right", "twice", "labels", "log10"),
            "Softmax of probabilities never comes near 0 or 1, so its cost has a floor.",
        ),
        Mistake(
            "A and E changed places",
            ("log10", "twice", "right", "labels", "sum"),
            "Divide the first cost by ln 3: one quotient is the number of rows.",
        ),
        Mistake(
            "B and D changed places",
            ("sum", "labels", "right", "twice", "log10"),
            "With labels in the wrong columns a network learns them as well as any others.",
        ),
        Mistake(
            "B and E changed places",
            ("sum", "log10", "right", "labels", "twice"),
            "Another base changes the first cost, too. Which run begins below ln 3?",
        ),
        Mistake(
            "C and E changed places",
            ("sum", "twice", "log10", "labels", "right"),
            "The right run begins at ln 3, about 1.0986. The smallest cost is not the best run.",
        ),
    ),
    hints=(
        "Weights of zero give each of the three classes ⅓. What should the first cost be?",
        "It should be ln 3. A and E begin elsewhere: find the factor. B, C and D begin right.",
        "Among B, C and D: one ends with a high cost, one with nearly no row right.",
    ),
    solution='find_the_fault = ["sum", "twice", "right", "labels", "log10"]',
)

EXERCISES = (LOG, CLASS, CHOOSE, BY_HAND, FAULTS)
