"""Exercise of lesson 08 to answer by playing: at which depth sigmoids stop learning."""

from coursekit.exercises.exercise import Exercise, Mistake

EXERCISES = (
    Exercise(
        name="sigmoid_depth",
        answer=3,
        mistakes=(
            Mistake("it is only slow", 2, "With two layers it waits, and then learns: play on."),
            Mistake("one too many", 4, "Four layers stand still. Do three move?"),
            Mistake(
                "no hidden layer", 0, "That network fails for another reason: it draws one line."
            ),
            Mistake("a network that learns", 1, "With one hidden layer the loss falls to 0.09."),
        ),
        hints=(
            "Begin with one layer, press Play up to epoch 300, then More layers, 8 units in each.",
            "Read the training loss, not the picture: it should be near 0.69 still.",
        ),
        solution="sigmoid_depth = 3  # training loss at epoch 300: 0.09, 0.06, 0.69, 0.69",
    ),
)
