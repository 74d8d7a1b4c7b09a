"""Exercise of lesson 09 beside its explorer: the first learning rate that diverges."""

from coursekit.exercises.exercise import Exercise, Mistake

EXERCISES = (
    Exercise(
        name="diverging_rate",
        answer=0.8,
        tolerance=0.01,
        mistakes=(
            Mistake(
                "arrives in one step",
                0.4,
                "There one step lands on the lowest point. Go on until the steps grow.",
            ),
            Mistake(
                "the edge of k = 1",
                2.0,
                "That is the edge for k = 1. Set the curvature to 2.5.",
            ),
            Mistake(
                "upside down",
                1.25,
                "This walk diverges, but smaller rates do so as well. Is it 2/k or k/2?",
            ),
        ),
        hints=(
            "Raise η until the walk swings, and go on until the swings no longer shrink.",
            "Each step multiplies the distance by 1 − ηk. When is that larger than 1 in size?",
            "The edge is 2/k.",
        ),
        solution="The edge is 2/k = 2/2.5 = 0.8.",
    ),
)
