"""Draw a network of blocks: shrinking maps above, parameters of each block below."""

import numpy as np

from coursekit.plots.style import COLOURS, style, subplots


def draw(state, frame, given=None):
    """Draw the shapes as sheets and bars, and the parameters of each block."""
    shapes = [[state.height, state.width, state.channels]]
    names = ["input"]
    for block, done in zip(state.blocks, frame["blocks"], strict=True):
        shapes.append(done["output"])
        names.append(short(block[0]))
    with style():
        fig, (above, below) = subplots(2, 1, height=5.6, sharex=True)
        tallest = max(state.height, state.width)
        for place, (shape, name) in enumerate(zip(shapes, names, strict=True)):
            _shape(above, place, shape, tallest, place == frame["now"])
            turn = {"rotation": 40, "ha": "left"} if len(names) > 7 else {"ha": "center"}
            above.text(place, 0.6, name, va="bottom", fontsize=9, weight="bold", **turn)
        above.set(ylim=(-0.95, 1.15 if len(names) > 7 else 0.85), title="Shape after each block")
        above.axis("off")
        _counts(below, [0, *(block["parameters"] for block in frame["blocks"])])
        below.set_xticks(range(len(names)), [str(k) if k else "" for k in range(len(names))])
    return fig


def short(kind):
    """A kind of block in few letters."""
    return (
        kind.replace("Pooling2D", "Pool").replace("Average", "Avg").replace("GlobalAvg", "Global")
    )


def _shape(ax, place, shape, tallest, now):
    from matplotlib.patches import Rectangle

    edge = {"edgecolor": COLOURS["vermillion"] if now else "#333333", "linewidth": 3 if now else 1}
    if not shape:
        ax.text(place, 0, "×", ha="center", va="center", fontsize=26, color=COLOURS["vermillion"])
        return
    if len(shape) == 3:
        high, wide, face = shape[0] / tallest, 0.15 + 0.1 * np.log10(shape[2]), "#CFE3F1"
    else:
        high, wide, face = min(0.12 + 0.13 * np.log10(shape[0]) ** 2, 1.15), 0.09, "#FBE6C2"
    box = Rectangle((place - wide / 2, -high / 2), wide, high, facecolor=face, **edge)
    ax.add_patch(box)
    text = "\n× ".join(f"{n:,}" for n in shape)
    ax.text(place, -0.62, text, ha="center", va="top", fontsize=8)


def _counts(ax, counts):
    ax.bar(range(len(counts)), counts, color=COLOURS["blue"])
    for place, count in enumerate(counts):
        if place:
            ax.text(place, count, f"{count:,}", ha="center", va="bottom", fontsize=8)
    ax.set(xlabel="block", ylabel="parameters", title="Parameters of each block")
    ax.set(xlim=(-0.6, len(counts) - 0.4), ylim=(0, 1.2 * max(*counts, 1)))
