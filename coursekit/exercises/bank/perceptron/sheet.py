"""Graded exercises of lesson 01: a neuron, a gate that counts, the rule, a fraud detector."""

from itertools import product

import numpy as np

from coursekit.exercises.diagnosis import numbers
from coursekit.exercises.exercise import Exercise, Later, Mistake
from coursekit.exercises.running import Trouble
from coursekit.machines.perceptron import Perceptron


def neuron(x, w, b):
    """1 if w·x + b > 0, else 0."""
    return int(np.dot(w, x) + b > 0)


def perceptron_fit(X, y, eta, max_passes):
    return Perceptron(eta, max_passes).fit(X, y).weights_


def at_least(n, k):
    return np.ones(n), 0.5 - k


def flag_fraud(X, y, X_new, eta, max_passes):
    mean, spread = X.mean(axis=0), X.std(axis=0)
    learned = Perceptron(eta, max_passes).fit((X - mean) / spread, y)
    return learned.predict((X_new - mean) / spread)


def _outputs(case, answer):
    """What a gate ``(w, b)`` answers to all 2ⁿ inputs."""
    n = case[0]
    if not isinstance(answer, (tuple, list, np.ndarray)) or len(answer) != 2:
        raise Trouble("Return two things: the weights and the bias, as in return w, b.")
    w, b = numbers(answer[0]), numbers(answer[1])
    if w.shape != (n,):
        raise Trouble(f"A gate with {n} inputs needs {n} weights; yours have shape {w.shape}.")
    if b.size != 1:
        raise Trouble(f"The bias is one number; yours has shape {b.shape}.")
    b = b.item()
    return np.array([int(np.dot(w, x) + b > 0) for x in product((0, 1), repeat=n)])


def _detector(scaled=True, leak=False, ddof=0, scores=False, everything=False):
    """The detector with one thing done wrong."""

    def flag(X, y, X_new, eta, max_passes):
        source = np.r_[X, X_new] if everything else X
        mean, spread = source.mean(axis=0), source.std(axis=0, ddof=ddof)
        if not scaled:
            mean, spread = 0.0, 1.0
        learned = Perceptron(eta, max_passes).fit((X - mean) / spread, y)
        if leak:
            mean, spread = X_new.mean(axis=0), X_new.std(axis=0)
        ask = learned.decision_function if scores else learned.predict
        return ask((X_new - mean) / spread)

    return flag


def _neuron(total=np.dot, fires=lambda s: s > 0, sign=1):
    return lambda x, w, b: int(fires(total(w, x) + sign * b))


def _fit(direction=1, bias=True, eta_used=True, one_pass=False, equal_fires=False):
    """The learning rule with one thing done wrong."""

    def fit(X, y, eta, max_passes):
        rows = np.c_[np.ones(len(X)) if bias else np.zeros(len(X)), X]
        w = np.zeros(rows.shape[1])
        for _ in range(1 if one_pass else max_passes):
            for row, wanted in zip(rows, y, strict=True):
                s = w @ row
                error = wanted - int(s >= 0 if equal_fires else s > 0)
                w = w + direction * (eta if eta_used else 1.0) * error * row
        return w

    return fit


def _batch(X, y, eta, max_passes):
    """All rows of a pass see the same weights."""
    rows = np.c_[np.ones(len(X)), X]
    w = np.zeros(rows.shape[1])
    for _ in range(max_passes):
        w = w + eta * (np.asarray(y) - (rows @ w > 0)) @ rows
    return w


def _transactions(rows, seed):
    from coursekit.datasets.fraud import FEATURES, make_transactions

    table = make_transactions(rows, 0.2, seed)
    X, y = table[FEATURES].to_numpy(float), table["fraud"].to_numpy()
    half = rows // 2
    return X[:half], y[:half], X[half:]


def _small():
    X = np.array([[1.0, 10], [2.0, 30], [9.0, 20], [8.0, 50]])
    return X, np.array([0, 0, 1, 1]), np.array([[3.0, 20], [7.0, 40], [5.0, 90]])


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
                "ŷ − y for y − ŷ",
                _fit(direction=-1),
                "The weights move away from the wanted output: look at the order in y − ŷ.",
            ),
            Mistake(
                "bias never learned",
                _fit(bias=False),
                "The bias belongs to a constant input 1 and changes by eta (y − ŷ) as well.",
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
            "Two loops: passes outside, rows inside; the rule w ← w + η (y − ŷ) x in the middle.",
            "Stop early when a pass made no mistake: nothing would change any more.",
        ),
    ),
    Exercise(
        name="at_least",
        answer=at_least,
        cases=((1, 1), (2, 1), (2, 2), (3, 1), (3, 2), (3, 3), (5, 3)),
        view=_outputs,
        viewed="outputs for the inputs from 0…0 to 1…1",
        mistakes=(
            Mistake(
                "one input too many",
                lambda n, k: (np.ones(n), -k),
                "With exactly k inputs on, the sum k + b must be above 0, not equal to it.",
            ),
            Mistake(
                "one input too few",
                lambda n, k: (np.ones(n), 1.5 - k),
                "With k − 1 inputs on, the sum must not be above 0.",
            ),
            Mistake(
                "sign of the bias",
                lambda n, k: (np.ones(n), k - 0.5),
                "The bias holds the sum down: it must be negative here.",
            ),
            Mistake(
                "always AND",
                lambda n, k: (np.ones(n), 0.5 - n),
                "Your gate waits for all n inputs; it should fire from k on.",
            ),
            Mistake(
                "always OR",
                lambda n, k: (np.ones(n), -0.5),
                "Your gate fires as soon as one input is on; it should wait for k.",
            ),
            Mistake(
                "at most for at least",
                lambda n, k: (-np.ones(n), k + 0.5),
                "The output should rise when inputs come on: which sign do the weights need?",
            ),
        ),
        hints=(
            "Give every input the weight 1: the sum is the number of inputs that are on, plus b.",
            "It must be above 0 for k inputs and not above 0 for k − 1.",
            "Any b between −k and −(k − 1) does it, −k itself left out: the middle is 0.5 − k.",
        ),
    ),
    Exercise(
        name="flag_fraud",
        answer=flag_fraud,
        cases=Later(
            lambda: (
                (*_small(), 1.0, 10),
                (*_transactions(60, 3), 0.5, 30),
                (*_transactions(200, 5), 0.1, 20),
            )
        ),
        mistakes=(
            Mistake(
                "not standardised",
                _detector(scaled=False),
                "Kilometres and counts have different sizes: bring every column to mean 0 and "
                "standard deviation 1 first.",
            ),
            Mistake(
                "new rows scaled by themselves",
                _detector(leak=True),
                "Scale the new rows with the mean and the spread of the *training* rows.",
            ),
            Mistake(
                "scaled with all rows together",
                _detector(everything=True),
                "The new rows must not take part in the mean: nobody has seen them yet.",
            ),
            Mistake(
                "sums for decisions",
                _detector(scores=True),
                "Return 1 where the sum is above 0, and 0 elsewhere.",
            ),
            Mistake(
                "flags turned round",
                lambda *given: 1 - flag_fraud(*given),
                "1 stands for fraud.",
            ),
        ),
        hints=(
            "Three steps: scale the training rows, learn with perceptron_fit, judge the new rows.",
            "mean = X.mean(axis=0) and spread = X.std(axis=0) serve for both tables.",
            "b, w = result[0], result[1:]; the flags are (scaled_new @ w + b > 0).",
        ),
    ),
)
