"""Exercises of lesson 10 to answer by playing: when Adam wins the spiral, and momentum's rate."""

from coursekit.exercises.exercise import Exercise, Mistake

EXERCISES = (
    Exercise(
        name="adam_epoch",
        answer=158,
        mistakes=(
            Mistake("plain SGD", 500, "That is where the training ends. Choose Adam, with 0.03."),
            Mistake("another rate: 0.01", 172, "That is Adam with η = 0.01. Take 0.03."),
            Mistake("another rate: 0.1", 41, "That is Adam with η = 0.1. Take 0.03."),
        ),
        hints=(
            "Set “stop at test loss” to 0.05, choose Adam, and press Play.",
            "The sentence below the controls tells the epoch. It is between 150 and 170.",
        ),
        solution="adam_epoch = 158",
    ),
    Exercise(
        name="momentum_rate",
        answer=0.1,
        mistakes=(
            Mistake("too slow", 0.003, "After 500 epochs its test loss is still near 0.5."),
            Mistake("nearly", 0.01, "It comes to 0.13 and no further."),
            Mistake("Adam's rate", 0.03, "It comes to 0.14 and then rises: overfitting."),
            Mistake("too fast", 0.3, "It jumps about; its test loss stays above 0.3."),
        ),
        hints=(
            'w.optimizer = "momentum", then w.sweep("lr", [...], epochs=500).',
            "In the table look for the row whose ending is “loss”.",
        ),
        solution="momentum_rate = 0.1  # test loss below 0.05 at epoch 70",
    ),
)
