"""Picture of the losses explorer: loss and slope, the fitted line, and the paths of descent."""

import numpy as np

from coursekit.plots.style import COLOURS, figure, style

PALETTE = [COLOURS[name] for name in ("blue", "vermillion", "green", "purple")]
LINES = ("-", "--", "-.", ":")
CONVENTIONS = {"sum": "Σ", "half": "½ Σ", "mean": "1/n Σ", "half_mean": "1/2n Σ"}


def draw(state, frame):
    """Draw the loss with its slope, the points with their lines, and what descent does."""
    fig = figure(width=6.4, height=9.6)
    with style():
        rows = [["loss", "slope"], ["line", "line"], ["paths", "paths"]]
        axes = fig.subplot_mosaic(rows, height_ratios=(1, 1.3, 1.3))
        _loss((axes["loss"], axes["slope"]), state, frame)
        if frame["fit"] is None:
            _slopes(axes["line"], frame)
            axes["paths"].set(ylabel="probability $p$", ylim=(-0.02, 1.2))
        else:
            _line(axes["line"], state, frame)
            axes["paths"].set(ylabel="slope $m$ of the line", ylim=_around(frame["target"]))
        _paths(axes["paths"], state, frame)
    return fig


def _loss(axes, state, frame):
    curve = np.array(frame["curve"])
    chance = frame["fit"] is None
    place = "probability $p$" if chance else "error $e$"
    for ax, column, colour, title in (
        (axes[0], 1, "blue", state.loss),
        (axes[1], 2, "vermillion", "its slope"),
    ):
        for half in (curve,) if chance else (curve[: len(curve) // 2], curve[len(curve) // 2 :]):
            ax.plot(half[:, 0], half[:, column], color=COLOURS[colour])
        ax.plot(*np.array(frame["here"])[[0, column]], "o", color=COLOURS[colour], mec="black")
        ax.axhline(0, color="#888888", lw=0.9, zorder=1)
        ax.set(title=title, xlabel=place)
    axes[0].set_ylabel("loss")
    axes[1].set_ylabel("∂E/∂p" if chance else "∂E/∂ŷ")


def _line(ax, state, frame):
    points = np.array(state.points)
    ends = np.array([points[:, 0].min() - 0.5, points[:, 0].max() + 0.5])
    m, c = frame["squares"]
    ax.plot(ends, m * ends + c, "--", color=COLOURS["blue"], lw=1.6, label="least squares")
    m, c = frame["fit"]
    ax.plot(ends, m * ends + c, color=COLOURS["vermillion"], label=f"best: {state.loss}")
    if state.step and frame["now"] is not None:
        m, c = frame["now"]
        label = f"after {state.step} steps"
        ax.plot(ends, m * ends + c, ":", color=COLOURS["green"], label=label)
    ax.plot(points[:, 0], points[:, 1], "o", color="black", markersize=6)
    low, high = min(0, points[:, 1].min()), points[:, 1].max()
    ax.set(xlabel="$x$", ylabel="$y$", ylim=(low - 1, high + 2), title="The best line")
    ax.legend(loc="upper left", fontsize=11)


def _slopes(ax, frame):
    sizes = np.array(frame["sizes"])
    for k, name in enumerate(("cross-entropy", "squared error")):
        ax.plot(sizes[:, 0], sizes[:, k + 1], LINES[k], color=PALETTE[k], label=name)
    ax.set(xlabel="sum $z$", ylabel="size of ∂E/∂z", title="Behind a sigmoid")
    ax.legend(fontsize=11)


def _around(target):
    """Limits of an axis with the start 0, the goal, and room for swings and the legend."""
    size = max(1, abs(target))
    return min(0, target) - size, max(0, target) + 1.3 * size


def _paths(ax, state, frame):
    for k, (name, path) in enumerate(zip(frame["names"], frame["paths"], strict=True)):
        far = 4 * max(1, abs(frame["target"]))
        away = [value is None or abs(value - frame["target"]) > far for value in path]
        path = path[: away.index(True) + 1] if True in away else path
        values = [np.nan if value is None else value for value in path]
        width = 2.8 if name in (state.convention, state.loss) else 1.5
        label = CONVENTIONS.get(name, name)
        ax.plot(values, LINES[k], color=PALETTE[k], lw=width, label=label)
    ax.axhline(frame["target"], color="black", lw=1, ls=":")
    ax.axvline(state.step, color="#888888", lw=1)
    ax.set(xlabel="step", title=f"Descent with η = {state.eta:g}")
    ax.set_xlim(0, len(frame["paths"][0]) - 1)
    ax.legend(ncols=4, fontsize=11, loc="upper left", handlelength=1.6, columnspacing=1,
              frameon=True, edgecolor="none")  # fmt: skip
