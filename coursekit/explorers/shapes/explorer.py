"""A convolutional network from blocks: the shape and the parameters of each, with the formula."""

from dataclasses import dataclass

import numpy as np

from coursekit._checks import nearest
from coursekit.explorers.kit.base import Explorer
from coursekit.explorers.kit.controls import Free, Goal, Number, Preset, Question, Steps
from coursekit.explorers.kit.words import say
from coursekit.explorers.shapes.counts import not_known, work_out

#: For each kind of block its arguments: name, default, and the smallest and the largest value, or
#: the choices.
KINDS = {
    "Conv2D": (
        ("filters", 32, 1, 512),
        ("kernel_size", 3, 1, 11),
        ("strides", 1, 1, 4),
        ("padding", "valid", "valid", "same"),
    ),
    "MaxPooling2D": (("pool_size", 2, 1, 8), ("strides", 2, 1, 8)),
    "AveragePooling2D": (("pool_size", 2, 1, 8), ("strides", 2, 1, 8)),
    "GlobalAveragePooling2D": (),
    "Flatten": (),
    "Dense": (("units", 64, 1, 4096),),
    "Dropout": (("rate", 0.5, 0, 0.9),),
}
LEARNERS = ("Conv2D", "Dense")
MOST_BLOCKS = 16
BYTES = 4  # of one number in float32


@dataclass(frozen=True)
class State:
    """A network: the input picture and the blocks behind it.

    Attributes
    ----------
    height, width, channels : int
        The shape of the input picture.
    blocks : tuple of tuples
        ("Conv2D", filters, kernel_size, strides, padding), ("MaxPooling2D", pool_size, strides),
        ("Flatten",), ("Dense", units), … : the arguments in the order of `KINDS`.  Every Conv2D and
        Dense has ReLU, but the last one has none if it is a Dense: it gives the logits.
    step : int
        Number of the block that is shown in large, counted from 1; 0 is the input.
    """

    height: int = 32
    width: int = 32
    channels: int = 3
    blocks: tuple = (
        ("Conv2D", 32, 3, 1, "valid"),
        ("MaxPooling2D", 2, 2),
        ("Conv2D", 64, 3, 1, "valid"),
        ("MaxPooling2D", 2, 2),
        ("Conv2D", 64, 3, 1, "valid"),
        ("Flatten",),
        ("Dense", 64),
        ("Dense", 10),
    )
    step: int = 0


def given(data=None):
    """What the page asks for each kind of block."""
    kinds = {kind: [list(rule) for rule in rules] for kind, rules in KINDS.items()}
    return {"kinds": kinds, "most": MOST_BLOCKS}


def frame(state, given=None):
    """Shape, parameters and work of every block, and the sums of the network."""
    blocks = walk(state)
    shapes = [[state.height, state.width, state.channels], *(block["output"] for block in blocks)]
    problem = next((block["problem"] for block in blocks if block["problem"]), "")
    parameters, work, outputs = (
        sum(block[what] for block in blocks) for what in ("parameters", "work", "numbers")
    )
    network = {
        "blocks": blocks,
        "parameters": parameters,
        "work": work,
        "memory": [BYTES * parameters, BYTES * outputs],
        "output": shapes[-1],
        "last_map": [] if problem else [shape for shape in shapes if len(shape) == 3][-1],
        "problem": problem,
        "last": len(blocks),
        "now": min(state.step, len(blocks)),
        "code": "" if problem else code(state),
    }
    return network | {"goal": reached(state, network)}


def walk(state):
    """Work out block after block; those behind a block that cannot work wait."""
    shape, blocks = [state.height, state.width, state.channels], []
    for block in state.blocks:
        waits = not_known("This block waits for the one above it.")
        blocks.append(work_out(block, shape) if shape else waits)
        shape = blocks[-1]["output"]
    return blocks


def reached(state, network):
    """Whether the network is small, ends in Dense(10), and has a last map of 4 × 4."""
    return (
        (state.height, state.width, state.channels) == (32, 32, 3)
        and network["parameters"] < 50_000
        and network["last_map"][:2] == [4, 4]
        and network["output"] == [10]
        and tuple(state.blocks[-1]) == ("Dense", 10)
    )


def code(state, engine="coursekit"):
    """Lines of Python that build the network with ``engine``: "coursekit" or "keras"."""
    first = "import keras" if engine == "keras" else "from coursekit import nn as keras"
    last = max((k for k, block in enumerate(state.blocks) if block[0] in LEARNERS), default=None)
    layers = [layer_code(block, k == last) for k, block in enumerate(state.blocks)]
    shape = f"({state.height}, {state.width}, {state.channels})"
    rows = "".join(f"    keras.layers.{layer},\n" for layer in layers)
    return (
        f"{first}\n\nmodel = keras.Sequential([\n    keras.Input({shape}),\n{rows}])\n"
        "model.summary()\n"
    )


def layer_code(block, at_end):
    """One layer as Python, with only those arguments that are not Keras' own defaults."""
    kind, *args = block
    if kind == "Conv2D":
        filters, f, s, padding = args
        strides = f", strides={s}" if s != 1 else ""
        same = ', padding="same"' if padding == "same" else ""
        return f'Conv2D({filters}, {f}{strides}{same}, activation="relu")'
    if kind in ("MaxPooling2D", "AveragePooling2D"):
        f, s = args
        return f"{kind}({f}, strides={s})" if s != f else f"{kind}({f})"
    if kind == "Dense":
        return f"Dense({args[0]})" if at_end else f'Dense({args[0]}, activation="relu")'
    return f"{kind}({say(args[0])})" if args else f"{kind}()"


def describe(state, frame, given=None):
    """The network in one or two sentences."""
    picture = f"{state.height} × {state.width} × {state.channels}"
    if frame["problem"]:
        number = next(k for k, block in enumerate(frame["blocks"], start=1) if block["problem"])
        stuck = f"A picture of {picture} gets stuck at block {number}. {frame['problem']}"
        return stuck + lit(state, frame)
    if not frame["blocks"]:
        return f"A picture of {picture} and no block yet: add one."
    weights, outputs = frame["memory"]
    return (
        f"A picture of {picture} becomes {' × '.join(f'{n:,}' for n in frame['output'])} through "
        f"{len(frame['blocks'])} blocks: {frame['parameters']:,} parameters ({bytes_of(weights)}), "
        f"{frame['work']:,} multiply-adds and {bytes_of(outputs)} of outputs for one picture."
        + lit(state, frame)
    )


def lit(state, frame):
    """A sentence about the block that is shown in large."""
    k = frame["now"] - 1
    if k < 0 or frame["blocks"][k]["problem"]:
        return ""
    block = frame["blocks"][k]
    shape = " × ".join(f"{n:,}" for n in block["output"])
    return (
        f" Block {k + 1}, {state.blocks[k][0]}, gives {shape}: {block['parameters']:,} parameters."
    )


def bytes_of(count):
    """A count of bytes in kB (1,000 bytes) or MB."""
    return f"{say(count / 1e6)} MB" if count >= 1e6 else f"{say(count / 1e3)} kB"


def check_blocks(value):
    """Return blocks as a tuple of tuples, each argument in its range."""
    if not isinstance(value, (list, tuple)) or len(value) > MOST_BLOCKS:
        raise ValueError(f"blocks must be a list of at most {MOST_BLOCKS} blocks, got {value!r}.")
    return tuple(_check_block(block) for block in value)


def _check_block(block):
    if not isinstance(block, (list, tuple)) or not block:
        raise ValueError(f"a block must be a list such as ['Dense', 64], got {block!r}.")
    kind, *args = block
    wanted = KINDS[nearest(kind, KINDS, "block")]
    if len(args) != len(wanted):
        names = ", ".join(name for name, *_ in wanted) or "no arguments"
        raise ValueError(f"{kind} takes {names}, got {args!r}.")
    return (kind, *(_argument(kind, rule, x) for rule, x in zip(wanted, args, strict=True)))


def _argument(kind, rule, value):
    name, default, *ends = rule
    if isinstance(default, str):
        return nearest(value, ends, f"{name} of {kind}")
    return Number(name, kind, *ends, whole=isinstance(default, int)).check(value)


def shape_of(pictures):
    """Height, width and channels of an array of pictures."""
    shape = np.shape(pictures)
    if len(shape) == 3:
        shape = (*shape, 1)
    if len(shape) != 4:
        raise ValueError(
            "data must be pictures of shape (n, height, width, channels) or (n, height, width), "
            f"got {shape}."
        )
    return dict(zip(("height", "width", "channels"), shape[1:], strict=True))


CONTROLS = (
    Number("height", "height", 1, 256, 1, whole=True, unit="pixels"),
    Number("width", "width", 1, 256, 1, whole=True, unit="pixels"),
    Number("channels", "channels", 1, 16, 1, whole=True),
    Steps("step", "block", last=MOST_BLOCKS, per_second=1),
    Free("blocks", "blocks", rule=check_blocks),
)

LENET = (
    ("Conv2D", 6, 5, 1, "same"),
    ("AveragePooling2D", 2, 2),
    ("Conv2D", 16, 5, 1, "valid"),
    ("AveragePooling2D", 2, 2),
    ("Flatten",),
    ("Dense", 120),
    ("Dense", 84),
    ("Dense", 10),
)
PRESETS = (
    Preset(
        "The classic network",
        State(step=3),
        "Lecture 002: 122,570 parameters, and more than half of them in one dense layer.",
    ),
    Preset(
        "Like LeNet",
        State(28, 28, 1, LENET, step=3),
        "LeCun's network of 1998 for handwritten digits, here with ReLU: 61,706 parameters do.",
    ),
    Preset(
        "One block too deep",
        State(blocks=(*State().blocks[:5], ("MaxPooling2D", 2, 2), ("Conv2D", 64, 3, 1, "valid"),
                      *State().blocks[5:]), step=7),
        "Every block without a border takes pixels away: the last window no longer fits.",
    ),
    Preset(
        "Means instead of a giant",
        State(blocks=(*State().blocks[:5], ("GlobalAveragePooling2D",), ("Dense", 10)), step=6),
        "One mean for each map in the place of Flatten and Dense(64): 65,600 parameters are gone.",
    ),
    Preset(
        "Only dense",
        State(blocks=(("Flatten",), ("Dense", 40), ("Dropout", 0.5), ("Dense", 10)), step=2),
        "As many parameters as the classic network, few products, and no idea of neighbours.",
    ),
)  # fmt: skip

QUESTION = Question(
    "Which block of the classic network has the most work: the most products for one picture?",
    (
        "the first Dense: it has the most parameters, 65,600",
        "the second Conv2D: 18,496 parameters, used at 13 × 13 places",
        "the third Conv2D: 36,928 parameters, used at 4 × 4 places",
    ),
    1,
    "13·13 places times 18,432 weights are 3.1 million products; the Dense makes only 65,536.",
)
GOAL = Goal(
    "For pictures of 32 × 32 × 3: fewer than 50,000 parameters, a last map of 4 × 4, and Dense(10) "
    "at the end."
)

WIDE = (("Dropout", 0.05), ("Conv2D", 512, 11, 4, "same"), ("MaxPooling2D", 8, 8))
#: States on which the page must compute what Python computes: presets, extremes, impossible ones.
GOLDENS = (
    *(preset.state for preset in PRESETS),
    *(State(step=k) for k in (0, 3, 7, 16)),
    State(blocks=()),
    State(1, 1, 1, (("Conv2D", 1, 1, 1, "valid"), ("Flatten",), ("Dense", 1))),
    State(1, 256, 16, (*WIDE, ("Flatten",), ("Flatten",), ("Dense", 4096))),
    State(256, 256, 16, (("Conv2D", 512, 11, 1, "same"),) * 3),
    State(256, 255, 3, (("AveragePooling2D", 3, 2), ("Dense", 7), ("GlobalAveragePooling2D",))),
    State(5, 9, 2, (("Conv2D", 4, 2, 3, "same"), ("Conv2D", 4, 3, 1, "valid"))),
    State(5, 4, 2, (("Conv2D", 4, 5, 1, "valid"), ("Dense", 3))),
    State(5, 5, 2, (("Conv2D", 4, 5, 4, "valid"), ("Dropout", 0.35), ("Dense", 3))),
    State(8, 8, 1, (("Flatten",), ("MaxPooling2D", 2, 1), ("Flatten",))),
    State(8, 8, 1, (("MaxPooling2D", 8, 1), ("MaxPooling2D", 2, 2))),
    State(64, 64, 3, (("Conv2D", 8, 7, 2, "same"), ("MaxPooling2D", 3, 2)) * 2, step=9),
    State(blocks=(("Conv2D", 16, 3, 1, "valid"), ("MaxPooling2D", 2, 2)) * 2
          + (("Conv2D", 32, 3, 1, "valid"), ("Flatten",), ("Dense", 10))),
)  # fmt: skip


class Shapes(Explorer):
    """A convolutional network from blocks.

    Parameters
    ----------
    data : array (n, height, width, channels) or (n, height, width), optional
        Own pictures: only their shape is taken.
    **settings
        Fields of `State`.
    """

    NAME, TITLE = "shapes", "A network from blocks"
    ABOUT = "A convolutional network from blocks, with the shape and the parameters of each."
    State, CONTROLS, PRESETS, QUESTION, GOAL = State, CONTROLS, PRESETS, QUESTION, GOAL
    GOLDENS = GOLDENS
    given, frame, describe = staticmethod(given), staticmethod(frame), staticmethod(describe)

    def __init__(self, data=None, **settings):
        super().__init__(**({} if data is None else shape_of(data)) | settings)

    def code(self, engine="coursekit"):
        """Return Python that builds the network with ``"coursekit"`` or ``"keras"``."""
        nearest(engine, ("coursekit", "keras"), "engine")
        if self.numbers["problem"]:
            raise ValueError(f"there is no code for this network: {self.numbers['problem']}")
        return code(self.state, engine)
