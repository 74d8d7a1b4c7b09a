"""Pictures of lesson 14: feedback, letters in a memory, energy, capacity, a state through time."""

import numpy as np

from coursekit.machines.letters import picture
from coursekit.plots.networks import NODE, arrow, blank, positions
from coursekit.plots.style import COLOURS, CYCLE, figure, signed, style, subplots

LINES = ("-", "--", "-.", ":")
MARKS = ("o", "s", "^", "D")
INK, PAPER = "#12305A", "#EFE9D2"


def feedback():
    """Draw a feedforward network, a network of all with all, and a layer with a state."""
    titles = ("feedforward: no way back", "Hopfield: all with all", "recurrent: layer and state")
    with style():
        fig = figure(height=5.8)
        grid = fig.add_gridspec(2, 2)
        axes = [fig.add_subplot(place) for place in (grid[0, 0], grid[0, 1], grid[1, :])]
        _forward_only(axes[0])
        _all_with_all(axes[1])
        _recurrent(axes[2])
        for ax, title in zip(axes, titles, strict=True):
            ax.set_title(title, fontsize=12.5, loc="center")
    return fig


def _forward_only(ax):
    places = positions((3, 4, 2), 1.6, 0.95)
    for left, right in zip(places, places[1:], strict=False):
        for start in left:
            for end in right:
                arrow(ax, start, end, lw=0.9, shrinkA=7, shrinkB=7, mutation_scale=8)
    for layer in places:
        ax.scatter(layer[:, 0], layer[:, 1], **(NODE | {"s": 170}))
    blank(ax, (-0.5, 3.7), (-2, 2))


def _all_with_all(ax):
    angles = np.pi / 2 + 2 * np.pi * np.arange(5) / 5
    places = 1.5 * np.column_stack([np.cos(angles), np.sin(angles)]) + [1.6, -0.1]
    look = {"lw": 1.1, "shrinkA": 8, "shrinkB": 8, "mutation_scale": 9, "arrowstyle": "<|-|>"}
    for i, start in enumerate(places):
        for end in places[i + 1 :]:
            arrow(ax, start, end, colour=COLOURS["vermillion"], **look)
    ax.scatter(places[:, 0], places[:, 1], **(NODE | {"s": 170}))
    blank(ax, (-0.5, 3.7), (-2, 2))


def _recurrent(ax):
    for y, name in ((-1.5, "$x_t$"), (0.0, "$h_t$"), (1.5, r"$\hat{y}_t$")):
        ax.scatter(1.5, y, **(NODE | {"s": 620}))
        ax.text(1.5, y, name, ha="center", va="center", zorder=4)
    arrow(ax, (1.5, -1.5), (1.5, 0))
    arrow(ax, (1.5, 0), (1.5, 1.5))
    look = {"shrinkA": 0, "shrinkB": 0}
    arrow(ax, (1.78, 0.3), (1.78, -0.3), bend=-1.6, colour=COLOURS["vermillion"], **look)
    ax.text(2.5, 0.0, "one step\nlater", va="center", fontsize=11, color=COLOURS["vermillion"])
    blank(ax, (-0.5, 3.9), (-2, 2))


def letters(patterns, titles=None, columns=None, title=None):
    """Draw patterns of 63 numbers as pictures of 9 rows and 7 columns, side by side.

    Parameters
    ----------
    patterns : sequence of arrays (63,)
        +1 is drawn dark, −1 light.
    titles : sequence of str, optional
        Above each picture.
    columns : int, optional
        Pictures in a row; all in one row when left out.
    """
    columns = columns or len(patterns)
    rows = -(-len(patterns) // columns)
    size = min(1.25, 6.1 / columns)  # inches that a picture is wide
    with style():
        height = rows * (1.45 * size + 0.35) + (0.4 if title else 0)
        fig, axes = subplots(rows, columns, width=columns * size + 0.3, height=height,
                             squeeze=False)  # fmt: skip
        for k, ax in enumerate(axes.flat):
            if k >= len(patterns):
                ax.set_axis_off()
                continue
            _letter(ax, patterns[k])
            if titles:
                ax.set_title(titles[k], fontsize=11, loc="center", weight="normal")
        if title:
            fig.suptitle(title, x=0.02, ha="left", fontsize=14, weight="bold")
    return fig


def _letter(ax, pattern):
    from matplotlib.colors import ListedColormap

    ax.imshow(picture(pattern), cmap=ListedColormap([PAPER, INK]), vmin=-1, vmax=1)
    ax.set(xticks=[], yticks=[])
    ax.grid(False)


def weights(matrix, title):
    """Draw a weight matrix: positive blue, negative vermillion, zero white."""
    largest = np.abs(matrix).max()
    with style():
        fig, ax = subplots(width=5.6, height=4.6)
        ends = (0.5, len(matrix) + 0.5)  # neurons are counted from 1
        drawn = ax.imshow(
            matrix, cmap=signed(), vmin=-largest, vmax=largest, extent=(*ends, *ends[::-1])
        )
        fig.colorbar(drawn, ax=ax, label="weight $W_{ij}$", shrink=0.85)
        ax.set(xlabel="from neuron j", ylabel="to neuron i")
        ax.grid(False)
        ax.set_title(title)
    return fig


def energy(runs, title):
    """Draw the energy after each flip.

    Parameters
    ----------
    runs : dict of str to array
        Name of a recall → energies.
    """
    with style():
        fig, ax = subplots(height=4.2)
        for k, (name, values) in enumerate(runs.items()):
            ax.plot(values, linestyle=LINES[k % 4], marker=MARKS[k % 4], markersize=4, label=name)
        ax.set(xlabel="flips of a neuron", ylabel="energy E")
        ax.set_title(title)
        fig.legend(loc="outside lower center", ncols=2)
    return fig


def capacity(loads, shares, limit, title):
    """Draw the share of patterns recalled against the load P/N, a line for each size N.

    Parameters
    ----------
    loads : array (k,)
    shares : dict of str to array (k, seeds)
        The line is the mean over the seeds, the shade reaches from the worst to the best.
    limit : float
        Theory's capacity, drawn upright.
    """
    with style():
        fig, ax = subplots(height=4.0)
        for k, (name, values) in enumerate(shares.items()):
            values = np.asarray(values)
            ax.fill_between(loads, values.min(1), values.max(1), color=CYCLE[k], alpha=0.16, lw=0)
            ax.plot(loads, values.mean(1), LINES[k % 4], marker=MARKS[k % 4], color=CYCLE[k],
                    markersize=5, label=name)  # fmt: skip
        ax.axvline(limit, color="#444444", linewidth=1.2)
        ax.text(limit + 0.003, 1.02, f"theory: {limit:g}", fontsize=11)
        ax.set(xlabel="load P/N, patterns per neuron", ylabel="share recalled", ylim=(-0.03, 1.1))
        ax.set_title(title)
        ax.legend(loc="lower left")
    return fig


def unrolled(steps=3):
    """Draw a recurrent layer once for each step, with its state handed on."""
    green, red = COLOURS["green"], COLOURS["vermillion"]
    with style():
        fig, ax = subplots(height=3.3)
        blank(ax, (-0.9, 2.6 * steps + 0.7), (-1.9, 1.9))
        for t in range(steps + 1):
            x, name = 2.6 * t, f"$h_{t}$"
            ax.scatter(x, 0, **(NODE | {"s": 900, "edgecolor": red}))
            ax.text(x, 0, name, ha="center", va="center", zorder=4)
            if t == 0:
                ax.text(x, -0.85, "zeros", ha="center", fontsize=11)
                continue
            for y, label in ((-1.5, f"$x_{t}$"), (1.5, rf"$\hat{{y}}_{t}$")):
                ax.scatter(x, y, **(NODE | {"s": 700}))
                ax.text(x, y, label, ha="center", va="center", zorder=4)
            arrow(ax, (x, -1.5), (x, 0), colour=green)
            arrow(ax, (x, 0), (x, 1.5))
            arrow(ax, (x - 2.6, 0), (x, 0), colour=red)
            ax.text(x - 1.3, 0.16, "U", ha="center", color=red, weight="bold")
            ax.text(x + 0.16, -0.8, "W", color=green, weight="bold")
        ax.text(0.2, 1.5, "the same W, U, b\nat every step", fontsize=11, ha="center",
                va="center")  # fmt: skip
        ax.set_title("The same layer, step after step")
    return fig


def fading(lags, norms, title):
    """Draw the size of a gradient against how many steps back it reaches, logarithmic.

    Parameters
    ----------
    norms : dict of str to array
    """
    with style():
        fig, ax = subplots(height=4.4)
        for k, (name, values) in enumerate(norms.items()):
            ax.semilogy(lags, values, LINES[k % 4], marker=MARKS[k % 4], markersize=4, label=name)
        ax.set(xlabel="steps back in time", ylabel="length of the gradient")
        ax.set_title(title)
        fig.legend(loc="outside lower center", ncols=2)
    return fig


def by_step(accuracies, trained, title):
    """Draw the accuracy at each step of a sequence; all seeds thin, their median thick.

    Parameters
    ----------
    accuracies : dict of str to array (seeds, steps)
    trained : int
        Length of the sequences that the networks learned from.
    """
    with style():
        fig, ax = subplots(height=4.9)
        ax.axvspan(0.5, trained + 0.5, color="#EFEFEA", zorder=0)
        ax.text(trained / 2 + 0.5, 1.05, "lengths seen in training", ha="center", fontsize=11)
        for k, (name, values) in enumerate(accuracies.items()):
            line = LINES[(k + 1) % 4]  # the last of four is drawn through
            values, look = np.asarray(values), {"color": CYCLE[k], "linestyle": line}
            steps = np.arange(1, values.shape[1] + 1)
            ax.plot(steps, values.T, linewidth=0.6, alpha=0.5, **look)
            ax.plot(steps, np.median(values, axis=0), linewidth=2.4, label=name, **look)
        ax.axhline(0.5, color="#666666", linewidth=1)
        ax.set(xlabel="step t", ylabel="accuracy at step t", ylim=(0.4, 1.12))
        ax.set_yticks(np.arange(4, 11) / 10)  # there is no accuracy above 1
        ax.set_title(title)
        fig.legend(loc="outside lower center", ncols=2)
    return fig
