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
    return _fit()(X, y, eta, max_passes)


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


ENDINGS = ("separated", "never", "unknown")


def _learned(case, answer):
    """The weights, and the number of the ending, in one row."""
    if not isinstance(answer, (tuple, list)) or len(answer) != 2:
        raise Trouble("Return two things: the weights and the ending, as in return w, ending.")
    w, ending = numbers(answer[0]), answer[1]
    if w.shape != (len(case[0][0]) + 1,):
        raise Trouble(
            f"With {len(case[0][0])} inputs there are {len(case[0][0]) + 1} numbers, the bias "
            f"first; yours have shape {w.shape}."
        )
    if not isinstance(ending, str) or ending not in ENDINGS:
        raise Trouble(f"The ending is one of {', '.join(ENDINGS)}; yours is {ending!r}.")
    return np.array([*w, ENDINGS.index(ending)])


def _fit(learn=None, ends=None, passes=None):
    """Rosenblatt's rule and what its end proves, or with one thing done another way."""
    learn, ends = learn or _one_pass(), ends or _ending

    def fit(X, y, eta, max_passes):
        w = np.zeros(X.shape[1] + 1)
        history = [(w, None)]
        for _ in range(passes or max_passes):
            w, mistakes = learn(w, X, y, eta)
            history.append((w, mistakes))
            if ending := ends(history):
                return w, ending
        return w, ends(history, over=True)

    return fit


def _one_pass(direction=1, bias=1.0, eta_used=True, equal_fires=False):
    """One pass of the learning rule, or with one thing done wrong."""

    def learn(w, X, y, eta):
        mistakes = 0
        for row, wanted in zip(np.c_[np.full(len(X), bias), X], y, strict=True):
            s = w @ row
            error = wanted - int(s >= 0 if equal_fires else s > 0)
            w = w + direction * (eta if eta_used else 1.0) * error * row
            mistakes += error != 0
        return w, mistakes

    return learn


def _batch(w, X, y, eta):
    """All rows of a pass see the same weights."""
    rows = np.c_[np.ones(len(X)), X]
    errors = np.asarray(y) - (rows @ w > 0)
    return w + eta * errors @ rows, np.count_nonzero(errors)


def _ending(history, over=False):
    """What is known after the passes so far; "" is nothing yet."""
    w, mistakes = history[-1]
    if mistakes == 0:
        return "separated"
    if any(np.array_equal(w, earlier) for earlier, _ in history[:-1]):
        return "never"
    return "unknown" if over else ""


def _cap_proves(history, over=False):
    ending = _ending(history, over)
    return "never" if ending == "unknown" else ending


def _no_circle(history, over=False):
    ending = _ending(history)
    return "separated" if ending == "separated" else "unknown" if over else ""


def _circle_first(history, over=False):
    w, mistakes = history[-1]
    if any(np.array_equal(w, earlier) for earlier, _ in history[:-1]):
        return "never"
    return "separated" if mistakes == 0 else "unknown" if over else ""


def _last_pass_only(history, over=False):
    return _ending(history[-2:], over)


def _same_count(history, over=False):
    mistakes = history[-1][1]
    if mistakes == 0:
        return "separated"
    if any(mistakes == earlier for _, earlier in history[:-1]):
        return "never"
    return "unknown" if over else ""


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
# Its weights come back after six passes, and passes in between have equally many mistakes.
_LONG_CIRCLE = (np.array([[2.0, 1], [1, -1], [2, -2], [0, 1]]), np.array([1, 1, 0, 0]))

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
            (*_XOR, 1.0, 2),
            (*_XOR, 0.25, 50),
            (*_LONG_CIRCLE, 1.0, 100),
            (_CLOUD, (_CLOUD @ [1, -2, 0.5] > 0.3).astype(int), 0.1, 10),
        ),
        view=_learned,
        viewed="bias, weights and number of the ending",
        mistakes=(
            Mistake(
                "ŷ − y for y − ŷ",
                _fit(_one_pass(direction=-1)),
                "The weights move away from the wanted output: look at the order in y − ŷ.",
            ),
            Mistake(
                "bias never learned",
                _fit(_one_pass(bias=0.0)),
                "The bias belongs to a constant input 1 and changes by eta (y − ŷ) as well.",
            ),
            Mistake(
                "learning rate left out",
                _fit(_one_pass(eta_used=False)),
                "Every correction is multiplied by eta.",
            ),
            Mistake(
                "only one pass",
                _fit(passes=1),
                "Go over all rows again until something is known, max_passes times at most.",
            ),
            Mistake(
                "all rows judged with the old weights",
                _fit(_batch),
                "Each row is judged with the weights that the row before it left.",
            ),
            Mistake(
                "fires at a sum of zero",
                _fit(_one_pass(equal_fires=True)),
                "At the start all weights are 0, so the strict sign decides about the first row.",
            ),
            Mistake(
                "the cap taken for a proof",
                _fit(ends=_cap_proves),
                "After the cap nothing is known: one pass more might have separated the classes.",
            ),
            Mistake(
                "the circle not seen",
                _fit(ends=_no_circle),
                "Equal weights before a pass lead to equal weights after it. Keep the old ones.",
            ),
            Mistake(
                "a pass without a mistake called a circle",
                _fit(ends=_circle_first),
                "A pass without a mistake leaves the weights as they were, too. Ask for it first.",
            ),
            Mistake(
                "only the pass before compared",
                _fit(ends=_last_pass_only),
                "A circle may take several passes: compare with all earlier weights.",
            ),
            Mistake(
                "as many mistakes taken for the same weights",
                _fit(ends=_same_count),
                "Two passes may have equally many mistakes and other weights. Compare the weights.",
            ),
        ),
        hints=(
            "Put a 1 before each row: then the bias is the first weight and learns like the rest.",
            "Keep the weights after every pass in a list, a copy each, with the zeros first.",
            "After a pass: no mistake, separated; else weights as in the list, never; else go on.",
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
