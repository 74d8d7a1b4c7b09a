"""Exercises of lesson 03: a chain of two functions, a gradient by nudging, nudges gone wrong."""

import numpy as np

from coursekit.exercises.bank.matching import exchanged
from coursekit.exercises.exercise import Exercise, Mistake


def gradient_by_nudging(loss, weights, h):
    slopes = []
    for i in range(len(weights)):
        above, below = np.array(weights, dtype=float), np.array(weights, dtype=float)
        above[i] += h
        below[i] -= h
        slopes.append((loss(above) - loss(below)) / (2 * h))
    return slopes


REPORTS = {
    "w = 0.5, h = 0.001: the loss goes from 4 to 3.992004, slope -7.996": "sound",
    "w = 0.5, h = 1: the loss goes from 4 to 0, slope -4": "too large",
    "w = 0.5, h = 1e-17: the loss stays exactly 4, slope 0": "too small",
    "|w| at w = 0: slope 1 with h = 0.001, slope -1 with h = -0.001": "kink",
    "w and b both raised by 0.001: change / 0.001 is noted as slope of w": "two weights",
    "loss of row 1 before, of row 2 after the nudge 0.001: slope 5000": "other row",
}


def diagnose_nudge(report):
    return REPORTS[report]


def _bowl(w):
    return w[0] ** 2 + 3 * w[1]


def _product(w):
    return w[0] * w[1] * w[2]


def _wave(w):
    return np.sin(w[0]) + np.exp(w[1]) * w[0] ** 2


def _all_at_once(loss, weights, h):
    w = np.array(weights, dtype=float)
    rise = (loss(w + h) - loss(w - h)) / (2 * h)
    return [rise] * len(w)


def _left_nudged(loss, weights, h):
    w, slopes = np.array(weights, dtype=float), []
    for i in range(len(w)):
        before = loss(w)
        w[i] += h
        slopes.append((loss(w) - before) / h)
    return slopes


def _scaled(factor):
    return lambda loss, weights, h: [
        factor(h) * slope for slope in gradient_by_nudging(loss, weights, h)
    ]


def _one_sided(loss, weights, h):
    w, slopes = np.array(weights, dtype=float), []
    for i in range(len(w)):
        above = w.copy()
        above[i] += h
        slopes.append((loss(above) - loss(w)) / h)
    return slopes


def _first_only(loss, weights, h):
    return gradient_by_nudging(loss, weights, h)[:1]


def _says(word):
    return lambda report: word


CHAIN = Exercise(
    name="chain_slope",
    answer=48.0,
    mistakes=(
        Mistake(
            "the outer link alone", 8.0, "That is the slope of the square. The inside has one."
        ),
        Mistake(
            "the inner link alone", 6.0, "That is the slope of the inside. The square has one."
        ),
        Mistake(
            "added the links", 14.0, "Nudges pass through one machine, then the next: multiply."
        ),
        Mistake(
            "the outer link at x",
            12.0,
            "The square gets 3x² + 1, not x: its slope must be taken there.",
        ),
        Mistake(
            "the value for the slope, or the factor 3 lost",
            16.0,
            "16 is the value itself, or 8 · 2: the slope of 3x² is three times that of x².",
        ),
    ),
    hints=(
        "Two machines: u = 3x² + 1, then u². What is u at x = 1?",
        "The outer slope is 2u, taken at u = 4. The inner slope is 6x, taken at x = 1.",
        "Multiply the two: 8 · 6.",
    ),
    solution="my_slope = 48  # outer slope 2u = 8 at u = 4, inner slope 6x = 6 at x = 1",
    tolerance=1e-4,
)

GRADIENT = Exercise(
    name="gradient_by_nudging",
    answer=gradient_by_nudging,
    cases=(
        (_bowl, [1.0, 2.0], 0.001),
        (_product, [2.0, 3.0, -1.0], 0.001),
        (_wave, [0.5, -1.0], 1e-5),
        (_bowl, [-3.0, 0.5], 0.1),
    ),
    mistakes=(
        Mistake(
            "all weights nudged at once",
            _all_at_once,
            "Each slope needs a nudge of its own weight alone: the others stay.",
        ),
        Mistake(
            "nudged weights not put back",
            _left_nudged,
            "After the first weight, start the second from the weights as they were.",
        ),
        Mistake(
            "forgot to divide by the nudge",
            _scaled(lambda h: 2 * h),
            "A slope is the change of the loss *divided* by the change of the weight.",
        ),
        Mistake(
            "divided by h for two nudges",
            _scaled(lambda h: 2),
            "From w − h to w + h the weight changes by 2h.",
        ),
        Mistake(
            "below minus above",
            _scaled(lambda h: -1),
            "After minus before: the loss at w + h comes first.",
        ),
        Mistake(
            "a nudge to one side only",
            _one_sided,
            "Nudge up and down: the bends on both sides then cancel.",
        ),
        Mistake("the first weight only", _first_only, "There is one slope for each weight."),
    ),
    hints=(
        "For each weight: copy the list, nudge that one entry up, and in another copy down.",
        "The slope is (loss above − loss below) / (2h). Collect them in a list.",
        "for i in range(len(weights)): above = list(weights); above[i] += h; and so on.",
    ),
)

DIAGNOSE = Exercise(
    name="diagnose_nudge",
    answer=diagnose_nudge,
    cases=tuple((report,) for report in REPORTS),
    mistakes=(
        Mistake("all sound", _says("sound"), "One report is sound. Compare the others with it."),
        Mistake(
            "a slope of 0 taken as it stands",
            exchanged(REPORTS, too_small="sound"),
            "The same weight has slope −8 in another report. Can 0.5 + 1e-17 be told from 0.5?",
        ),
        Mistake(
            "large and small exchanged",
            exchanged(REPORTS, too_large="too small", too_small="too large"),
            "A nudge of 1 walks past the bend; one of 1e-17 does not move the weight at all.",
        ),
        Mistake(
            "a kink called too large",
            exchanged(REPORTS, kink="too large"),
            "A smaller nudge gives 1 and −1 again. The curve has a corner there.",
        ),
        Mistake(
            "two weights called sound",
            exchanged(REPORTS, two_weights="sound"),
            "Two nudges went in. Whose effect is the change?",
        ),
        Mistake(
            "another row called too large",
            exchanged(REPORTS, other_row="too large"),
            "The nudge is fine. What else changed between the two readings?",
        ),
        Mistake(
            "a good slope refused",
            exchanged(REPORTS, sound="too large"),
            "The exact slope is −8. An error of 0.004 comes from the bend and does no harm.",
        ),
    ),
    hints=(
        "Ask of each report: what changed between the two readings, and how much?",
        "If only one weight changed: is the nudge far smaller than the bend, and far larger than "
        "the 16th digit?",
        "One is sound; one nudge is too large, one too small; one curve has a corner; twice "
        "something else changed as well.",
    ),
    solution="def diagnose_nudge(report):\n    return {\n"
    + "".join(f'        "{report}": "{cause}",\n' for report, cause in REPORTS.items())
    + "    }[report]",
)

EXERCISES = (CHAIN, GRADIENT, DIAGNOSE)
