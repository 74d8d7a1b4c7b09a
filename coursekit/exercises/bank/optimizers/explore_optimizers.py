"""Exercises of lesson 10 beside its explorer: momentum's edge, and one rate for three."""

import numpy as np

from coursekit.exercises.diagnosis import numbers
from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.verdict import RIGHT, WRONG, Verdict


def _arrive_together(exercise, answer):
    """Run the race with the learner's rate and say who is late or lost."""
    try:
        with np.errstate(all="ignore"):
            rate = numbers(answer)
    except Exception:
        rate = None
    if rate is None or rate.ndim or isinstance(answer, bool):
        kind = type(answer).__name__
        return Verdict(WRONG, f"Give one number, the shared learning rate; you gave a {kind}.")
    from coursekit.explorers.optimizers import explorer as race

    try:
        state = race.Optimizers.checked(lr=float(rate))
    except ValueError as problem:
        return Verdict(WRONG, str(problem))
    seen = race.frame(state, race.given())
    if seen["goal"]:
        return Verdict(RIGHT, "Right. All three come within 0.001 in at most 100 steps.")
    gone = [one["name"] for one in seen["runners"] if one["diverged"] is not None]
    late = [one["name"] for one in seen["runners"] if _late(one)]
    told = [f"Diverged: {', '.join(gone)}."] * bool(gone)
    told += [f"Not there after 100 steps: {', '.join(late)}."] * bool(late)
    return exercise.refuse("past the edge" if gone else "too careful", " ".join(told))


def _late(one):
    arrived = one["arrived"] is not None and one["arrived"] <= 100
    return one["diverged"] is None and not arrived


EXERCISES = (
    Exercise(
        name="momentum_edge",
        answer=0.095,
        tolerance=0.001,
        mistakes=(
            Mistake(
                "the edge of plain descent",
                0.05,
                "At 2/40 = 0.05 plain descent diverges. Momentum is still there: go on.",
            ),
            Mistake(
                "ten times the edge of plain descent",
                0.5,
                "It is gone long before. Come down until it stays.",
            ),
            Mistake(
                "rounded up",
                0.1,
                "There it has diverged already. Come down in small steps, to a thousandth.",
            ),
        ),
        hints=(
            "Untick the others, make the race 1000 steps long, and raise η from 0.05.",
            "Between 0.09 and 0.1: go in steps of 0.001.",
            "The theory says 2(1 + β)/k with k = 40.",
        ),
        solution="With β = 0.9 and k = 40 the edge is 2(1 + β)/k = 3.8/40 = 0.095.",
    ),
    Exercise(
        name="one_rate_for_three",
        answer=0.045,
        examine=_arrive_together,
        mistakes=(
            Mistake("too careful", 0.02, "SGD is quickest somewhat below its edge 0.05."),
            Mistake("past the edge", 0.06, "Stay below the edge of plain descent."),
        ),
        hints=(
            "SGD wants it large, for the flat floor of the ravine. How large may it be?",
            "SGD's edge is 0.05. Try rates just below.",
        ),
        solution="Rates from 0.038 to 0.048 do, a little below SGD's edge 2/40 = 0.05.",
    ),
)
