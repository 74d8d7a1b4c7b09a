"""Pictures of lesson 08: gradients on their way back, checked, vanishing, exploding, well begun."""

import numpy as np

from coursekit.plots.networks import arrow, blank
from coursekit.plots.style import COLOURS, CYCLE, explain, panels, style, subplots

LINES = ("-", "--", "-.", ":")
MARKS = ("o", "s", "^", "D")
SHOWN = {"relu": "ReLU"}  # names as the text writes them


def two_ways(layers=2):
    """Draw the forward pass as a row of boxes, and below it the way back of δ.

    Parameters
    ----------
    layers : int
        Number of layers with weights.
    """
    with style():
        fig, ax = subplots(width=6.4, height=3.1)
        blank(ax, (-0.8, 4.2 * layers + 2.4), (-3.1, 1.7))
        _forward_row(ax, layers)
        for l in range(1, layers + 1):
            _way_back(ax, l, layers)
        ax.text(-0.7, 1.1, "forward", color=COLOURS["blue"], weight="bold")
        ax.text(-0.7, -1.7, "back", color=COLOURS["vermillion"], weight="bold")
        ax.set_title("Values go forward, slopes come back")
    return fig


def _forward_row(ax, layers):
    names = ["$a^{[0]} = x$"]
    for l in range(1, layers + 1):
        names += [f"$z^{{[{l}]}}$", f"$a^{{[{l}]}}$"]
    names.append("$E$")
    for k, name in enumerate(names):
        _box(ax, 2.1 * k, 0, name, COLOURS["blue"])
        if k:
            arrow(ax, (2.1 * (k - 1), 0), (2.1 * k, 0), colour=COLOURS["blue"], shrinkA=24,
                  shrinkB=21)  # fmt: skip
    for l in range(1, layers + 1):
        x = 4.2 * l - 3.15
        ax.text(x, 0.55, f"$W^{{[{l}]}}, b^{{[{l}]}}$", ha="center", fontsize=12)
        ax.text(x + 2.1, 0.55, "$g$", ha="center", fontsize=12)


def _way_back(ax, l, layers):
    red, x = COLOURS["vermillion"], 4.2 * l - 2.1
    _box(ax, x, -1.6, f"$\\delta^{{[{l}]}}$", red)
    arrow(ax, (x, 0), (x, -1.6), colour="#888888", shrinkA=15, shrinkB=15, linestyle=":")
    ax.text(x, -2.75, f"$\\partial E/\\partial W^{{[{l}]}} = \\delta^{{[{l}]}}"
            f"\\, a^{{[{l - 1}]\\top}}$", ha="center", fontsize=12)  # fmt: skip
    if l < layers:
        start, text = (x + 4.2, -1.6), f"$W^{{[{l + 1}]\\top}}$, times $g'(z^{{[{l}]}})$"
        ax.text(x + 2.1, -1.45, text, ha="center", fontsize=11.5)
    else:
        start = (x + 4.2, -1.6)
        ax.text(x + 2.1, -1.45, f"$\\partial E/\\partial a$, times $g'(z^{{[{l}]}})$",
                ha="center", fontsize=11.5)  # fmt: skip
        _box(ax, *start, "$E$", red)
    arrow(ax, start, (x, -1.6), colour=red, shrinkA=16, shrinkB=16)


def _box(ax, x, y, text, colour):
    look = {"boxstyle": "round,pad=0.32", "facecolor": "white", "edgecolor": colour, "lw": 1.6}
    ax.text(x, y, text, ha="center", va="center", bbox=look, zorder=3, fontsize=13)


def difference_errors(h, errors):
    """Draw the error of numerical gradients against the step h, both on logarithmic axes.

    Parameters
    ----------
    h : array
        Steps.
    errors : dict of str to array
        Relative error for each step, by method; zeros are drawn at the smallest rounding step.
    """
    floor = np.finfo(float).eps / 2
    with style():
        fig, ax = subplots(height=4.6)
        for k, (name, values) in enumerate(errors.items()):
            look = {"linestyle": LINES[k % 4], "marker": MARKS[k % 4], "markersize": 4.5}
            ax.loglog(h, np.maximum(values, floor), label=name, **look)
        ax.set(xlabel="step $h$", ylabel="relative error", ylim=(1e-17, 10))
        ax.set_title("A step can be too large and too small")
        fig.legend(loc="outside lower center", ncols=2)
    return fig


def slopes(z, derivatives):
    """Draw derivatives of activations over z, by name."""
    with style():
        fig, ax = subplots(height=4.0)
        for k, (name, values) in enumerate(derivatives.items()):
            ax.plot(z, values, linestyle=LINES[k % 4], label=SHOWN.get(name, name))
        ax.axhline(0.25, color="#666666", linewidth=1)
        ax.text(z[0], 0.27, "0.25", fontsize=11)
        ax.set(xlabel="$z$", ylabel="slope $g'(z)$", ylim=(-0.04, 1.1))
        ax.set_title("The sigmoid passes on a quarter at most")
        fig.legend(loc="outside lower center", ncols=3)
    return fig


def by_layer(groups, ylabel, title=None, level=None, limits=None):
    """Draw one number per layer on a logarithmic axis, one panel for each dictionary of lines.

    Parameters
    ----------
    groups : dict of str to dict of str to array
        Title of a panel → name of a line → values for layers 1, 2, ….
    ylabel : str
    title : str, optional
        Above all panels.
    level : float, optional
        A horizontal line to compare with.
    limits : (float, float), optional
        Ends of the axis; lines beyond leave the picture.
    """
    with style():
        fig, axes, _ = panels(len(groups), row=2.8, extra=0.8, columns=1, sharey=True)
        for ax, (name, lines) in zip(axes, groups.items(), strict=True):
            for k, (label, values) in enumerate(lines.items()):
                number = 1 + np.arange(len(values))
                look = {"linestyle": LINES[k % 4], "marker": MARKS[k % 4], "markersize": 4}
                ax.semilogy(number, values, label=SHOWN.get(label, label), **look)
            if level is not None:
                ax.axhline(level, color="#666666", linewidth=1)
            ax.set(ylabel=ylabel, title=SHOWN.get(name, name))
            if limits is not None:
                ax.set_ylim(limits)
            ax.xaxis.get_major_locator().set_params(integer=True)
        axes[-1].set_xlabel("layer")
        _legends(fig, axes)
        if title:
            fig.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold")
    return fig


def _legends(fig, axes):
    """One legend below all panels if they have the same lines, else one in each panel."""
    names = [ax.get_legend_handles_labels()[1] for ax in axes]
    if all(other == names[0] for other in names):
        handles = axes[0].get_legend_handles_labels()[0]
        fig.legend(
            handles, names[0], loc="outside lower center", ncols=2 if len(names[0]) == 4 else 3
        )
    else:
        for ax in axes:
            ax.legend(fontsize=11)


def histograms(rows, title=None, bins=41):
    """Draw how outputs between −1 and 1 spread, one row a start and one column a layer.

    Parameters
    ----------
    rows : dict of str to dict of int to array
        Name of a start → number of a layer → its outputs.
    title : str, optional
    bins : int
    """
    layers = list(next(iter(rows.values())))
    with style():
        size = {"height": 0.7 + 1.45 * len(rows)}
        fig, axes = subplots(len(rows), len(layers), sharex=True, squeeze=False, **size)
        for k, (name, outputs) in enumerate(rows.items()):
            for ax, (layer, values) in zip(axes[k], outputs.items(), strict=True):
                ax.hist(np.ravel(values), bins, range=(-1, 1), color=COLOURS["blue"])
                ax.set(yticks=[], xlim=(-1.05, 1.05))
                if k == 0:
                    ax.set_title(f"layer {layer}", fontsize=12)
            axes[k, 0].set_ylabel(name, fontsize=11)
        fig.supxlabel("output $a$", fontsize=12)
        if title:
            fig.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold")
    return fig


def losses(curves, title, xlabel="epoch", logarithmic=False):
    """Draw the loss of several training runs, by name."""
    with style():
        fig, ax = subplots(height=4.2)
        for k, (name, values) in enumerate(curves.items()):
            ax.plot(range(len(values)), values, linestyle=LINES[k % 4], label=name)
        if logarithmic:
            ax.set_yscale("log")
        ax.set(xlabel=xlabel, ylabel="loss $E$", title=title)
        fig.legend(loc="outside lower center", ncols=2)
    return fig


def twins(paths, title=None):
    """Draw how the two weights of each hidden unit move in training, one panel a start.

    Parameters
    ----------
    paths : dict of str to array, shape (steps, 2, units)
        The kernel of the first layer after each step, by name of the start.
    """
    with style():
        fig, axes, spare = panels(len(paths), row=2.9, extra=0.3)
        for ax, (name, steps) in zip(axes, paths.items(), strict=True):
            steps = np.asarray(steps)
            for unit in range(steps.shape[2]):
                colour = CYCLE[unit % len(CYCLE)]
                ax.plot(*steps[:, :, unit].T, color=colour, linestyle=LINES[unit % 4])
                ax.plot(*steps[-1, :, unit], marker=MARKS[unit % 4], color=colour)
                ax.plot(*steps[0, :, unit], marker="x", color="black", zorder=4)
            ax.margins(0.12)
            ax.set(xlabel="weight from $x_1$", ylabel="weight from $x_2$", title=name)
        ends = axes[0].lines[1::3]
        names = [f"neuron {unit + 1} at the end" for unit in range(len(ends))]
        for place in spare[:1]:
            explain(place, [axes[0].lines[2], *ends], ["at the start", *names])
        if title:
            fig.suptitle(title, x=0.01, ha="left", fontsize=14, fontweight="bold")
    return fig
