"""Picture of the XOR explorer: the inputs, the hidden layer and the training."""

import numpy as np

from coursekit.explorers.xor.explorer import row
from coursekit.plots.perceptron import boundary
from coursekit.plots.style import CLASS_COLOURS, CLASS_MARKERS, COLOURS, POSITIVE, figure, style

PAIR = (COLOURS["green"], COLOURS["purple"])


def draw(state, frame):
    """Draw the hidden lines in the input plane, the folded plane, and the loss where it exists."""
    trained = bool(frame["losses"])
    fig = figure(height=6.4 if trained else 3.9)
    with style():
        rows = [["inputs", "hidden"], ["losses", "losses"]] if trained else [["inputs", "hidden"]]
        axes = fig.subplot_mosaic(rows, height_ratios=(3, 2) if trained else (1,))
        _inputs(axes["inputs"], state, frame)
        _hidden(axes["hidden"], state, frame)
        if trained:
            _losses(axes["losses"], frame)
    return fig


def _inputs(ax, state, frame):
    low, high = (-0.5, 1.5) if state.table == "0 and 1" else (-2, 2)
    _square(ax, low, high, "$x_1$", "$x_2$", "Two lines")
    grid = np.linspace(low, high, 60)
    sums = [[row(frame["weights"], x1, x2, 0, state)["S"][2] for x1 in grid] for x2 in grid]
    _tint(ax, grid, sums)
    for k, name in enumerate(("hidden 1", "hidden 2")):
        line = frame["weights"][3 * k : 3 * k + 3]
        boundary(ax, line, colour=PAIR[k], width=2.6, linestyle="-" if k == 0 else "--", label=name)
    _rows(ax, frame, "x")
    if ax.get_legend_handles_labels()[0]:  # a neuron with two zero weights has no line
        place = {"loc": "upper center", "bbox_to_anchor": (0.5, -0.2)}
        ax.legend(ncols=2, fontsize=11, handlelength=1, **place)


def _hidden(ax, state, frame):
    wide = state.units == "tanh" or (state.units == "step" and state.table != "0 and 1")
    low, high = (-1.4, 1.4) if wide else (-0.3, 1.3)
    _square(ax, low, high, "$h_1$", "$h_2$", "Folded")
    grid = np.linspace(low, high, 60)
    b3, w5, w6 = frame["weights"][6:]
    _tint(ax, grid, b3 + w5 * grid[None, :] + w6 * grid[:, None])
    boundary(ax, (b3, w5, w6), label="output")
    _rows(ax, frame, "h")


def _square(ax, low, high, xlabel, ylabel, title):
    ax.set(xlim=(low, high), ylim=(low, high), xlabel=xlabel, ylabel=ylabel, title=title)
    ax.set_aspect("equal")
    ax.locator_params(nbins=5)


def _tint(ax, grid, sums):
    """Tint where the network answers yes."""
    positive = (np.asarray(sums) > 0).astype(float)
    ax.contourf(grid, grid, positive, levels=[0.5, 1.5], colors=[POSITIVE], alpha=0.14)


def _rows(ax, frame, key):
    """Mark the four rows; rows that share a place stand side by side, wrong ones are crossed."""
    places = np.array([r[key] for r in frame["rows"]], dtype=float)
    nudge = 0.03 * np.ptp(ax.get_xlim())
    for k, r in enumerate(frame["rows"]):
        yes = r["d"] > 0
        company = np.flatnonzero(np.hypot(*(places - places[k]).T) < 0.02).tolist()
        aside = company.index(k) - (len(company) - 1) / 2
        place = places[k] + [2 * nudge * aside, 0]
        look = {"marker": CLASS_MARKERS[yes], "c": CLASS_COLOURS[yes], "edgecolor": "white"}
        ax.scatter(*place, s=120, zorder=3, **look)
        if (r["S"][2] > 0) != yes:
            ax.scatter(*place, marker="x", c="black", s=150, linewidth=2, zorder=4)


def _losses(ax, frame):
    ax.plot(frame["losses"], color=COLOURS["vermillion"])
    ax.set(xlim=(0, max(100, len(frame["losses"]) - 1)), ylim=(0, max(1, max(frame["losses"]))))
    ax.set(xlabel="epoch", ylabel="cross-entropy", title="Training")
