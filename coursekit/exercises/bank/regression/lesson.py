"""Exercises of lesson 05: costs with their gradients, and whose line is whose."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


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


def _huber(y, y_hat, delta, square=0.5, offset=0.5, signed=False, limit=True):
    """The right cost, except for one part of it."""
    e = y_hat - y
    size = e if signed else np.abs(e)
    loss = np.where(size <= delta, square * e**2, delta * np.abs(e) - offset * delta**2)
    slope = np.where(size <= delta, e, delta * np.sign(e)) if limit else e
    return np.mean(loss), slope / len(y)


AMOUNTS = (
    (np.array([3.0]), np.array([1.0])),
    (np.array([3.0, 1.0, 2.0]), np.array([1.0, 1.0, 5.0])),
    (np.array([0.5, -2.0, 7.0, 1.0]), np.array([0.75, 4.0, 7.0, -1.5])),
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

WHOSE = Exercise(
    name="fitted_with",
    answer=("MAE", "MSE", "Huber"),
    mistakes=(
        Mistake(
            "MSE and MAE changed places",
            ("MSE", "MAE", "Huber"),
            "The errors of the best MSE line add up to 0. Add up those of A.",
        ),
        Mistake(
            "MAE and Huber changed places",
            ("Huber", "MSE", "MAE"),
            "The best MAE line passes through two points. Count the errors that are 0.",
        ),
        Mistake(
            "MSE and Huber changed places",
            ("MAE", "Huber", "MSE"),
            "You know the MAE line. Of the other two, whose errors add up to 0?",
        ),
        Mistake(
            "all three one place off",
            ("Huber", "MAE", "MSE"),
            "None of the three is right. Print the nine errors of each line first.",
        ),
        Mistake(
            "all three one place off, the other way",
            ("MSE", "Huber", "MAE"),
            "None of the three is right. Print the nine errors of each line first.",
        ),
        Mistake(
            "one loss for all",
            ("MSE", "MSE", "MSE"),
            "Each loss is used once: the three lines differ.",
        ),
    ),
    hints=(
        "Compute the nine errors of each line: e = m * km + c - minutes.",
        "At the bottom of MSE the errors add up to 0. The best MAE line meets two points exactly.",
        "A meets two points, so it is MAE. The errors of B add up to 0, so it is MSE.",
    ),
    solution='fitted_with = ["MAE", "MSE", "Huber"]',
)

EXERCISES = (SQUARED, ABSOLUTE, HUBER, WHOSE)
