"""Exercises of lesson 00: the first things every learner measures."""

import numpy as np

from coursekit.exercises.bank.matching import examine_choices, instead
from coursekit.exercises.exercise import Exercise, Mistake

CURVES = {
    "A": "more examples",
    "B": "another model",
    "C": "measure on new data",
    "D": "leave it",
}


def accuracy(y_true, y_pred):
    return np.mean(np.asarray(y_true) == np.asarray(y_pred))


_RNG = np.random.default_rng(0)

EXERCISES = (
    Exercise(
        name="accuracy",
        answer=accuracy,
        cases=(
            ([1], [1]),
            ([1], [0]),
            ([0, 0, 0, 1], [0, 0, 1, 1]),
            (np.array([2, 0, 1]), np.array([2, 1, 1])),
            (_RNG.integers(0, 2, 50), _RNG.integers(0, 2, 50)),
        ),
        mistakes=(
            Mistake(
                "counted instead of averaged",
                lambda y_true, y_pred: np.sum(np.asarray(y_true) == np.asarray(y_pred)),
                "A count grows with the number of examples; divide by it.",
            ),
            Mistake(
                "error rate for accuracy",
                lambda y_true, y_pred: np.mean(np.asarray(y_true) != np.asarray(y_pred)),
                "You measured the share of wrong answers; accuracy is the share of right ones.",
            ),
            Mistake(
                "a percentage",
                lambda y_true, y_pred: 100 * np.mean(np.asarray(y_true) == np.asarray(y_pred)),
                "Accuracy is a fraction between 0 and 1 here.",
            ),
            Mistake(
                "one answer per example",
                lambda y_true, y_pred: np.asarray(y_true) == np.asarray(y_pred),
                "You have compared every pair. Now take the mean: true counts as 1, false as 0.",
            ),
            Mistake(
                "only the ones counted",
                lambda y_true, y_pred: np.mean(
                    (np.asarray(y_true) == 1) & (np.asarray(y_pred) == 1)
                ),
                "A right 0 counts as much as a right 1.",
            ),
        ),
        hints=(
            "Compare the two lists entry by entry: how many pairs agree?",
            "With NumPy arrays, `a == b` gives True or False for every pair.",
            "The mean of True and False values is the share of True: np.mean(a == b).",
        ),
    ),
    Exercise(
        name="read_curves",
        answer=CURVES,
        examine=examine_choices,
        mistakes=(
            Mistake(
                "a training score believed",
                instead(CURVES, C="leave it"),
                "Team C knows only how its model does on pictures it has learned from.",
            ),
            Mistake(
                "more data for two equal scores",
                instead(CURVES, B="more examples"),
                "In B ten times the data left both accuracies where they were.",
            ),
            Mistake(
                "a perfect training score",
                instead(CURVES, A="leave it"),
                "Team A is perfect only where it has seen the answers: compare with new pictures.",
            ),
            Mistake(
                "another model while the gap closes",
                instead(CURVES, A="another model"),
                "Look at what ten times the data did to the accuracy on new pictures in A.",
            ),
            Mistake(
                "more data with nothing left to gain",
                instead(CURVES, D="more examples"),
                "In D both accuracies are high and nearly equal. What could more pictures add?",
            ),
            Mistake(
                "a test where there is one",
                instead(CURVES, B="measure on new data"),
                "Team B has measured on new data already; its problem lies elsewhere.",
            ),
        ),
        hints=(
            "Compare two numbers first: accuracy on training pictures and on new ones.",
            "A gap that closes with more data asks for more data; two equal low scores do not.",
            "One team has a gap that closes, one has two low scores, one no second score at all.",
        ),
        solution=f"my_advice = {CURVES!r}",
    ),
)
