"""Picture of the Hopfield explorer: the state, the energy so far, and the overlaps."""

import numpy as np
from matplotlib.colors import ListedColormap

from coursekit.explorers.hopfield.memory import COLUMNS, ROWS
from coursekit.plots.style import COLOURS, NEGATIVE, POSITIVE, figure, style

TITLES = {
    "": "The state",
    "stored": "At rest: stored",
    "negative": "At rest: a negative",
    "spurious": "At rest: spurious",
}


def draw(state, frame, given=None):
    """Draw the dots beside the energy, and the overlap with each pattern below them."""
    fig = figure(height=5.6)
    with style():
        axes = fig.subplot_mosaic(
            [["state", "energy"], ["overlap", "overlap"]], width_ratios=(2, 3)
        )
        _dots(axes["state"], frame)
        _energy(axes["energy"], state, frame)
        _overlaps(axes["overlap"], frame)
    return fig


def _dots(ax, frame):
    dots = np.reshape(frame["neurons"], (ROWS, COLUMNS)) > 0
    ax.pcolormesh(
        np.where(dots, 1.0, np.nan),
        cmap=ListedColormap([POSITIVE]),
        edgecolors="0.6",
        linewidth=0.8,
    )
    ax.set(xticks=[], yticks=[], title=TITLES[frame["ending"]], aspect="equal")
    ax.invert_yaxis()
    if frame["flipped"] is not None:
        row, column = divmod(frame["flipped"], COLUMNS)
        ax.plot(column + 0.5, row + 0.5, "s", ms=15, mfc="none", mec=COLOURS["vermillion"], mew=2.5)


def _energy(ax, state, frame):
    passed = frame["energies"][: state.step + 1]
    ax.plot(passed, "o-", color=COLOURS["blue"], ms=4)
    ax.set(xlabel="flips", title=f"Energy {frame['energy']:.1f}", xlim=(-0.5, frame["last"] + 0.5))


def _overlaps(ax, frame):
    heights = np.array(frame["overlaps"])
    places = np.arange(len(heights))
    ax.bar(places, heights, color=[POSITIVE if h > 0 else NEGATIVE for h in heights], width=0.6)
    names = [
        name if rests else f"{name}\n(lost)"
        for name, rests in zip(frame["names"], frame["rests"], strict=True)
    ]
    size = 12 if len(names) < 10 else 9
    ax.set_xticks(places, names, fontsize=size)
    ax.set(ylim=(-1.1, 1.1), ylabel="overlap", title=f"Load {frame['load']:.3f}, limit near 0.138")
    ax.axhline(0, color="0.4", lw=0.8)
