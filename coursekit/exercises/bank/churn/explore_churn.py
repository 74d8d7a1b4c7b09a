"""Exercises of lesson 11 to be answered by playing with one customer."""

from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.verdict import RIGHT, WRONG, Verdict


def examine_changes(exercise, changes):
    """Judge changes of the customer "likely to leave": at most two, and a probability below 0.2."""
    if not isinstance(changes, dict):
        return Verdict(
            WRONG,
            f"check.{exercise.name} expects the changed facts by name, as in "
            f'check.{exercise.name}({{"age": 40}}).',
        )
    from coursekit.explorers.churn.explorer import FIXED, Churn, State, frame

    try:
        now = frame(Churn.checked(State(), **changes), Churn.given())
    except (TypeError, ValueError) as error:
        return Verdict(WRONG, str(error))
    said = f"The network says {now['p']:.2f} after {len(now['changed'])} changes."
    if any(name in FIXED for name in now["changed"]):
        return exercise.refuse("what must stay", said)
    if len(now["changed"]) > 2:
        return exercise.refuse("too many changes", said)
    if not now["goal"]:
        return exercise.refuse("not below 0.2", said)
    return Verdict(RIGHT, f"Right. {said} That moves the model; the customer may see it otherwise.")


EXERCISES = (
    Exercise(
        name="moved_model",
        answer={"products": 2, "balance": 0.0},
        examine=examine_changes,
        mistakes=(
            Mistake(
                "what must stay",
                {"age": 30.0},
                "Age, country, gender and years with the bank are not the bank's to change.",
            ),
            Mistake(
                "too many changes",
                {"products": 2, "balance": 0.0, "active": True},
                "Two are enough. Which two move the most?",
            ),
            Mistake(
                "not below 0.2",
                {"products": 2},
                "Look at the curves of the other facts now, after the first change.",
            ),
        ),
        hints=(
            "Choose one fact after the other under “curve of”: which curves come far down?",
            "The number of products does much, and not everything.",
            "Change the number of products first, then look at the curve of the balance.",
        ),
        solution='changes = {"products": 2, "balance": 0}',
    ),
    Exercise(
        name="likeliest_age",
        answer=47,
        mistakes=(
            Mistake("next to it", 48, "Nearly: compare the numbers above the curve at both ages."),
            Mistake("next to it", 46, "Nearly: compare the numbers above the curve at both ages."),
            Mistake("the customer's own age", 77, "That is the age now. Drag the point along."),
            Mistake("the oldest", 92, "The curve has a top, and it is not at the end."),
            Mistake(
                "the tick taken away", 82, "That is the top for the inactive. Tick “active member”."
            ),
        ),
        hints=(
            "Take the preset “Older and active”, choose the curve of the age, and drag the point.",
            "The top lies between 45 and 50 years.",
            "Compare the numbers above the curve at 46, 47 and 48.",
        ),
        solution="top_age = 47",
    ),
)
