"""Exercises of lesson 02 to answer by playing: a feature, and units enough, for a plane of XOR."""

from coursekit.exercises.exercise import Exercise, Mistake

_ALONE = "It looks at one input alone, and XOR is about both: tick it and press Play."

EXERCISES = (
    Exercise(
        name="xor_feature",
        answer="x1*x2",
        mistakes=(
            Mistake("the square of x1", "x1**2", _ALONE),
            Mistake("the square of x2", "x2**2", _ALONE),
            Mistake("the sine of x1", "sin x1", _ALONE),
            Mistake("the sine of x2", "sin x2", _ALONE),
            Mistake(
                "an input that was there already", "x1", "Tick one of the five boxes behind x1, x2."
            ),
        ),
        hints=(
            "Section 1 wrote XOR with −1 and +1 as a formula. Which feature is in it?",
            "Tick the boxes behind x1 and x2 one after the other, and let each run 100 epochs.",
        ),
        solution='xor_feature = "x1*x2"  # its sign is XOR, but for a minus',
    ),
    Exercise(
        name="fewest_units",
        answer=4,
        mistakes=(
            Mistake("two lines", 2, "Two lines suit the four corners, not a plane full of points."),
            Mistake("one line", 1, "That is a single neuron with another one behind it."),
            Mistake("not quite enough", 3, "From seed 0 the training loss stays near 0.2."),
            Mistake("more than needed", 5, "It works. Does it work with fewer?"),
            Mistake("many more than needed", 8, "It works. Does it work with fewer?"),
        ),
        hints=(
            "Put the stop at epoch 300, change the number of units, and press Play each time.",
            "It lies between 3 and 5.",
        ),
        solution="fewest_units = 4  # from seed 0: training loss 0.20 with 3, 0.13 with 4",
    ),
)
