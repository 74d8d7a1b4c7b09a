"""Exercises of lesson 01 to be answered by playing with the perceptron."""

from coursekit.exercises.exercise import Exercise, Mistake

EXERCISES = (
    Exercise(
        name="circle",
        answer=3,
        mistakes=(
            Mistake("the pass before", 2, "Its weights are new: after pass 1 they were others."),
            Mistake("one pass late", 4, "That is the second time they come back."),
            Mistake("the cap", 30, "The cap only ends the run. The circle closes much earlier."),
        ),
        hints=(
            "Choose the preset XOR, press Step, and watch b and w at the end of each pass.",
            "The explorer says it itself, as soon as it happens: “After pass … the weights are …”.",
        ),
        solution="circle_pass = 3  # the weights of pass 2 again: b = 1, w = (−1, 0)",
    ),
    Exercise(
        name="narrow_gap",
        answer=0.2,
        mistakes=(
            Mistake("a little too high", 0.3, "There it is 24 corrections."),
            Mistake(
                "lower than needed", 0.1, "More than 30 there too, but not for the first time."
            ),
            Mistake(
                "no line left",
                0.0,
                "There two points of different classes share a place, and the run never ends.",
            ),
        ),
        hints=(
            "Press Play until the run ends, pull the point down a little, and read the text again.",
            "Under “Own points” you can type its place exactly.",
        ),
        solution="height = 0.2  # 34 corrections; at 0.3 it is 24",
    ),
)
