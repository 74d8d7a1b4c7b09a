"""Exercises of lesson 05: costs with their gradients, the choice of a loss, one cost by hand."""

import math

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake

EPSILON = 1e-7


def squared_cost(y, y_hat):
    e = y_hat - y
    return np.mean(e**2) / 2, e / len(y)


def absolute_cost(y, y_hat):
    e = y_hat - y
    return np.mean(np.abs(e)), np.sign(e) / len(y)


def huber_cost(y, y_hat, delta):
    e = y_hat - y
    size = np.abs(e)
    loss = np.where(size <= delta, e**2 / 2, delta * size - delta**2 / 2)
    return np.mean(loss), np.clip(e, -delta, delta) / len(y)


def log_cost(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    loss = -y * np.log(p) - (1 - y) * np.log(1 - p)
    return np.mean(loss), (-y / p + (1 - y) / (1 - p)) / len(y)


def class_cost(Y, P):
    P = np.clip(P, 1e-7, 1)
    loss = -np.sum(Y * np.log(P), axis=1)
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


def _clipped(p):
    return np.clip(p, EPSILON, 1 - EPSILON)


def _log_cost(y, p, log=np.log, sign=1, slope_sign=1):
    """The right cost, except for the base or for the sign of the (1 − y) part."""
    p = _clipped(p)
    loss = -y * log(p) - sign * (1 - y) * log(1 - p)
    return np.mean(loss), (-y / p + slope_sign * (1 - y) / (1 - p)) / len(y)


def _huber(y, y_hat, delta, square=0.5, offset=0.5, signed=False, limit=True):
    """The right cost, except for one part of it."""
    e = y_hat - y
    size = e if signed else np.abs(e)
    loss = np.where(size <= delta, square * e**2, delta * np.abs(e) - offset * delta**2)
    slope = np.where(size <= delta, e, delta * np.sign(e)) if limit else e
    return np.mean(loss), slope / len(y)


def _instead(**other):
    """The right answers, except that one loss is taken for another."""
    return lambda task: other.get(TASKS[task], TASKS[task])


AMOUNTS = (
    (np.array([3.0]), np.array([1.0])),
    (np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 5.0])),
    (np.array([0.5, -2.0, 7.0, 1.0]), np.array([0.75, 4.0, 7.0, -1.5])),
)
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

SQUARED = Exercise(
    name="squared_cost",
    answer=squared_cost,
    cases=AMOUNTS,
    mistakes=(
        Mistake(
            "the ½ forgotten",
            lambda y, y_hat: (np.mean((y_hat - y) ** 2), 2 * (y_hat - y) / len(y)),
            "Both results are twice as large: here the cost is 1/(2n) times the sum.",
        ),
        Mistake(
            "1/n forgotten",
            lambda y, y_hat: (np.sum((y_hat - y) ** 2) / 2, y_hat - y),
            "Divide the cost and the gradient by the number of rows.",
        ),
        Mistake(
            "1/n forgotten in the gradient",
            lambda y, y_hat: (np.mean((y_hat - y) ** 2) / 2, y_hat - y),
            "The gradient belongs to the whole cost, so 1/n stays in it.",
        ),
        Mistake(
            "the 2 left in the gradient",
            lambda y, y_hat: (np.mean((y_hat - y) ** 2) / 2, 2 * (y_hat - y) / len(y)),
            "The derivative of the square brings a 2, and the ½ cancels it.",
        ),
        Mistake(
            "sign of the gradient",
            lambda y, y_hat: (np.mean((y_hat - y) ** 2) / 2, (y - y_hat) / len(y)),
            "A prediction that is too high must have a positive slope: raising it makes it worse.",
        ),
        Mistake(
            "the square forgotten",
            lambda y, y_hat: (np.mean(y_hat - y) / 2, (y_hat - y) / len(y)),
            "Errors of both signs would cancel.",
        ),
    ),
    hints=(
        "Begin with the errors: e = y_hat - y. The number of rows is len(y).",
        "Cost: half the mean of e². Gradient: one number for each prediction, e / n.",
        "return np.mean(e**2) / 2, e / len(y)",
    ),
)

ABSOLUTE = Exercise(
    name="absolute_cost",
    answer=absolute_cost,
    cases=AMOUNTS,
    mistakes=(
        Mistake(
            "a ½ too many",
            lambda y, y_hat: (np.mean(np.abs(y_hat - y)) / 2, np.sign(y_hat - y) / (2 * len(y))),
            "The ½ belongs to the square, where it cancels a 2. Here is nothing to cancel.",
        ),
        Mistake(
            "errors cancel",
            lambda y, y_hat: (np.mean(y_hat - y), np.sign(y_hat - y) / len(y)),
            "Take the size of every error before the mean: np.abs.",
        ),
        Mistake(
            "1/n forgotten in the gradient",
            lambda y, y_hat: (np.mean(np.abs(y_hat - y)), np.sign(y_hat - y)),
            "The cost is a mean, so 1/n stays in its gradient.",
        ),
        Mistake(
            "sign of the gradient",
            lambda y, y_hat: (np.mean(np.abs(y_hat - y)), np.sign(y - y_hat) / len(y)),
            "A prediction that is too high must have a positive slope.",
        ),
        Mistake(
            "the size of the error in the gradient",
            lambda y, y_hat: (np.mean(np.abs(y_hat - y)), (y_hat - y) / len(y)),
            "That is the gradient of a square. Here only the sign of an error counts.",
        ),
        Mistake(
            "slope 1 at the kink",
            lambda y, y_hat: (
                np.mean(np.abs(y_hat - y)),
                np.where(y_hat >= y, 1.0, -1.0) / len(y),
            ),
            "A perfect prediction should stay where it is: take 0 there, as np.sign does.",
        ),
    ),
    hints=(
        "Errors first: e = y_hat - y. Then their sizes, then the mean.",
        "The slope of |e| is −1 left of zero and +1 right of it; np.sign knows that.",
        "return np.mean(np.abs(e)), np.sign(e) / len(y)",
    ),
)

HUBER = Exercise(
    name="huber_cost",
    answer=huber_cost,
    cases=(
        (*AMOUNTS[0], 1.0),
        (*AMOUNTS[1], 0.5),
        (*AMOUNTS[2], 2.0),
        (*AMOUNTS[2], 100.0),
    ),
    mistakes=(
        Mistake(
            "the ½ of the square forgotten",
            lambda y, y_hat, delta: _huber(y, y_hat, delta, square=1.0),
            "Near zero the loss is ½e²; only then do parabola and line meet without a jump.",
        ),
        Mistake(
            "forgot − ½δ²",
            lambda y, y_hat, delta: _huber(y, y_hat, delta, offset=0.0),
            "At |e| = δ the line must begin where the parabola ends: at ½δ².",
        ),
        Mistake(
            "compared the signed error",
            lambda y, y_hat, delta: _huber(y, y_hat, delta, signed=True),
            "An error of −5 is large too: compare its size with δ.",
        ),
        Mistake(
            "slope without limit",
            lambda y, y_hat, delta: _huber(y, y_hat, delta, limit=False),
            "Far out the loss is a straight line, so its slope is constant: δ or −δ.",
        ),
        Mistake(
            "slope ±1 far out",
            lambda y, y_hat, delta: (
                huber_cost(y, y_hat, delta)[0],
                np.where(np.abs(y_hat - y) <= delta, y_hat - y, np.sign(y_hat - y)) / len(y),
            ),
            "The slope of δ·|e| is δ times the sign.",
        ),
        Mistake(
            "1/n forgotten in the gradient",
            lambda y, y_hat, delta: (
                huber_cost(y, y_hat, delta)[0],
                np.clip(y_hat - y, -delta, delta),
            ),
            "The cost is a mean, so 1/n stays in its gradient.",
        ),
    ),
    hints=(
        "np.where(np.abs(e) <= delta, this, that) chooses for each row.",
        "Value: ½e² inside, δ|e| − ½δ² outside. Slope: e inside, δ·sign(e) outside.",
        "The slope is e, limited to −δ … δ: np.clip(e, -delta, delta). Divide it by len(y).",
    ),
)

LOG = Exercise(
    name="log_cost",
    answer=log_cost,
    cases=ANSWERS,
    mistakes=(
        Mistake(
            "log10 instead of ln",
            lambda y, p: _log_cost(y, p, log=np.log10),
            "The derivative 1/p belongs to the natural logarithm: np.log.",
        ),
        Mistake(
            "log2 instead of ln",
            lambda y, p: _log_cost(y, p, log=np.log2),
            "The derivative 1/p belongs to the natural logarithm: np.log.",
        ),
        Mistake(
            "sign of the (1 − y) part in the gradient",
            lambda y, p: _log_cost(y, p, slope_sign=-1),
            "The inner derivative of 1 − p is −1, and minus times minus is plus.",
        ),
        Mistake(
            "sign of the (1 − y) part in the cost",
            lambda y, p: _log_cost(y, p, sign=-1),
            "A logarithm of a probability is negative, so both parts need a minus.",
        ),
        Mistake(
            "no clipping at 0 and 1",
            lambda y, p: (
                np.mean(-y * np.log(p) - (1 - y) * np.log(1 - p)),
                (-y / p + (1 - y) / (1 - p)) / len(y),
            ),
            "ln 0 is minus infinity: first limit p to 1e-7 … 1 − 1e-7 with np.clip.",
        ),
        Mistake(
            "only the rows with y = 1",
            lambda y, p: (np.mean(-y * np.log(_clipped(p))), -y / _clipped(p) / len(y)),
            "A row with y = 0 costs −ln(1 − p).",
        ),
        Mistake(
            "y and p changed places",
            lambda y, p: _log_cost(_clipped(p), y),
            "The logarithm is taken of the prediction p, never of the label y.",
        ),
        Mistake(
            "1/n forgotten",
            lambda y, p: (log_cost(y, p)[0] * len(y), log_cost(y, p)[1] * len(y)),
            "The cost is the mean of the losses; the gradient keeps the 1/n.",
        ),
        Mistake(
            "1/n forgotten in the gradient",
            lambda y, p: (log_cost(y, p)[0], log_cost(y, p)[1] * len(y)),
            "The cost is a mean, so 1/n stays in its gradient.",
        ),
        Mistake(
            "the minus sign of the logarithm forgotten",
            lambda y, p: (-log_cost(y, p)[0], -log_cost(y, p)[1]),
            "The logarithm of a number below 1 is negative; the minus makes the loss positive.",
        ),
    ),
    hints=(
        "First p = np.clip(p, 1e-7, 1 - 1e-7). Then the loss of each row, then the mean.",
        "Loss of a row: −y·ln p − (1 − y)·ln(1 − p). np.log is the natural logarithm.",
        "Gradient: (−y/p + (1 − y)/(1 − p)) / n. The second part is positive.",
    ),
)

CLASS = Exercise(
    name="class_cost",
    answer=class_cost,
    cases=CLASSES,
    mistakes=(
        Mistake(
            "mean over all entries",
            lambda Y, P: -np.mean(Y * np.log(np.clip(P, EPSILON, 1))),
            "The zeros of Y are no rows: add up along a row, then take the mean over the rows.",
        ),
        Mistake(
            "mean over the wrong axis",
            lambda Y, P: np.mean(-np.sum(Y * np.log(np.clip(P, EPSILON, 1)), axis=0)),
            "Divide by the number of rows, not by the number of classes: sum over axis=1 first.",
        ),
        Mistake(
            "a sum instead of a mean",
            lambda Y, P: -np.sum(Y * np.log(np.clip(P, EPSILON, 1))),
            "The cost is the mean over the rows.",
        ),
        Mistake(
            "one loss for each row",
            lambda Y, P: -np.sum(Y * np.log(np.clip(P, EPSILON, 1)), axis=1),
            "These are the losses. The cost is their mean, a single number.",
        ),
        Mistake(
            "log10 instead of ln",
            lambda Y, P: class_cost(Y, P) / math.log(10),
            "Keras and the course take the natural logarithm: np.log.",
        ),
        Mistake(
            "the minus sign forgotten",
            lambda Y, P: -class_cost(Y, P),
            "The logarithm of a share is negative; the minus makes the loss positive.",
        ),
        Mistake(
            "no clipping at 0",
            lambda Y, P: np.mean(-np.sum(Y * np.log(P), axis=1)),
            "0 · ln 0 is no number for a computer: first limit P to at least 1e-7.",
        ),
        Mistake(
            "a yes-or-no question for each class",
            lambda Y, P: np.mean(
                -np.sum(Y * np.log(_clipped(P)) + (1 - Y) * np.log(_clipped(1 - P)), axis=1)
            ),
            "With softmax only the share of the right class enters; the others follow from it.",
        ),
    ),
    hints=(
        "Limit P with np.clip(P, 1e-7, 1), multiply its logarithm by Y, entry by entry.",
        "np.sum(…, axis=1) adds along each row. That gives one loss for each row.",
        "return np.mean(-np.sum(Y * np.log(P), axis=1))",
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
            _instead(
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
            _instead(huber="mean_squared_error"),
            "One bad record would pull the whole line.",
        ),
        Mistake(
            "class numbers as if they were amounts",
            _instead(sparse_categorical_crossentropy="mean_squared_error"),
            "A nine is not three times a three. Class numbers are only names.",
        ),
        Mistake(
            "categorical for one sigmoid",
            _instead(binary_crossentropy="categorical_crossentropy"),
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

# y = 1, 0, 1, 0 with p = ½, ½, ¼, ¾: the right answers got ½, ½, ¼ and ¼
BY_HAND = Exercise(
    name="cost_by_hand",
    answer=1.5 * math.log(2),
    mistakes=(
        Mistake("a sum instead of a mean", 6 * math.log(2), "Divide by the number of rows."),
        Mistake("log10 instead of ln", 1.5 * math.log10(2), "Use ln: ln 2 is about 0.693."),
        Mistake("log2 instead of ln", 1.5, "With base 2 each ½ costs 1; with ln it costs 0.693."),
        Mistake("the minus sign forgotten", -1.5 * math.log(2), "A loss is not negative."),
        Mistake(
            "−ln p in every row",
            (math.log(2) * 4 + math.log(4 / 3)) / 4,
            "In a row with y = 0 the right answer had the probability 1 − p.",
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

RATE = Exercise(
    name="rate_of_the_sum",
    answer=1 / 110,
    mistakes=(
        Mistake("the rate of ½ Σ", 1 / 55, "With ½ the steps are half as long. Choose the sum Σ."),
        Mistake("the rate of 1/n Σ", 0.1, "That is the mean. Choose the sum Σ."),
        Mistake("the rate of 1/2n Σ", 0.2, "That is half the mean. Choose the sum Σ."),
        Mistake("a rate that flies off at once", 0.02, "Lower it until the swings stop growing."),
    ),
    hints=(
        "Look at the thick line in the last panel: does each swing reach further than the one "
        "before?",
        "It lies between 0.008 and 0.01. Type numbers into the box beside the slider.",
    ),
    solution="my_rate = 0.0091  # 2 / (curvature along m) = 2 / (2 · Σ x²) = 1 / 110",
    tolerance=3e-4,
)

BORDER = Exercise(
    name="largest_delta",
    answer=0.7,
    mistakes=(
        Mistake("the δ of the preset", 1.0, "With δ = 1 a second point is more than 0.5 away."),
        Mistake("the smallest δ, not the largest", 0.05, "Go up again, as far as the goal holds."),
        Mistake("a little too large", 0.8, "Look at the goal: it is not reached there."),
    ),
    hints=(
        "Take the preset “One slip, Huber” and move δ down until the goal is reached.",
        "It lies between 0.5 and 1.",
    ),
    solution="my_delta = 0.7  # the smaller δ, the less the slip can pull",
    tolerance=0.02,
)

EXERCISES = (SQUARED, ABSOLUTE, HUBER, LOG, CLASS, CHOOSE, BY_HAND, RATE, BORDER)
