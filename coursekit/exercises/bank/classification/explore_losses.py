"""Exercise of lesson 06 beside its explorer: when squared error wakes up."""

from coursekit.exercises.exercise import Exercise, Mistake

WAKING = Exercise(
    name="waking_probability",
    answer=0.052,
    mistakes=(
        Mistake("the start of the preset", 0.002, "From there squared error does not get away."),
        Mistake("one thousandth too low", 0.051, "Read the sentence below: it is not above ½ yet."),
        Mistake(
            "cross-entropy for squared error",
            0.001,
            "Cross-entropy gets there from any start. Look at squared error.",
        ),
        Mistake("½ itself", 0.5, "It may start lower. Go down as long as it still arrives."),
        Mistake("a tenth", 0.1, "It arrives from there, but not only from there. Go down."),
    ),
    hints=(
        "Take the preset “Sure and wrong”, move the step to 30, then raise p.",
        "It lies between 0.045 and 0.06. Type numbers into the box beside the slider.",
        "At 0.051 squared error has reached 0.493 after 30 steps.",
    ),
    solution="my_start = 0.052  # 0.051 ends at 0.493, and 0.052 at 0.507",
    tolerance=3e-4,
)

EXERCISES = (WAKING,)
