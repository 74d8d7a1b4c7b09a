"""Picture of the playground: the network, a picture in every unit, and its losses."""

import numpy as np

from coursekit.explore.field_data import EDGE

from ..perceptron import CLASS_COLOURS, CLASS_MARKERS
from ..style import COLOURS, figure, style

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


def colour_map():
    """Blue for low or negative, as class 0 has it, white between, vermillion for high."""
    from matplotlib.colors import LinearSegmentedColormap

    ends = [CLASS_COLOURS[0], "white", CLASS_COLOURS[1]]
    return LinearSegmentedColormap.from_list("field", ends)


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
        sigmoid = (l == len(sizes) - 1 and frame["classes"]) or (
            0 < l < len(sizes) - 1 and state.activation == "sigmoid"
        )
        for (x, y), values in zip(places[l], layer, strict=True):
            picture = scaled(values, sigmoid)
            size = np.abs(picture).max() if l == 0 or state.activation == "relu" else 1.0
            box = (x - HALF, x + HALF, y - HALF, y + HALF)
            ax.imshow(picture, colour_map(), extent=box, vmin=-(size or 1), vmax=size or 1)
            ax.add_patch(_frame(box))
    for (x, y), name in zip(places[0], state.features, strict=True):
        ax.text(x - HALF - 0.1, y, name.replace("**2", "²"), ha="right", va="center")
    high = max(4, *sizes) / 2
    ax.set(xlim=(-1.3, across * (len(sizes) - 1) + 0.6), ylim=(-high, high), xticks=[], yticks=[])
    ax.set(title="Weights: dashed is negative", aspect="equal")
    ax.grid(False)
    ax.spines[:].set_visible(False)


def _frame(box):
    from matplotlib.patches import Rectangle

    left, right, low, high = box
    return Rectangle((left, low), right - left, high - low, fill=False, ec="#333333", zorder=4)


def _connections(ax, frame, places):
    """A line for each weight: its width is the size, a dashed one is negative."""
    from coursekit.explore.field_code import arrays

    for l, kernel in enumerate(arrays(frame["theta"], frame["sizes"])[::2]):
        for j, i in np.ndindex(kernel.shape):
            (x0, y0), (x1, y1) = places[l][j], places[l + 1][i]
            w = kernel[j, i]
            ax.plot(
                [x0 + HALF, x1 - HALF],
                [y0, y1],
                linewidth=min(6, 0.4 + 1.5 * abs(w)),
                linestyle="-" if w > 0 else (0, (3, 1.5)),
                color=CLASS_COLOURS[int(w > 0)],
                alpha=0.75,
            )


def _output(ax, frame):
    picture = scaled(frame["units"][-1][0], frame["classes"])
    box = (-EDGE, EDGE, -EDGE, EDGE)
    look = {"extent": box, "vmin": -1, "vmax": 1, "interpolation": "bilinear"}
    ax.imshow(picture, colour_map(), alpha=0.75, **look)
    rows = np.array(frame["rows"], dtype=float)
    train = np.arange(len(rows)) < frame["train_rows"]
    for part, edge in ((train, "black"), (~train, "white")):
        _points(ax, rows[part], frame["classes"], edge)
    ax.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE), xlabel="$x_1$", ylabel="$x_2$")
    ax.set_title("Output; black rim: training", fontsize=12)
    ax.grid(False)


def _points(ax, rows, classes, edge):
    look = {"s": 20, "edgecolor": edge, "linewidth": 0.9, "zorder": 3}
    if not classes:
        ends = {"vmin": -1, "vmax": 1, "cmap": colour_map()}
        ax.scatter(rows[:, 0], rows[:, 1], c=rows[:, 2], marker="o", **ends, **look)
        return
    for label in (0, 1):
        chosen = rows[rows[:, 2] == label]
        look |= {"marker": CLASS_MARKERS[label], "facecolor": CLASS_COLOURS[label]}
        ax.scatter(chosen[:, 0], chosen[:, 1], **look)


def _losses(ax, frame):
    for name, colour, dash in (("train", "black", "-"), ("test", "purple", "--")):
        ax.plot(frame[name], dash, color=COLOURS[colour], label=name)
    ax.set(xlabel="epoch", ylabel="loss", ylim=(0, None))
    ax.set_title(f"Loss up to epoch {frame['epoch']}", fontsize=12)
    ax.legend()
