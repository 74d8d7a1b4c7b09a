"""Exercises of lesson 12 to be answered by playing with the sliding window."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.verdict import RIGHT, WRONG, Verdict

STRIPE = np.array([0.0, 0, 1, 1, 1, 0, 0])  # every row of the picture


def examine_kernel(exercise, kernel):
    """Judge a kernel by its map of the stripe after ReLU: dark to bright, and nothing else."""
    try:
        kernel = np.asarray(kernel, dtype=float)
    except (TypeError, ValueError):
        kernel = np.zeros(0)
    if kernel.ndim != 2 or not all(1 <= side <= 5 for side in kernel.shape):
        return Verdict(
            WRONG,
            f"check.{exercise.name} expects the rows of a kernel of at most 5 × 5 numbers: hand in "
            f"the explorer's, as in check.{exercise.name}(sliding.kernel).",
        )
    if not np.isfinite(kernel).all():
        return Verdict(WRONG, "Every weight of the kernel must be a finite number.")
    seen = np.lib.stride_tricks.sliding_window_view(STRIPE, kernel.shape[1])
    a = np.maximum(0, (seen * kernel.sum(axis=0)).sum(axis=1))  # all rows are equal
    rises, falls = ((np.diff(sign * seen, axis=1) > 0).any(axis=1) for sign in (1, -1))
    fires = a > 0
    if not rises.any():
        return exercise.refuse("too narrow", "No window of this kernel sees two columns.")
    if (fires == rises).all():
        return Verdict(RIGHT, "Right. It fires where dark turns to bright, and nowhere else.")
    if not fires.any():
        return exercise.refuse("silent", "After ReLU nothing is left.")
    if (fires & falls & ~rises).any() and not (fires & rises).any():
        return exercise.refuse("the other direction", "It fires where bright turns to dark.")
    if (fires & ~rises).any():
        return exercise.refuse("fires elsewhere", "It also fires where nothing gets brighter.")
    return exercise.refuse("misses some places", "It is silent at a place that sees the edge.")


SOBEL = [[1, 0, -1], [2, 0, -2], [1, 0, -1]]

EXERCISES = (
    Exercise(
        name="rising_edge",
        answer=[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]],
        examine=examine_kernel,
        mistakes=(
            Mistake(
                "the other direction",
                SOBEL,
                "Which sign belongs on the side that is bright?",
            ),
            Mistake(
                "silent",
                [[0, 0, 0]] * 3,
                "Give the bright side of the edge positive weights.",
            ),
            Mistake(
                "fires elsewhere",
                [[0, 1, 1]] * 3,
                "Make the weights add up to 0, so that even areas give nothing, and let the edge "
                "from bright to dark give a negative number.",
            ),
            Mistake(
                "misses some places",
                [[0, -1, 1]] * 3,
                "The window sees the edge at two places: between its columns 1 and 2, and between "
                "2 and 3.",
            ),
            Mistake(
                "too narrow",
                [[1], [0], [-1]],
                "Choose a larger size.",
            ),
        ),
        hints=(
            "Look at the sign that the lecture's kernel gives at the edge from dark to bright.",
            "ReLU keeps positive numbers: the sign of all nine weights must turn.",
            "The left column negative, the right one positive, the middle one 0.",
        ),
        solution="[[-1, 0, 1], [-2, 0, 2], [-1, 0, 1]]",
    ),
    Exercise(
        name="silencing_bias",
        answer=-4,
        mistakes=(
            Mistake("sign dropped", 4, "A positive bias lifts every entry of the map."),
            Mistake(
                "one step too early",
                -3.5,
                "Look again: something is still above 0 there.",
            ),
            Mistake(
                "only the weak edges",
                -3,
                "That silences what is weaker than 3. The stripe's edge is stronger.",
            ),
        ),
        hints=(
            "How large is the largest entry of the map with b = 0?",
            "It is 4: a = max(0, 4 + b).",
            "4 + b must not be above 0.",
        ),
        solution="-4",
    ),
)
