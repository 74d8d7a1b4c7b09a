"""Exercises of lesson 00: the first things every learner measures."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake


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
)
