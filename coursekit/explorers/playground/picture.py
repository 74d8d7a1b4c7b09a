"""Picture of the playground: the network, a picture in every unit, and its losses."""

import numpy as np

from coursekit.explorers.playground.data import EDGE
from coursekit.plots.style import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    COLOURS,
    TRAINING,
    VALIDATION,
    figure,
    signed,
    style,
)

HALF = 0.36  # half the width of a unit's picture; units are 1 apart


def draw(state, frame, given):
    """Draw the network; below it its output over the plane, and the losses."""
    with style():
        fig = figure(6.4, 6.8)
        grid = fig.add_gridspec(2, 2, width_ratios=[4, 3], height_ratios=[4, 3])
        _network(fig.add_subplot(grid[0, :]), state, frame)
        _output(fig.add_subplot(grid[1, 0]), frame)
        _losses(fig.add_subplot(grid[1, 1]), frame)
    return fig


def scaled(values, probability):
    """Outputs on a scale from −1 to 1: a probability 1/2 becomes 0."""
    values = np.array(values)
    return 2 * values - 1 if probability else values


def _network(ax, state, frame):
    sizes = frame["sizes"]
    across = max(1.6, 1.6 * max(4, *sizes) / len(sizes))
    places = [[(across * l, (m - 1) / 2 - i) for i in range(m)] for l, m in enumerate(sizes)]
    _connections(ax, frame, places)
    for l, layer in enumerate(frame["units"]):
        kind = _kind(l, state, frame)
        for (x, y), values in zip(places[l], layer, strict=True):
            picture = scaled(values, kind == "sigmoid")
            size = 1.0 if kind in ("sigmoid", "tanh") else np.abs(picture).max() or 1.0
            box = (x - HALF, x + HALF, y - HALF, y + HALF)
            ax.imshow(picture, signed(), extent=box, vmin=-size, vmax=size)
            ax.add_patch(_frame(box))
    for (x, y), name in zip(places[0], state.features, strict=True):
        ax.text(x - HALF - 0.1, y, name.replace("**2", "²"), ha="right", va="center")
    high = max(4, *sizes) / 2
    ax.set(xlim=(-1.3, across * (len(sizes) - 1) + 0.6), ylim=(-high, high), xticks=[], yticks=[])
    ax.set(title="Weights: dashed is negative", aspect="equal")
    ax.grid(False)
    ax.spines[:].set_visible(False)


def _kind(l, state, frame):
    """The activation of layer l; the features, layer 0, have none."""
    if l == len(frame["sizes"]) - 1:
        return "sigmoid" if frame["classes"] else "linear"
    return state.activation if l else "none"


def _frame(box):
    from matplotlib.patches import Rectangle

    left, right, low, high = box
    return Rectangle((left, low), right - left, high - low, fill=False, ec="#333333", zorder=4)


def _connections(ax, frame, places):
    """A line for each weight: its width is the size, a dashed one is negative."""
    from matplotlib.collections import LineCollection

    from coursekit.explorers.playground.code import arrays

    kernels = arrays(frame["theta"], frame["sizes"])[::2]
    lines = [
        ([(x0 + HALF, y0), (x1 - HALF, y1)], kernel[j, i])
        for left, right, kernel in zip(places, places[1:], kernels, strict=False)
        for j, (x0, y0) in enumerate(left)
        for i, (x1, y1) in enumerate(right)
    ]
    ends, weights = zip(*lines, strict=True)
    look = {
        "linewidths": [min(6, 0.4 + 1.5 * abs(w)) for w in weights],
        "linestyles": ["-" if w > 0 else (0, (3, 1.5)) for w in weights],
        "colors": [CLASS_COLOURS[int(w > 0)] for w in weights],
    }
    ax.add_collection(LineCollection(ends, alpha=0.75, **look))


def _output(ax, frame):
    picture = scaled(frame["units"][-1][0], frame["classes"])
    box = (-EDGE, EDGE, -EDGE, EDGE)
    look = {"extent": box, "vmin": -1, "vmax": 1, "interpolation": "bilinear"}
    ax.imshow(picture, signed(), alpha=0.75, **look)
    rows = np.array(frame["rows"], dtype=float)
    train = np.arange(len(rows)) < frame["train_rows"]
    for part, edge in ((train, "black"), (~train, "white")):
        _points(ax, rows[part], frame["classes"], edge)
    ax.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xlabel="$x_1$", ylabel="$x_2$")
    ax.set_title("Output; black rim: training", fontsize=12)
    ax.grid(False)


def _points(ax, rows, classes, edge):
    """Circles are class 0 or a negative target, squares class 1 or a positive one.

    Where the target is a number, a large point is far from zero.
    """
    middle = 0.5 if classes else 0
    sizes = np.full(len(rows), 20) if classes else 4 + 36 * np.minimum(1, np.abs(rows[:, 2]))
    for high in (0, 1):
        chosen = (rows[:, 2] > middle) == high
        look = {"marker": CLASS_MARKERS[high], "facecolor": CLASS_COLOURS[high], "edgecolor": edge}
        ax.scatter(*rows[chosen, :2].T, s=sizes[chosen], linewidth=0.9, zorder=3, **look)


def _losses(ax, frame):
    for name, colour, dash in (("train", "black", TRAINING), ("test", "purple", VALIDATION)):
        ax.plot(frame[name], dash, color=COLOURS[colour], label=name)
    ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    ax.set_title(f"Loss up to epoch {frame['epoch']}", fontsize=12)
    ax.legend()
