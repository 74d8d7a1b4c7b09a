"""Exercise of lesson 07 beside its explorer: how many decimals learning needs."""

from coursekit.exercises.exercise import Exercise, Mistake

EXERCISES = (
    Exercise(
        name="decimals_to_learn",
        answer=4,
        mistakes=(
            Mistake(
                "one decimal too few",
                3,
                "With three decimals ∂E/∂w1 is 0.009, and 0.5 − 0.01 · 0.009 is written 0.500.",
            ),
            Mistake(
                "the digits of the derivative",
                2,
                "The derivative is still seen, but the step is η times as long. Look at w1'.",
            ),
            Mistake(
                "one decimal too many",
                5,
                "The weight moves, but it also moves with fewer decimals.",
            ),
            Mistake(
                "the digits that the course shows",
                6,
                "The weight moves, but it also moves with fewer decimals.",
            ),
        ),
        hints=(
            "Choose the network one neuron and round half to even; go to the line of w1'.",
            "Move the decimals up from 1, and compare w1' with w1 = 0.5.",
            "With three decimals w1' is 0.500. One more?",
        ),
        solution="With 4 decimals w1' is 0.4999, for the first time not 0.5.",
    ),
)
