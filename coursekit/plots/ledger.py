"""Draws the ledger of printed figures: verdicts, causes, one slip followed, two layouts."""

import numpy as np

from coursekit.plots.networks import blank, positions
from coursekit.plots.style import COLOURS, style, subplots

VERDICTS = ("exact", "rounded", "carried", "wrong")
VERDICT_COLOURS = {
    "exact": COLOURS["blue"],
    "rounded": COLOURS["sky"],
    "carried": COLOURS["orange"],
    "wrong": COLOURS["vermillion"],
}
_HATCHES = {"exact": "", "rounded": "..", "carried": "//", "wrong": "xx"}
KIND_COLOURS = {
    "slip": COLOURS["blue"],
    "concept": COLOURS["vermillion"],
    "convention": COLOURS["green"],
}


def verdict_bars(counts):
    """Draw one bar for each lecture, divided by verdict.

    Parameters
    ----------
    counts : pandas.DataFrame
        Lectures down, the four verdicts across.
    """
    with style():
        fig, ax = subplots(height=3.6)
        left = np.zeros(len(counts))
        places = np.arange(len(counts))[::-1]
        for verdict in VERDICTS:
            wide = counts[verdict].to_numpy(dtype=float)
            ax.barh(
                places, wide, left=left, label=verdict, color=VERDICT_COLOURS[verdict],
                hatch=_HATCHES[verdict], edgecolor="white", linewidth=0.6,
            )  # fmt: skip
            left += wide
        ax.set(xlabel="printed figures", title="Each lecture has right and wrong figures")
        ax.set_yticks(places, [f"lecture {name}" for name in counts.index])
        ax.grid(axis="y", visible=False)
        fig.legend(loc="outside lower center", ncols=4)
    return fig


def cause_bars(counts, kinds):
    """Draw how many wrong figures each named mistake explains, coloured by its kind.

    Parameters
    ----------
    counts : pandas.Series
        Number of figures by name of the mistake.
    kinds : dict
        Kind of each name: ``slip``, ``concept`` or ``convention``.
    """
    with style():
        fig, ax = subplots(height=0.34 * len(counts) + 1.3)
        places = np.arange(len(counts))[::-1]
        for kind, colour in KIND_COLOURS.items():
            chosen = np.array([kinds[name] == kind for name in counts.index])
            ax.barh(places[chosen], counts.to_numpy()[chosen], color=colour, label=kind)
        for place, value in zip(places, counts, strict=True):
            ax.text(value + 0.2, place, f"{value}", va="center", fontsize=11)
        ax.set_yticks(places, counts.index)
        ax.set(
            xlabel="wrong figures",
            title="Two causes lead by far",
            xticks=range(0, counts.max() + 1, 3),
        )
        ax.grid(axis="y", visible=False)
        ax.legend(loc="lower right", title="kind")
    return fig


def distances(groups):
    """Draw how far printed figures lie from the true ones, verdict by verdict.

    Parameters
    ----------
    groups : dict
        Relative distances by verdict.
    """
    with style():
        fig, ax = subplots(height=3.4)
        for place, verdict in enumerate(reversed(VERDICTS)):
            values = np.maximum(np.asarray(groups[verdict], dtype=float), 1e-10)
            # A fixed pattern instead of chance keeps neighbours apart, and the picture the same.
            shift = 0.28 * np.sin(2.4 * np.arange(len(values)))
            ax.scatter(
                values, place + shift, s=26, color=VERDICT_COLOURS[verdict], alpha=0.75,
                edgecolor="white", linewidth=0.4,
            )  # fmt: skip
        ax.set_xscale("log")
        ax.set_yticks(range(4), list(reversed(VERDICTS)))
        ax.set(
            xlabel="relative distance from the true figure (0 is drawn at $10^{-10}$)",
            title="The distance alone does not give the verdict",
        )
        ax.grid(axis="y", visible=False)
    return fig


def downstream(columns, pairs, rows):
    """Draw a slip and the figures that rest on it, downwards and from left to right.

    Parameters
    ----------
    columns : list of list of (str or tuple of str)
        Quantities by column, from the top; those of a tuple stand side by side.
    pairs : list of (str, str)
        Arrows, from a quantity to one that rests on it.
    rows : pandas.DataFrame
        Rows of the ledger for these quantities.
    """
    figures = {
        row.quantity: (row.printed, _short(row.quantity, row.computed), row.verdict)
        for row in rows.itertuples()
    }
    places = _places(columns)
    with style():
        fig, ax = subplots(height=5.8)
        blank(ax, (-1.5, 2.4 * (len(columns) - 1) + 0.8), (-3.6, 3.6))
        ax.set_aspect("auto")
        for source, target in pairs:
            if source in places and target in places:
                _link(ax, places[source], places[target])
        for name, place in places.items():
            _box(ax, place, name, *figures[name])
        ax.set_title("One lost digit reaches the new weights")
    return fig


def _places(columns):
    """The place of every quantity; the first column is a little wider than the others."""
    places = {}
    for x, column in enumerate(columns):
        for y, names in enumerate(column):
            names = (names,) if isinstance(names, str) else names
            for k, name in enumerate(names):
                aside = 1.35 * (k - (len(names) - 1) / 2)
                places[name] = np.array([2.4 * x + aside, 1.2 * ((len(column) - 1) / 2 - y)])
    return places


def _link(ax, source, target):
    """An arrow: down to a quantity of the same column, otherwise to the right.

    Boxes hide where a line begins and ends, so it reaches each of them, whatever its width.
    """
    down = target[0] - source[0] < 1.5
    leave = source if down else source + [0.62, 0.0]
    turn = target - ([0.0, -0.45] if down else [0.95, 0.0])
    head = target - ([0.0, -0.42] if down else [0.74, 0.0])
    ax.plot(*zip(source, leave, turn, target, strict=True), color="#888888", lw=1.2, zorder=1)
    ax.scatter(*head, marker="v" if down else ">", s=34, color="#888888", zorder=2)


def _box(ax, place, name, printed, true, verdict):
    """Draw a figure: the name, what is printed, what is true; dashed when it is only carried."""
    text = f"{_pretty(name)}\n{printed}\ntrue {true}".replace("-", "−")
    look = {
        "boxstyle": "round,pad=0.35",
        "facecolor": "#FCFCFA",
        "edgecolor": VERDICT_COLOURS[verdict],
        "linewidth": 2.4,
        "linestyle": "--" if verdict == "carried" else "-",
    }
    ax.text(*place, text, ha="center", va="center", fontsize=9.5, bbox=look, zorder=3)


def _short(name, computed):
    """The true figure; new weights with six decimals, where they begin to differ."""
    return format(float(computed), ".6f" if name.endswith("'") else ".4g")


def _pretty(name):
    name = name.replace("predicted", "output, again").replace("1 - out_out", "1 − output")
    name = name.replace("1 + e^(-out_in)", "1 + e^(−z)")
    return name.replace("dE/d", "∂E/∂").replace("da_o1/dz_o1", "∂a/∂z at o1").replace("'", "′")


def layouts():
    """Draw the two ways in which the eight weights of a 2-2-2 network are numbered."""
    titles = ("into units (lecture 001)", "out of units (lecture 003)")
    numbers = (("12", "34", "56", "78"), ("13", "24", "57", "68"))
    with style():
        fig, axes = subplots(2, 1, height=5.4)
        for ax, title, names in zip(axes, titles, numbers, strict=True):
            _numbered(ax, names)
            ax.set_title(title, fontsize=13)
    return fig


def _numbered(ax, names):
    """Draw 2-2-2; ``names`` holds, unit by unit, the numbers of the two weights that lead in."""
    blank(ax, (-0.6, 5.4), (-1.5, 1.5))
    layers = positions((2, 2, 2), wide=2.4, high=1.9)
    for layer in (0, 1):
        for unit, end in enumerate(layers[layer + 1]):
            for source, start in enumerate(layers[layer]):
                number = names[2 * layer + unit][source]
                moved = unit != source and number in "2367"
                colour = COLOURS["vermillion"] if moved else "#555555"
                ax.plot(*zip(start, end, strict=True), color=colour, lw=1.6, zorder=1)
                label = start + 0.3 * (end - start)
                box = {"facecolor": "#FCFCFA", "edgecolor": "none", "pad": 1.0}
                ax.text(*label, f"w{number}", ha="center", va="center", color=colour, bbox=box)
    for nodes, letter in zip(layers, "iho", strict=True):
        for number, place in enumerate(nodes, 1):
            ax.scatter(*place, s=900, facecolor="white", edgecolor="#333333", lw=1.6, zorder=3)
            ax.text(*place, f"{letter}{number}", ha="center", va="center", zorder=4)
