"""Exercises of lesson 02 to be answered by playing with the folded plane."""

import numpy as np

from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.verdict import RIGHT, WRONG, Verdict
from coursekit.machines.gates import XOR, binary_inputs

LEAST_ANGLE = 30


def examine_lines(exercise, weights):
    """Judge the four arrays of a 2-2-1 network of step units: XOR, and two lines that meet."""
    try:
        W1, b1, W2, b2 = (np.asarray(part, dtype=float) for part in weights)
        h = (binary_inputs(2) @ W1.reshape(2, 2) + b1.reshape(2) > 0).astype(float)
        y = (h @ W2.reshape(2) + b2.reshape(1) > 0).astype(int)
    except (TypeError, ValueError):
        return Verdict(
            WRONG,
            f"check.{exercise.name} expects the four arrays of a 2-2-1 network: hand in the "
            f"explorer's, as in check.{exercise.name}(plane.weights()).",
        )
    right = int((y == XOR(binary_inputs(2))).sum())
    if right < 4:
        return exercise.refuse("not yet XOR", f"With step units {right} of 4 rows are right.")
    (u1, u2), (v1, v2) = W1.T
    angle = np.degrees(np.arctan2(abs(u1 * v2 - u2 * v1), abs(u1 * v1 + u2 * v2)))
    said = f"All four rows are right, and the lines meet at {angle:.0f}°."
    if angle < LEAST_ANGLE:
        return exercise.refuse("nearly parallel", said)
    return Verdict(RIGHT, f"Right. {said}")


BY_HAND = [[[2, -1], [2, -1]], [-1, 1.5], [[1], [1]], [-1.5]]  # OR, NAND and AND

EXERCISES = (
    Exercise(
        name="meeting_lines",
        answer=[[[2, -0.7], [1.2, -2]], [-0.6, 2.3], [[1], [1]], [-1.5]],
        examine=examine_lines,
        mistakes=(
            Mistake(
                "nearly parallel",
                BY_HAND,
                f"Turn one line until they meet at {LEAST_ANGLE}° or more: it may come close to "
                "the corners, as long as it still cuts off only one.",
            ),
            Mistake(
                "not yet XOR",
                [[[2, -1], [2, 0]], [-1, 0.5], [[1], [1]], [-1.5]],
                "Each line has to cut off one corner, and the two corners must be opposite.",
            ),
        ),
        hints=(
            "Begin with the preset “OR and NAND”. Which corner does each line cut off?",
            "A line that cuts off one corner may be turned by nearly 45° to either side.",
            "Turn the one to one side and the other to the other.",
        ),
        solution="[[[2, -0.7], [1.2, -2]], [-0.6, 2.3], [[1], [1]], [-1.5]]",
    ),
    Exercise(
        name="never_angle",
        answer=90,
        tolerance=1e-3,
        mistakes=(
            Mistake("each line alone", 45, "That is how far one line can turn. There are two."),
            Mistake("the goal's angle", 30, "They can meet at far more than that: go on turning."),
            Mistake("a full turn", 180, "Lines that meet at 180° are parallel."),
        ),
        hints=(
            "Turn both lines as far as XOR allows, and watch the angle in the text.",
            "A line that cuts off (0, 0) falls from left to right, and so does the other one. "
            "How steep, how flat can such lines be?",
        ),
        solution="limit = 90  # one nearly level, one nearly upright, and never quite",
    ),
)
