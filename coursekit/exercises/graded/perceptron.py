"""Graded exercises of lesson 01: a neuron, the whole learning rule."""

import numpy as np

from coursekit.perceptron import Perceptron

from ..exercise import Exercise, Mistake

LESSON = "01"


def neuron(x, w, b):
    """1 if w·x + b > 0, else 0."""
    return int(np.dot(w, x) + b > 0)


def perceptron_fit(X, d, eta, max_passes):
    return Perceptron(eta, max_passes).fit(X, d).weights_


def _neuron(total=np.dot, fires=lambda s: s > 0, sign=1):
    return lambda x, w, b: int(fires(total(w, x) + sign * b))


def _fit(direction=1, bias=True, eta_used=True, one_pass=False, equal_fires=False):
    """The learning rule with one thing done wrong."""

    def fit(X, d, eta, max_passes):
        rows = np.c_[np.ones(len(X)) if bias else np.zeros(len(X)), X]
        w = np.zeros(rows.shape[1])
        for _ in range(1 if one_pass else max_passes):
            for row, wanted in zip(rows, d, strict=True):
                s = w @ row
                error = wanted - int(s >= 0 if equal_fires else s > 0)
                w = w + direction * (eta if eta_used else 1.0) * error * row
        return w

    return fit


def _batch(X, d, eta, max_passes):
    """All rows of a pass see the same weights."""
    rows = np.c_[np.ones(len(X)), X]
    w = np.zeros(rows.shape[1])
    for _ in range(max_passes):
        w = w + eta * (np.asarray(d) - (rows @ w > 0)) @ rows
    return w


_RNG = np.random.default_rng(7)
_AND = (np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 0, 0, 1]))
_XOR = (_AND[0], np.array([0, 1, 1, 0]))
_CLOUD = _RNG.normal(size=(20, 3))

EXERCISES = (
    Exercise(
        name="neuron",
        answer=neuron,
        cases=(
            ([1.0], [1.0], 0.0),
            ([0.0], [1.0], 0.0),
            ([1.0, 1.0], [1.0, 1.0], -2.0),
            ([1.0, 0.0], [1.0, 1.0], -0.5),
            ([1.0, 2.0], [-1.0, 1.0], -0.5),
            ([1.0, 0.0], [-1.0, 1.0], 0.5),
            ([0.0, 0.0], [1.0, 1.0], 0.5),
            ([0.25], [1.0], 0.5),
            ([2.0, -1.0, 0.5], [0.5, 1.0, 4.0], -3.0),
        ),
        mistakes=(
            Mistake(
                "fires at a sum of zero",
                _neuron(fires=lambda s: s >= 0),
                "The course's neuron is strict: the sum must be above 0, not equal to it.",
            ),
            Mistake(
                "bias left out",
                lambda x, w, b: int(np.dot(w, x) > 0),
                "Add b to the weighted sum before you compare it with 0.",
            ),
            Mistake(
                "bias subtracted",
                _neuron(sign=-1),
                "The bias is added. A threshold θ would be subtracted: b = −θ.",
            ),
            Mistake(
                "weights left out",
                _neuron(total=lambda w, x: np.sum(x)),
                "Every input is multiplied by its own weight first.",
            ),
            Mistake(
                "the sum itself",
                lambda x, w, b: np.dot(w, x) + b,
                "The output is 1 or 0: compare the sum with 0.",
            ),
            Mistake(
                "output turned round",
                _neuron(fires=lambda s: s <= 0),
                "The neuron fires, 1, when the sum is above 0.",
            ),
        ),
        hints=(
            "First the weighted sum: multiply each input by its weight, add all, add b.",
            "Then compare: above 0 gives 1, everything else gives 0.",
            "np.dot(w, x) + b is the sum; int(... > 0) turns True into 1.",
        ),
    ),
    Exercise(
        name="perceptron_fit",
        answer=perceptron_fit,
        cases=(
            (np.array([[1.0], [-1.0]]), np.array([1, 0]), 1.0, 1),
            (*_AND, 1.0, 1),
            (*_AND, 1.0, 20),
            (*_AND, 0.5, 20),
            (*_XOR, 0.25, 3),
            (_CLOUD, (_CLOUD @ [1, -2, 0.5] > 0.3).astype(int), 0.1, 50),
        ),
        mistakes=(
            Mistake(
                "y − d for d − y",
                _fit(direction=-1),
                "The weights move away from the wanted output: look at the order in d − y.",
            ),
            Mistake(
                "bias never learned",
                _fit(bias=False),
                "The bias belongs to a constant input 1 and changes by eta (d − y) as well.",
            ),
            Mistake(
                "learning rate left out",
                _fit(eta_used=False),
                "Every correction is multiplied by eta.",
            ),
            Mistake(
                "only one pass",
                _fit(one_pass=True),
                "Go over all rows again until a pass has no mistake, max_passes times at most.",
            ),
            Mistake(
                "all rows judged with the old weights",
                _batch,
                "Each row is judged with the weights that the row before it left.",
            ),
            Mistake(
                "fires at a sum of zero",
                _fit(equal_fires=True),
                "At the start all weights are 0, so the strict sign decides about the first row.",
            ),
        ),
        hints=(
            "Put a 1 before each row: then the bias is the first weight and learns like the rest.",
            "Two loops: passes outside, rows inside; the rule w ← w + η (d − y) x in the middle.",
            "Stop early when a pass made no mistake: nothing would change any more.",
        ),
    ),
)
