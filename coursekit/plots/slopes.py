"""Pictures of lesson 03: secants and their tangent, a product, a gradient, a neuron that learns."""

import numpy as np

from coursekit.plots.perceptron import CLASS_COLOURS
from coursekit.plots.style import COLOURS, SHEET, style, subplots

DARK, ARROW = COLOURS["black"], COLOURS["vermillion"]


def secants(f, x, slope, nudges, xlabel, ylabel, title):
    """Draw a curve, its tangent at ``x``, and a line through ``x`` and ``x + h`` for each nudge h.

    Parameters
    ----------
    f : callable
        Takes and returns arrays.
    x, slope : float
        Where the curve is touched, and how steep it is there.
    nudges : list of float
        The largest first; the curve is drawn a little further than the largest.
    xlabel, ylabel, title : str
    """
    reach = 1.25 * max(nudges)
    places = np.linspace(x - 0.4 * reach, x + reach, 200)
    with style():
        fig, ax = subplots(height=4.3)
        ax.plot(places, f(places), color=COLOURS["blue"], lw=3)
        for h, look in zip(nudges, ("--", "-.", ":"), strict=False):
            steepness = (f(x + h) - f(x)) / h
            line = f(x) + steepness * (places - x)
            words = f"h = {h:g}: slope {steepness:g}".replace("-", "−")
            ax.plot(places, line, look, color=COLOURS["purple"], lw=1.6, label=words)
            ax.plot([x + h], [f(x + h)], "o", color=COLOURS["purple"])
        words = f"tangent: slope {slope:g}".replace("-", "−")
        ax.plot(places, f(x) + slope * (places - x), color=ARROW, label=words)
        ax.plot([x], [f(x)], "o", color=DARK, markersize=9)
        low, high = f(places).min(), f(places).max()
        room = 0.15 * (high - low)
        ax.set(xlabel=xlabel, ylabel=ylabel, title=title, ylim=(low - 2 * room, high + room))
        ax.legend(loc="upper right", fontsize=12)
    return fig


def product(width, height, grown_width, grown_height):
    """Draw a product as an area, with the two strips and the corner that a nudge adds to it."""
    strips = (
        (0, 0, width, height, "#FFFFFF", "f · g"),
        (width, 0, grown_width, height, COLOURS["sky"], "change\nof f\ntimes g"),
        (0, height, width, grown_height, COLOURS["yellow"], "f times change of g"),
        (width, height, grown_width, grown_height, COLOURS["purple"], "tiny"),
    )
    with style():
        fig, ax = subplots(width=5.2, height=3.4)
        for x, y, wide, high, colour, words in strips:
            ax.bar(x, high, wide, y, align="edge", color=colour, edgecolor=DARK)
            ax.text(x + wide / 2, y + high / 2, words, ha="center", va="center", fontsize=12)
        ax.set(xlabel="f", ylabel="g", title="A product grows by two strips", xticks=(), yticks=())
        ax.grid(visible=False)
    return fig


def two_nudges(loss, here, gradient, w, b, title):
    """Draw lines of equal loss over two weights, a nudge along each, and the gradient.

    Parameters
    ----------
    loss : callable
        ``loss(w, b)`` for two numbers.
    here, gradient : pair of float
    w, b : ndarray
        The values along the two axes.
    title : str
    """
    heights = np.array([[loss(one, two) for one in w] for two in b])
    with style():
        fig, ax = subplots(height=4.6)
        lines = ax.contour(w, b, heights, levels=9, cmap="cividis", linewidths=1.3)
        # Labels far from the arrows, and over the lines: where a line would be cut for one
        # differs between versions.
        places = [(1.57, 0.3), (0.25, -0.35), (0.05, -0.35)]
        for label in ax.clabel(lines, fontsize=10, fmt="%.2f", inline=False, manual=places):
            label.set_bbox({"facecolor": SHEET, "edgecolor": "none", "pad": 1})
        length = np.linalg.norm(gradient)
        arrows = {
            "nudge w": ((0.35, 0), DARK, "left"),
            "nudge b": ((0, 0.35), DARK, "left"),
            "gradient": (0.8 * np.asarray(gradient) / length, ARROW, "right"),
        }
        for words, (move, colour, side) in arrows.items():
            end = np.add(here, move)
            ax.annotate("", end, here, arrowprops={"arrowstyle": "->", "lw": 2.5, "color": colour})
            box = {"facecolor": SHEET, "edgecolor": "none", "alpha": 0.8, "pad": 1}
            ax.annotate(
                words, end, xytext=(4, 5), textcoords="offset points", color=colour, ha=side,
                bbox=box,
            )  # fmt: skip
        ax.plot(*here, "o", color=DARK, markersize=9)
        ax.set(xlabel="weight $w$", ylabel="bias $b$", title=title, aspect="equal")
    return fig


def learned(x, y, curves, xlabel, ylabel, title):
    """Draw targets 0 and 1 in the colours of their classes, and a neuron's output at some steps.

    Parameters
    ----------
    x, y : ndarray
    curves : dict of str to (ndarray, ndarray)
        What is written at the left end of a curve, and its points.
    xlabel, ylabel, title : str
    """
    with style():
        fig, ax = subplots(height=4.2)
        looks = (":", "-.", "--", "-")
        for (words, (places, outputs)), look in zip(curves.items(), looks, strict=False):
            ax.plot(places, outputs, look, color=DARK)
            ax.text(places[0], outputs[0], f"{words} ", va="center", ha="right", fontsize=12)
        for target, colour in enumerate(CLASS_COLOURS):
            ax.plot(x[y == target], y[y == target], "o", color=colour, markersize=10)
        ax.set(xlabel=xlabel, ylabel=ylabel, title=title, ylim=(-0.08, 1.12))
        reach = places[-1] - places[0]
        ax.set_xlim(places[0] - 0.22 * reach, places[-1] + 0.05 * reach)
    return fig
