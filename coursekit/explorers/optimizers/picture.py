"""Picture of the explorer of optimizers: paths on lines of equal loss, and the losses."""

import numpy as np

from coursekit.explorers.optimizers.explorer import ARRIVED, landscape_of
from coursekit.explorers.optimizers.rules import LOOKS
from coursekit.plots.style import COLOURS, style, subplots

MARKERS = {"circle": "o", "square": "s", "triangle": "^", "diamond": "D"}


def _look(runner):
    """Colour, dash and marker of a runner, as Matplotlib names them."""
    colour, marker, dash = LOOKS[runner]
    line = (0, tuple(pixels / 2 for pixels in dash)) if dash else "-"
    return COLOURS["black" if colour == "ink" else colour], line, MARKERS[marker]


def draw(state, frame, given):
    """Draw every path so far on the landscape, and below it the loss after every step."""
    landscape = landscape_of(state, given)
    with style():
        fig, (top, bottom) = subplots(
            2, 1, width=6.4, height=7.4, gridspec_kw={"height_ratios": [3, 2]}
        )
        _map(top, landscape, frame, state)
        for one in frame["runners"]:
            colour, dash, marker = _look(one["runner"])
            line = {"color": colour, "linestyle": dash, "linewidth": 2.0}
            path = np.clip(one["path"], -1e3, 1e3)
            top.plot(*path.T, **line | {"linewidth": 1.5})
            top.plot(*path[-1], marker, color=colour, markeredgecolor="black", zorder=5)
            heights = np.clip(one["heights"], 1e-8, 1e6)
            bottom.semilogy(heights, label=_label(one), **line)
        bottom.axhline(ARRIVED, color="black", linestyle=":", linewidth=1)
        bottom.set(xlim=(0, state.steps), ylim=(1e-8, 1e6), xlabel="step")
        bottom.set(ylabel="loss above the lowest", title="Loss")
        if frame["runners"]:
            fig.legend(*bottom.get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return fig


def _map(ax, landscape, frame, state):
    (a, b), (c, d) = landscape.region
    w1, w2 = np.linspace(a, b, 73), np.linspace(c, d, 55)
    E = np.array([[landscape.loss(x, y) for x in w1.tolist()] for y in w2.tolist()])
    if np.ptp(E):
        levels = E.min() + np.ptp(E) * (0.07 + 0.09 * np.arange(11)) ** 3
        ax.contour(w1, w2, E, levels=levels, cmap="cividis", linewidths=1.0, alpha=0.8)
    for place in landscape.minima:
        ax.plot(*place, "*", color=COLOURS["yellow"], markersize=13, markeredgecolor="black")
    ax.plot(state.w1, state.w2, "s", color="black", markersize=7)
    ax.set(xlim=(a, b), ylim=(c, d), xlabel="$w_1$", ylabel="$w_2$")
    where = state.surface if state.surface[0].isupper() else state.surface.capitalize()
    ax.set_title(f"{where}, {frame['step']} steps")


def _label(one):
    """Name and rate, or where it was lost."""
    if one["diverged"] is not None:
        return f"{one['name']}: diverged, step {one['diverged']}"
    return f"{one['name']}: η = {one['eta']:g}"
