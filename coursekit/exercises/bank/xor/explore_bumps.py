"""Exercise of lesson 02 to be answered by playing with hinges."""

from coursekit.exercises.exercise import Exercise, Mistake

EXERCISES = (
    Exercise(
        name="tent",
        answer=[4, -8, 4],
        mistakes=(
            Mistake(
                "flat after the top", [4, -4, 0], "At the top the slope must turn from up to down."
            ),
            Mistake(
                "it falls for ever", [4, -8, 0], "After 0.75 the sum must be level: one bend more."
            ),
            Mistake(
                "a bend to the wrong side",
                [4, -8, -4],
                "At 0.75 a falling line becomes level: does its slope grow or shrink?",
            ),
            Mistake(
                "half as high",
                [2, -4, 2],
                "The form is right; look at the height of the top.",
            ),
            Mistake("upside down", [-4, 8, -4], "The tent stands up: the first slope is positive."),
            Mistake(
                "slopes for changes of slope",
                [4, -4, 4],
                "Each number is the *change* of the slope at a hinge: from 4 to −4 it is more.",
            ),
        ),
        hints=(
            "Choose the curve “tent” and place the hinges at 0.25, 0.5 and 0.75.",
            "From 0.25 to 0.5 the tent climbs by 1. How steep is that?",
            "The slopes are 0, 4, −4 and 0; each hinge gives the difference of two of them.",
        ),
        solution="tent_weights = [4, -8, 4]  # slopes 0, 4, −4, 0",
    ),
)
