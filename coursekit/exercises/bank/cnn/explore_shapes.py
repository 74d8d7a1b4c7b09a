"""Exercises of lesson 13 to be answered by playing with a network from blocks."""

from coursekit import nn
from coursekit.exercises.exercise import Exercise, Mistake
from coursekit.exercises.verdict import RIGHT, WRONG, Verdict

MOST_PARAMETERS = 50_000


def examine_blocks(exercise, blocks):
    """Judge a network for 32 × 32 × 3: few parameters, a last map of 4 × 4, ten outputs."""
    try:
        layers = [getattr(nn.layers, kind)(*arguments) for kind, *arguments in blocks]
    except (TypeError, ValueError, AttributeError):
        return Verdict(
            WRONG,
            f"check.{exercise.name} expects a list of blocks: hand in the explorer's, as in "
            f"check.{exercise.name}(builder.blocks).",
        )
    try:
        model = nn.Sequential([nn.Input((32, 32, 3)), *layers])
    except ValueError as error:
        return exercise.refuse("it gets stuck", str(error))
    shapes = [(32, 32, 3), *(layer.output_shape[1:] for layer in model.layers)]
    side = [shape for shape in shapes if len(shape) == 3][-1][:2]
    if not layers or blocks[-1][0] != "Dense" or shapes[-1] != (10,):
        said = f"It ends in the shape {shapes[-1]}."
        return exercise.refuse("not ten outputs at the end", said)
    if side != (4, 4):
        said = f"Its last map has {side[0]} × {side[1]} pixels."
        return exercise.refuse("another last map", said)
    number = model.count_params()
    if number >= MOST_PARAMETERS:
        return exercise.refuse("too many parameters", f"It has {number:,} parameters.")
    return Verdict(RIGHT, f"Right. {number:,} parameters, and the last map has 4 × 4 pixels.")


def _classic(*filters, end=(("Flatten",), ("Dense", 10))):
    """Convolutions of 3 × 3, each but the last followed by a pooling of 2 × 2."""
    convolutions = [("Conv2D", k, 3, 1, "valid") for k in filters]
    body = [block for each in convolutions for block in (each, ("MaxPooling2D", 2, 2))]
    return [*body[:-1], *end]


EXERCISES = (
    Exercise(
        name="blocks_below_50000",
        answer=_classic(16, 32, 32),
        examine=examine_blocks,
        mistakes=(
            Mistake(
                "too many parameters",
                _classic(32, 64, 64, end=(("Flatten",), ("Dense", 64), ("Dense", 10))),
                "Which block has the most? Can it be smaller, or do without?",
            ),
            Mistake(
                "another last map",
                _classic(16, 32),
                "Count the side from block to block; a pooling halves it.",
            ),
            Mistake(
                "not ten outputs at the end",
                _classic(16, 32, 32, end=(("Flatten",),)),
                "The last block must be Dense with 10 units, behind Flatten.",
            ),
            Mistake(
                "it gets stuck",
                _classic(8, 8, 8, 8, 8),
                "The explorer says beside the block what does not fit.",
            ),
        ),
        hints=(
            "Start from the classic network: its last map has 4 × 4 pixels already.",
            "Its first Dense holds 65,600 parameters. What happens without it?",
            "Without it 66,570 are left. Halve the filters of the last Conv2D.",
        ),
        solution="""
[
    ["Conv2D", 16, 3, 1, "valid"], ["MaxPooling2D", 2, 2],
    ["Conv2D", 32, 3, 1, "valid"], ["MaxPooling2D", 2, 2],
    ["Conv2D", 32, 3, 1, "valid"], ["Flatten"], ["Dense", 10],
]
""",
    ),
    Exercise(
        name="smallest_picture",
        answer=18,
        mistakes=(
            Mistake("one pixel too small", 17, "At that size a block says that it does not fit."),
            Mistake(
                "the poolings forgotten",
                7,
                "Three convolutions take away 6 pixels, but two poolings halve the side between.",
            ),
            Mistake(
                "still a smaller one",
                20,
                "Pull the height and the width one pixel further down: does every block still fit?",
            ),
            Mistake(
                "the usual size",
                32,
                "That is the size it was made for. Pull height and width down together.",
            ),
        ),
        hints=(
            "Pull height and width down together until a block complains.",
            "The last convolution needs a picture of 3 × 3. Which side must come before it?",
            "Backwards: 3, so 6 before the pooling, 8 before the convolution, 16, …",
        ),
        solution="18",
    ),
)
