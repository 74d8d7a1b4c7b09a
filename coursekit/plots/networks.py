"""Draws neurons and networks: nodes in layers, connections by sign and size."""

import numpy as np

from coursekit.plots.style import COLOURS, NEGATIVE, POSITIVE, panels, style, subplots

NODE = {"s": 900, "facecolor": "white", "edgecolor": "#333333", "linewidth": 1.6, "zorder": 3}


def blank(ax, xlim, ylim):
    """Clear an axes of frame and ticks, for a diagram with equal units."""
    ax.set(xlim=xlim, ylim=ylim, xticks=[], yticks=[], aspect="equal")
    ax.grid(False)
    for spine in ax.spines.values():
        spine.set_visible(False)


def positions(sizes, wide=2.0, high=1.0):
    """Place the nodes: arrays of shape (nodes, 2), top node first, layers from left to right."""
    return [
        np.column_stack([np.full(m, wide * l), high * ((m - 1) / 2 - np.arange(m))])
        for l, m in enumerate(sizes)
    ]


def network(
    ax,
    sizes,
    kernels=None,
    names=None,
    cut=(),
    show_weights=False,
    wide=2.0,
    high=1.0,
    node_size=900,
):
    """Draw a feedforward network of ``sizes`` = (m⁰, m¹, …) nodes.

    Parameters
    ----------
    kernels : list of arrays (inputs, units), optional
        Weights: vermillion is positive, blue negative, thickness is size; grey without them.
    names : list of lists of str, optional
        What to write into the nodes.
    cut : iterable of (layer, input, unit)
        Connections to draw dashed and pale: layer 0 is the first kernel.
    show_weights : bool
        Write each weight beside its line.
    wide, high : float
        Distance between layers, and between the nodes of a layer.
    node_size : float
        Area of a node in square points.
    """
    places = positions(sizes, wide, high)
    largest = max(np.abs(kernel).max() for kernel in kernels) if kernels else 1.0
    for l, (left, right) in enumerate(zip(places, places[1:], strict=False)):
        for i, start in enumerate(left):
            for j, end in enumerate(right):
                weight = None if kernels is None else float(kernels[l][i][j])
                _connection(ax, start, end, weight, largest, (l, i, j) in set(cut))
                if show_weights and weight is not None:
                    _weight(ax, start, end, weight)
    for l, layer in enumerate(places):
        ax.scatter(layer[:, 0], layer[:, 1], **(NODE | {"s": node_size}))
        for j, place in enumerate(layer):
            text = names[l][j] if names else ""
            ax.text(*place, text, ha="center", va="center", fontsize=11, zorder=4)
    tall = high * (max(sizes) - 1) / 2
    blank(ax, (-0.7, wide * (len(sizes) - 1) + 0.7), (-tall - 0.7, tall + 0.7))
    return places


def _connection(ax, start, end, weight, largest, is_cut):
    look = {"color": "#888888", "linewidth": 1.4}
    if weight is not None:
        size = abs(weight) / largest
        look = {"color": POSITIVE if weight > 0 else NEGATIVE, "linewidth": 0.6 + 3.2 * size}
    if is_cut:
        look = {"color": "#BBBBBB", "linewidth": 1.4, "linestyle": "--"}
    ax.plot([start[0], end[0]], [start[1], end[1]], zorder=1, **look)


def _weight(ax, start, end, weight):
    place = start + 0.36 * (end - start)
    box = {"facecolor": "#FCFCFA", "edgecolor": "none", "pad": 0.8}
    text = f"{weight:g}".replace("-", "−")
    ax.text(*place, text, ha="center", va="center", fontsize=11, bbox=box, zorder=2)


def arrow(ax, start, end, bend=0.0, colour="#333333", **kwargs):
    """Draw an arrow; ``bend`` curves it, for feedback."""
    look = {"arrowstyle": "-|>", "color": colour, "lw": 1.6, "shrinkA": 16, "shrinkB": 16}
    look |= kwargs
    ax.annotate("", end, start, arrowprops=look | {"connectionstyle": f"arc3,rad={bend}"}, zorder=2)


def neuron():
    """Draw an artificial neuron above the names of the parts of a nerve cell."""
    with style():
        fig, ax = subplots(width=6.4, height=3.6)
        blank(ax, (-0.8, 8.2), (-2.75, 2.0))
        for i, y in enumerate((1.4, 0.2, -1.0), start=1):
            ax.scatter(0, y, **(NODE | {"s": 800}))
            ax.text(0, y, f"$x_{i}$", ha="center", va="center", zorder=4)
            arrow(ax, (0, y), (3.5, 0.2), shrinkB=27)
            ax.text(1.4, y * 0.62 + 0.32, f"$w_{i}$", ha="center", zorder=4)
        ax.scatter(3.5, 0.2, **(NODE | {"s": 2300}))
        ax.text(3.5, 0.2, "$\\Sigma + b$", ha="center", va="center", zorder=4)
        arrow(ax, (3.5, 0.2), (5.5, 0.2), shrinkA=27, shrinkB=24)
        ax.scatter(5.5, 0.2, **(NODE | {"s": 2000, "marker": "s"}))
        ax.plot([5.15, 5.5, 5.5, 5.85], [0.0, 0.0, 0.45, 0.45], color=COLOURS["black"], zorder=4)
        arrow(ax, (5.5, 0.2), (7.7, 0.2), shrinkA=25, shrinkB=10)
        ax.text(7.75, 0.2, "$\\hat y$", ha="left", va="center", fontsize=15)
        _parts(ax)
    return fig


def _parts(ax):
    rows = [
        (0.0, "inputs", "dendrites"),
        (1.75, "weights", "synapses"),
        (3.5, "sum", "cell body"),
        (5.5, "threshold", "axon hillock"),
        (7.5, "output", "axon"),
    ]
    for x, ours, theirs in rows:
        ax.text(x, -2.0, ours, ha="center", fontsize=12, weight="bold")
        ax.text(x, -2.5, theirs, ha="center", fontsize=12, color=COLOURS["green"])


def topologies():
    """Draw four arrangements, two a row: single layer, multilayer, deep, and feedback."""
    titles = ("single layer", "multilayer (MLP)", "deep (DNN)", "feedback")
    with style():
        fig, axes, _ = panels(4, row=2.6)
        for ax, title, sizes in zip(
            axes, titles, ((3, 2), (3, 4, 2), (3, 4, 4, 4, 2), (3,)), strict=True
        ):
            if title == "feedback":
                _feedback(ax)
            else:
                _small(ax, sizes)
            ax.set_title(title, fontsize=13, loc="center")
    return fig


def _small(ax, sizes):
    span = 3.0 / (len(sizes) - 1)
    places = positions(sizes, span, 0.9)
    for left, right in zip(places, places[1:], strict=False):
        for start in left:
            for end in right:
                ax.plot([start[0], end[0]], [start[1], end[1]], color="#888888", lw=0.9, zorder=1)
    for l, layer in enumerate(places):
        colour = COLOURS["sky"] if l == 0 else "white"
        ax.scatter(layer[:, 0], layer[:, 1], **(NODE | {"s": 170, "facecolor": colour}))
    blank(ax, (-0.5, 3.5), (-1.9, 1.9))


def _feedback(ax):
    angles = np.pi / 2 + 2 * np.pi * np.arange(3) / 3
    places = 1.25 * np.column_stack([np.cos(angles), np.sin(angles)]) + [1.5, -0.2]
    for start in places:
        for end in places:
            if (start != end).any():
                arrow(ax, start, end, bend=0.22, shrinkA=8, shrinkB=8, mutation_scale=13)
    ax.scatter(places[:, 0], places[:, 1], **(NODE | {"s": 170}))
    blank(ax, (-0.5, 3.5), (-1.9, 1.9))
