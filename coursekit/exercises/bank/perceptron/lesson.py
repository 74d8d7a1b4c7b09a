"""Exercises of lesson 01: a gate, one correction, precision and recall, and what to do next."""

import numpy as np

from coursekit.exercises.bank.matching import examine_choices, instead
from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.machines.gates import NAND, ThresholdGate

NEXT = {
    "A": "stop",
    "B": "more layers",
    "C": "more passes",
    "D": "add a bias",
    "E": "look at recall",
}


def nand(x):
    return ThresholdGate([-1, -1], -1)(x)


def perceptron_update(w, x, y, eta):
    x = np.append(1, x)  # x0 = 1 carries the bias
    y_hat = 1 if w @ x > 0 else 0
    return w + eta * (y - y_hat) * x


def precision_recall(y, y_hat):
    hits = np.sum((y == 1) & (y_hat == 1))
    return hits / np.sum(y_hat == 1), hits / np.sum(y == 1)


def _gate(*table):
    return lambda x: table[2 * x[0] + x[1]]


def _rule(direction=1, with_rate=True, with_bias=True, equal_fires=False, use_error=True):
    """The rule with one thing done wrong."""

    def update(w, x, y, eta):
        x = np.append(1, x)
        y_hat = int(w @ x >= 0 if equal_fires else w @ x > 0)
        step = direction * (eta if with_rate else 1) * (y - y_hat if use_error else y) * x
        return w + step * ([1] * len(x) if with_bias else [0] + [1] * (len(x) - 1))

    return update


def _hits(y, y_hat):
    return np.sum((y == 1) & (y_hat == 1))


_RNG = np.random.default_rng(1)
_CASES = (
    (np.zeros(3), np.array([1, 1]), 1, 1.0),
    (np.array([0.5, 1.0, -2.0]), np.array([1, 0]), 0, 0.5),
    (np.array([0.5, 1.0, -2.0]), np.array([1, 0]), 1, 0.5),
    (np.array([-1.0, 1.0]), np.array([1]), 0, 0.25),
    *((_RNG.normal(size=5), _RNG.normal(size=4), k % 2, 0.1) for k in range(6)),
)
_JUDGED = (
    (np.array([1, 1, 0, 0]), np.array([1, 0, 0, 0])),
    (np.array([1, 0, 0, 0]), np.array([1, 1, 1, 0])),
    *((np.append(_RNG.integers(0, 2, 30), 1), np.append(_RNG.integers(0, 2, 30), 1)) for _ in "ab"),
)

EXERCISES = (
    Exercise(
        name="nand",
        answer=nand,
        cases=(([0, 0],), ([0, 1],), ([1, 0],), ([1, 1],)),
        mistakes=(
            Mistake("that is AND", _gate(0, 0, 0, 1), "NAND is its opposite: turn every sign."),
            Mistake("that is OR", _gate(0, 1, 1, 1), "OR rejects (0, 0); NAND rejects (1, 1)."),
            Mistake(
                "that is NOR",
                _gate(1, 0, 0, 0),
                "The signs are right, but one input alone silences your gate: lower the threshold.",
            ),
            Mistake(
                "it always fires",
                _gate(1, 1, 1, 1),
                "The threshold is too low: the sum for (1, 1) must stay below it.",
            ),
            Mistake(
                "it never fires",
                _gate(0, 0, 0, 0),
                "The threshold is too high: the sum for (0, 0) is 0 and must reach it.",
            ),
        ),
        hints=(
            "The output falls when inputs come on. Which sign do the weights have?",
            "With weights −1 and −1 the four sums are 0, −1, −1 and −2.",
            "Put the threshold between −1 and −2, or exactly at −1: the gate fires from there on.",
        ),
        solution=f"my_nand = {NAND!r}".replace("NAND(", "ThresholdGate("),
    ),
    Exercise(
        name="perceptron_update",
        answer=perceptron_update,
        cases=_CASES,
        mistakes=(
            Mistake(
                "ŷ − y for y − ŷ",
                _rule(direction=-1),
                "Your weights move away from the desired output: look at the order in y − ŷ.",
            ),
            Mistake(
                "learning rate left out", _rule(with_rate=False), "Every correction carries eta."
            ),
            Mistake(
                "bias not corrected",
                _rule(with_bias=False),
                "The bias is the weight of x0 = 1, so it changes by eta (y − ŷ) too.",
            ),
            Mistake(
                "fires at s = 0",
                _rule(equal_fires=True),
                "The rule is strict: with s = 0 the output is 0.",
            ),
            Mistake(
                "y for y − ŷ",
                _rule(use_error=False),
                "A right answer must change nothing: use the error y − ŷ, not y.",
            ),
        ),
        hints=(
            "First the output: s = b + w1 x1 + …, and ŷ = 1 only if s > 0.",
            "np.append(1, x) puts x0 = 1 before the inputs; then s = w @ x.",
            "Return w + eta * (y - y_hat) * x, with the longer x.",
        ),
    ),
    Exercise(
        name="precision_recall",
        answer=precision_recall,
        cases=_JUDGED,
        mistakes=(
            Mistake(
                "the two are swapped",
                lambda y, y_hat: precision_recall(y, y_hat)[::-1],
                "Precision divides by the alarms, recall by the frauds.",
            ),
            Mistake(
                "divided by all rows",
                lambda y, y_hat: (_hits(y, y_hat) / len(y), _hits(y, y_hat) / len(y)),
                "Precision looks at the alarms only, recall at the frauds only.",
            ),
            Mistake(
                "accuracy twice",
                lambda y, y_hat: (np.mean(y == y_hat), np.mean(y == y_hat)),
                "Right answers on honest payments do not count here.",
            ),
            Mistake(
                "counts, not shares",
                lambda y, y_hat: (_hits(y, y_hat), _hits(y, y_hat)),
                "You have the number of caught frauds; now divide it.",
            ),
            Mistake(
                "the honest ones counted",
                lambda y, y_hat: precision_recall(1 - y, 1 - y_hat),
                "That is how well it knows honest payments; count the frauds, y = 1.",
            ),
        ),
        hints=(
            "Count the caught frauds first: rows where both y and ŷ are 1.",
            "Precision = caught frauds / alarms; recall = caught frauds / frauds.",
            "np.sum(y_hat == 1) counts the alarms, np.sum(y == 1) the frauds.",
        ),
    ),
    Exercise(
        name="next_step",
        answer=NEXT,
        examine=examine_choices,
        mistakes=(
            Mistake(
                "a cap taken for a proof",
                instead(NEXT, C="more layers"),
                "In C the mistakes still fall when the cap comes. What has been proved?",
            ),
            Mistake(
                "patience with a circle",
                instead(NEXT, B="more passes"),
                "In B the weights were there before: what will the next pass do?",
            ),
            Mistake(
                "a rare class forgotten",
                instead(NEXT, E="stop"),
                "How accurate is a program in E that never raises an alarm?",
            ),
            Mistake(
                "layers where a bias is enough",
                instead(NEXT, D="more layers"),
                "In D one line separates the clouds. Which lines can this neuron not draw?",
            ),
            Mistake(
                "patience without a bias",
                instead(NEXT, D="more passes"),
                "In D no line through the origin does it, however long you train.",
            ),
            Mistake(
                "training after the end",
                instead(NEXT, A="more passes"),
                "In A the last pass had no mistake. What would a further pass change?",
            ),
        ),
        hints=(
            "Ask of each report: is this an end, a circle, a slow walk, or a wrong question?",
            "Two of the five never end, for different reasons: one needs another line, one two.",
            "Only one report is finished; only one can be cured by waiting.",
        ),
        solution=f"my_next = {NEXT!r}",
    ),
)
