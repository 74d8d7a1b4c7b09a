"""Pictures of lesson 07: lit paths, two weight layouts, an error with its tangent, a Jacobian."""

import numpy as np

from coursekit.plots.networks import NODE, blank, positions
from coursekit.plots.style import COLOURS, SHEET, panels, signed, style, subplots

# Paths have no sign: not the colours of positive and negative.
LIT = (COLOURS["green"], COLOURS["purple"], COLOURS["orange"])
WIDE, HIGH = 2.3, 1.7


def paths(names, lit=(), labels=None, title=""):
    """Draw a network with its error as the last node, and light the paths of the chain rule.

    Parameters
    ----------
    names : list of lists of str
        What stands in the nodes, layer by layer; the last layer is the error.
    lit : list of lists of int
        Each path as the number of its node in every layer, from 0; every path has its own colour.
    labels : dict of (layer, input, unit) to str, optional
        Texts on connections, layer 0 being the first.
    title : str
    """
    with style():
        wide = 1.1 + 1.75 * len(names)
        fig, ax = subplots(width=min(6.4, wide), height=3.1 if wide < 6.4 else 2.8)
        _net(ax, names, lit, labels or {})
        ax.set_title(title)
    return fig


def layouts(drawings):
    """Draw networks in a column; ``drawings`` maps a title to ``(names, labels)`` of ``paths``."""
    with style():
        fig, axes, _ = panels(len(drawings), row=3.0, columns=1)
        for ax, (title, (names, labels)) in zip(axes, drawings.items(), strict=True):
            _net(ax, names, (), labels)
            ax.set_title(title)
    return fig


def tangent(weights, errors, at, error, slope, name):
    """Draw an error over one weight, and the straight line that its derivative promises.

    Parameters
    ----------
    weights, errors : ndarray
        The curve.
    at, error, slope : float
        The point of contact and the derivative there.
    name : str
        The weight, for the axis.
    """
    with style():
        fig, ax = subplots(width=6.4, height=3.7)
        ax.plot(weights, errors, label="error $E$")
        line = error + slope * (weights - at)
        ax.plot(weights, line, linestyle="--", label=f"slope {slope:+.4f}")
        ax.plot(at, error, marker="o", color="black", linestyle="none", label="we are here")
        ax.set(xlabel=f"{name}, all other weights kept", ylabel="error $E$")
        ax.set_title("The derivative is the slope where we stand")
        ax.legend()
    return fig


def jacobian(matrix, rows, columns):
    """Draw a matrix of derivatives with its numbers; the diagonal is framed."""
    matrix = np.asarray(matrix)
    largest = np.abs(matrix).max()
    with style():
        fig, ax = subplots(width=5.6, height=4.2)
        ax.imshow(matrix, cmap=signed(), vmin=-2 * largest, vmax=2 * largest)
        for (i, j), value in np.ndenumerate(matrix):
            text = f"{value:+.4f}".replace("-", "−")
            ax.text(j, i, text, ha="center", va="center", fontsize=13)
            if i == j:
                ax.plot(
                    j + np.array([-0.47, 0.47, 0.47, -0.47, -0.47]),
                    i + np.array([-0.47, -0.47, 0.47, 0.47, -0.47]),
                    color="black",
                )
        ax.set_xticks(range(len(columns)), columns)
        ax.set_yticks(range(len(rows)), rows)
        ax.set(xlabel="when this sum rises …", ylabel="… this output changes by")
        ax.set_title("Softmax: every output feels every sum")
        ax.grid(False)
    return fig


def descent(steps, errors):
    """Draw the error after so many steps as a curve, both axes logarithmic."""
    with style():
        fig, ax = subplots(width=6.4, height=3.5)
        ax.loglog(steps, errors)
        ax.set(
            xlabel="steps", ylabel="error $E$", title="The same step again and again still helps"
        )
    return fig


def _net(ax, names, lit, labels):
    sizes = [len(layer) for layer in names]
    places = positions(sizes, WIDE, HIGH)
    for l, (left, right) in enumerate(zip(places, places[1:], strict=False)):
        for i, start in enumerate(left):
            for j, end in enumerate(right):
                colours = [
                    c for path, c in zip(lit, LIT, strict=False) if path[l : l + 2] == [i, j]
                ]
                _edge(ax, start, end, colours)
                if (l, i, j) in labels:
                    _text(ax, start, end, labels[l, i, j])
    _nodes(ax, places, names, lit)
    tall = HIGH * (max(sizes) - 1) / 2
    blank(ax, (-0.6, WIDE * (len(sizes) - 1) + 0.6), (-tall - 0.7, tall + 0.7))


def _edge(ax, start, end, colours):
    """A grey line, or parallel coloured ones where several paths share it."""
    across = np.array([start[1] - end[1], end[0] - start[0]]) / np.hypot(*(end - start))
    for number, colour in enumerate(colours or ["#AAAAAA"]):
        shift = 0.09 * (number - (len(colours or [0]) - 1) / 2) * across
        (x0, y0), (x1, y1) = start + shift, end + shift
        ax.plot([x0, x1], [y0, y1], color=colour, linewidth=3.4 if colours else 1.4, zorder=1)


def _text(ax, start, end, text):
    # Off the middle, so that the labels of crossing lines stay apart.
    place = start + 0.3 * (end - start)
    box = {"facecolor": SHEET, "edgecolor": "none", "pad": 1.0}
    ax.text(*place, text, ha="center", va="center", fontsize=12, bbox=box, zorder=2)


def _nodes(ax, places, names, lit):
    for l, layer in enumerate(places):
        for j, place in enumerate(layer):
            on = any(path[l] == j for path in lit)
            look = NODE | {"s": 1000, "facecolor": "#FFF3C4" if on else "white"}
            ax.scatter(*place, **look)
            ax.text(*place, names[l][j], ha="center", va="center", fontsize=12, zorder=4)
