"""Graded exercises of lesson 04: sigmoid, swish, a learned slope, a network of one's own."""

import numpy as np

from coursekit import nn
from coursekit.exercises.diagnosis import numbers
from coursekit.exercises.exercise import Exercise, Later, Mistake
from coursekit.exercises.running import Trouble, call


def sigmoid(z):
    return nn.activations.sigmoid(np.asarray(z, dtype=float))


def swish_and_slope(z):
    s = sigmoid(z)
    return z * s, s + z * s * (1 - s)


def prelu_gradients(z, a, dE_df):
    negative = z < 0
    return dE_df * np.where(negative, a, 1.0), np.sum(dE_df * z * negative)


def moons_classifier(X, d):
    """The class of the nearest known row: no network, but it knows the answers."""

    def probability(X_new):
        distances = ((X_new[:, None] - X[None]) ** 2).sum(axis=2)
        return np.asarray(d, dtype=float)[distances.argmin(axis=1)]

    return probability


def _moons(n, seed):
    from sklearn.datasets import make_moons

    return make_moons(n, noise=0.1, random_state=seed)


def _what_it_does(case, probability):
    """One sentence about a classifier, from its answers to 500 new rows."""
    if not callable(probability):
        raise Trouble("Return a function that takes new rows and gives their probabilities.")
    X_new, d_new = _moons(500, 99)
    answer = call(probability, (X_new,), "for new rows")
    try:
        p = numbers(answer)
    except Exception:
        raise Trouble("The function that you return must give one number for each row.") from None
    if p.size != len(X_new) or not np.isfinite(p).all():
        raise Trouble(f"For {len(X_new)} rows your function gives an array of shape {p.shape}.")
    if p.min() < 0 or p.max() > 1:
        return "some outputs are no probabilities: below 0 or above 1"
    accuracy = np.mean((p.ravel() > 0.5) == d_new)
    if accuracy >= 0.95:
        return "probabilities, at least 95 % of new rows right"
    if accuracy < 0.2:
        return "the two classes are exchanged"
    if np.ptp(p) < 1e-3:
        return "the same answer to every row"
    return "fewer than 95 % of new rows right"


def _straight(X, d):
    rows = np.c_[np.ones(len(X)), X]
    w = np.linalg.lstsq(rows, 2.0 * d - 1, rcond=None)[0]
    return lambda X_new: sigmoid(np.c_[np.ones(len(X_new)), X_new] @ w)


def _after(change):
    """The right classifier with ``change`` applied to what it answers."""

    def answer(X, d):
        right = moons_classifier(X, d)
        return lambda X_new: change(right(X_new))

    return answer


Z = np.array([-1000.0, -2.0, -0.5, 0.0, 0.5, 3.0, 1000.0])
_RNG = np.random.default_rng(3)


def _slopes(size, a):
    return _RNG.normal(size=size), a, _RNG.normal(size=size)


def _raw(z):
    return np.asarray(z, dtype=float)


EXERCISES = (
    Exercise(
        name="sigmoid",
        answer=sigmoid,
        cases=((0.0,), (1.0,), (np.array([-2.0, 2.0]),), (Z,), (np.array([[0.3], [-0.7]]),)),
        mistakes=(
            Mistake(
                "forgot the minus sign in the exponent",
                lambda z: sigmoid(-_raw(z)),
                "A large positive z must give nearly 1.",
            ),
            Mistake(
                "forgot the 1 in the denominator",
                lambda z: 1 / np.exp(-_raw(z)),
                "1 / e^(−z) is just e^z, and grows without limit. The denominator is 1 + e^(−z).",
            ),
            Mistake(
                "e^z over 1 + e^z overflows",
                lambda z: np.exp(_raw(z)) / (1 + np.exp(_raw(z))),
                "e^1000 is infinite, and infinity by infinity is no number.",
            ),
            Mistake(
                "tanh",
                lambda z: np.tanh(z),
                "tanh runs from −1 to 1; the sigmoid from 0 to 1, and is one half at 0.",
            ),
            Mistake(
                "the slope",
                lambda z: sigmoid(z) * (1 - sigmoid(z)),
                "σ(1 − σ) is the slope. Return σ itself.",
            ),
            Mistake(
                "a hard step",
                lambda z: (_raw(z) > 0) * 1.0,
                "The sigmoid is smooth: it is one half at 0.",
            ),
        ),
        hints=(
            "One line: 1 divided by (1 + e to the minus z).",
            "np.exp works on whole arrays.",
            "return 1 / (1 + np.exp(-z))",
        ),
    ),
    Exercise(
        name="swish_and_slope",
        answer=swish_and_slope,
        cases=(
            (np.array([0.0]),),
            (np.array([1.0, -1.0]),),
            (np.array([-8.0, -1.278, 0.5, 3.0, 20.0]),),
            (np.array([[0.3, -4.0], [2.0, 0.0]]),),
        ),
        mistakes=(
            Mistake(
                "only the first part of the product rule",
                lambda z: (z * sigmoid(z), sigmoid(z)),
                "The product z · σ(z) has two factors that change: add z times the slope of σ.",
            ),
            Mistake(
                "only the second part of the product rule",
                lambda z: (z * sigmoid(z), z * sigmoid(z) * (1 - sigmoid(z))),
                "The product z · σ(z) has two factors that change: add 1 times σ.",
            ),
            Mistake(
                "the sigmoid's slope alone",
                lambda z: (z * sigmoid(z), sigmoid(z) * (1 - sigmoid(z))),
                "σ(1 − σ) is the slope of σ, not that of z · σ(z).",
            ),
            Mistake(
                "the sigmoid for the value",
                lambda z: (sigmoid(z), sigmoid(z) + z * sigmoid(z) * (1 - sigmoid(z))),
                "The value of swish is z times the sigmoid.",
            ),
            Mistake(
                "the slope of ReLU",
                lambda z: (z * sigmoid(z), (z > 0) * 1.0),
                "Swish resembles ReLU, but it is smooth: its slope is ½ at 0.",
            ),
            Mistake(
                "minus in the product rule",
                lambda z: (z * sigmoid(z), sigmoid(z) - z * sigmoid(z) * (1 - sigmoid(z))),
                "The two parts of the product rule are added.",
            ),
        ),
        hints=(
            "f = z · σ(z) is a product: f′ = 1 · σ + z · σ′.",
            "σ′ = σ (1 − σ).",
            "s = 1 / (1 + np.exp(-z)), then return z * s, s + z * s * (1 - s).",
        ),
    ),
    Exercise(
        name="prelu_gradients",
        answer=prelu_gradients,
        cases=(
            (np.array([-1.0]), 0.25, np.array([1.0])),
            (np.array([2.0, -2.0]), 0.1, np.array([1.0, 3.0])),
            _slopes(6, 0.3),
            _slopes((4, 3), -0.2),
        ),
        mistakes=(
            Mistake(
                "positive sums counted for a",
                lambda z, a, g: (prelu_gradients(z, a, g)[0], np.sum(g * z)),
                "Where z is positive, a plays no part: f = z there.",
            ),
            Mistake(
                "the mean for the sum",
                lambda z, a, g: (prelu_gradients(z, a, g)[0], np.mean(g * z * (z < 0))),
                "a serves all sums, so the derivatives of all paths add up.",
            ),
            Mistake(
                "the factor z left out",
                lambda z, a, g: (prelu_gradients(z, a, g)[0], np.sum(g * (z < 0))),
                "f = a z on the negative side, so ∂f/∂a = z.",
            ),
            Mistake(
                "upstream gradient left out",
                lambda z, a, g: (np.where(z < 0, a, 1.0), np.sum(z * (z < 0))),
                "The chain rule: multiply by dE_df, element by element.",
            ),
            Mistake(
                "slope 0 on the negative side",
                lambda z, a, g: (g * (z > 0), prelu_gradients(z, a, g)[1]),
                "That is ReLU. Below zero the slope with respect to z is a.",
            ),
            Mistake(
                "slope 1 everywhere",
                lambda z, a, g: (g * np.ones_like(z), prelu_gradients(z, a, g)[1]),
                "Below zero the slope with respect to z is a.",
            ),
        ),
        hints=(
            "Two derivatives of f: with respect to z it is 1 or a; with respect to a it is 0 or z.",
            "Multiply both by dE_df. For a, add everything up: it is one number.",
            "np.where(z < 0, a, 1.0) and np.where(z < 0, z, 0.0) are the two.",
        ),
    ),
    Exercise(
        name="moons_classifier",
        answer=moons_classifier,
        cases=Later(lambda: (_moons(300, 0),)),
        view=_what_it_does,
        viewed="your classifier on new rows",
        seconds=60,
        mistakes=(
            Mistake(
                "a straight boundary, or too little training",
                _straight,
                "Is there a hidden layer with a curved activation? Has the loss stopped falling?",
            ),
            Mistake(
                "sums for probabilities",
                _after(lambda p: 6 * p - 3),
                "Give the last layer a sigmoid: then its outputs lie between 0 and 1.",
            ),
            Mistake(
                "classes exchanged",
                _after(lambda p: 1 - p),
                "The output is the probability of class 1.",
            ),
            Mistake(
                "the same for every row",
                _after(lambda p: 0 * p + 1),
                "Softmax of a single output is always 1: use a sigmoid. Or nothing was trained.",
            ),
        ),
        hints=(
            "One hidden layer of 16 units with tanh or ReLU, one output unit with a sigmoid.",
            "Adam with a learning rate of 0.02, binary cross-entropy, batches of 32, 100 epochs.",
            "Return lambda X_new: model.predict(X_new, verbose=0)[:, 0].",
        ),
    ),
)
