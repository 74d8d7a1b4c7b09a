"""Exercises of lesson 05 beside its explorer: the edge of a rate, and a border for Huber's loss."""

from coursekit.exercises.exercise import Exercise, Mistake

RATE = Exercise(
    name="rate_of_the_sum",
    answer=1 / 110,
    mistakes=(
        Mistake("the rate of ½ Σ", 1 / 55, "With ½ the steps are half as long. Choose the sum Σ."),
        Mistake("the rate of 1/n Σ", 0.1, "That is the mean. Choose the sum Σ."),
        Mistake("the rate of 1/2n Σ", 0.2, "That is half the mean. Choose the sum Σ."),
        Mistake("a rate that flies off at once", 0.02, "Lower it until the swings stop growing."),
    ),
    hints=(
        "Look at the thick line in the last panel: does each swing reach further than the one "
        "before?",
        "It lies between 0.008 and 0.01. Type numbers into the box beside the slider.",
    ),
    solution="my_rate = 0.0091  # 2 / (curvature along m) = 2 / (2 · Σ x²) = 1 / 110",
    tolerance=3e-4,
)

BORDER = Exercise(
    name="largest_delta",
    answer=0.7,
    mistakes=(
        Mistake("the δ of the preset", 1.0, "With δ = 1 a second point is more than 0.5 away."),
        Mistake("the smallest δ, not the largest", 0.05, "Go up again, as far as the goal holds."),
        Mistake("a little too large", 0.8, "Look at the goal: it is not reached there."),
    ),
    hints=(
        "Take the preset “One slip, Huber” and move δ down until the goal is reached.",
        "It lies between 0.5 and 1.",
    ),
    solution="my_delta = 0.7  # the smaller δ, the less the slip can pull",
    tolerance=0.02,
)

EXERCISES = (RATE, BORDER)
