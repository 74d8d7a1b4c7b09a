"""Pictures of lesson 04: functions beside their slopes, units over the epochs, depth, softmax."""

import numpy as np

from coursekit.plots.perceptron import surface
from coursekit.plots.style import COLOURS, explain, panels, style, subplots

LINES = ("-", "--", "-.", ":")
MARKS = ("o", "s", "D", "^", "v")
LIMITS = (-1.6, 3.2)


def pairs(functions, reach=5.0):
    """Draw each function and, right of it, its slope; every panel has the same axes.

    Parameters
    ----------
    functions : dict of str to Activation
        One row each.
    reach : float
        The panels run from −reach to reach.
    """
    with style():
        fig, axes = subplots(
            len(functions), 2, width=6.4, height=0.5 + 1.75 * len(functions),
            sharex=True, sharey=True, squeeze=False,
        )  # fmt: skip
        for (left, right), (name, f) in zip(axes, functions.items(), strict=True):
            _both_sides(left, f, reach, COLOURS["blue"])
            _both_sides(right, f.derivative, reach, COLOURS["vermillion"])
            left.set(title=name, ylabel="$f(z)$")
            right.set(title=f"slope of {name}", ylabel="$f'(z)$")
        for ax in axes.flat:
            ax.axhline(0, color="#888888", lw=0.9, zorder=1)
            ax.axvline(0, color="#888888", lw=0.9, zorder=1)
            ax.set(xlim=(-reach, reach), ylim=LIMITS, yticks=(-1, 0, 1, 2, 3))
        for ax in axes[-1]:
            ax.set_xlabel("$z$")
    return fig


def _both_sides(ax, f, reach, colour):
    # left and right of zero apart, so that a jump is not drawn as a wall
    for z in (np.linspace(-reach, -1e-9, 400), np.linspace(1e-9, reach, 400)):
        ax.plot(z, f(z), color=colour)


def slopes_together(z, slopes):
    """Draw slopes over one another, each named at its highest point; ¼ and 1 are marked.

    Parameters
    ----------
    z : array
    slopes : dict of str to array
        Name of a function → its slopes at ``z``.
    """
    with style():
        fig, ax = subplots(width=6.4, height=3.8)
        for height, words in ((0.25, "¼"), (1, "1")):
            ax.axhline(height, color="#888888", lw=1, ls=":")
            ax.text(z[0], height + 0.02, words, fontsize=12)
        for (name, values), look in zip(slopes.items(), LINES, strict=False):
            drawn = np.array(values, dtype=float)
            drawn[1:][abs(np.diff(values)) > 0.3] = np.nan  # a jump is not drawn as a wall
            (line,) = ax.plot(z, drawn, look)
            top = np.flatnonzero(values >= 0.999 * values.max())
            place = (z[top].mean(), values.max())
            ax.annotate(
                name, place, xytext=(0, 5), textcoords="offset points", ha="center",
                color=line.get_color(),
            )  # fmt: skip
        ax.set(
            xlabel="sum $z$", ylabel="slope", ylim=(-0.04, 1.18),
            title="The sigmoid lets at most a quarter pass",
        )  # fmt: skip
    return fig


def surfaces(X, y, predictors, size=60):
    """Draw where each network says 1; ``predictors`` maps a title to rows → numbers."""
    with style():
        fig, axes, spare = panels(len(predictors), row=2.9)
        for ax, (title, predict) in zip(axes, predictors.items(), strict=True):
            surface(ax, predict, X, y, title, size=size)
        for place in spare[:1]:
            explain(place, *axes[0].get_legend_handles_labels())
    return fig


def dots(scores, xlabel, title):
    """Draw one dot for each seed, one row for each network.

    Parameters
    ----------
    scores : dict of str to array
        One value a seed.
    xlabel, title : str
    """
    with style():
        fig, ax = subplots(width=6.4, height=1.5 + 0.5 * len(scores))
        for row, (values, mark) in enumerate(zip(scores.values(), "osD^vPX", strict=False)):
            ax.plot(values, np.full(len(values), -row), mark, markersize=10, alpha=0.75)
        ax.set_yticks(-np.arange(len(scores)), list(scores))
        ax.set(xlabel=xlabel, ylim=(-len(scores) + 0.5, 0.5), title=title)
    return fig


def over_epochs(quantities, title):
    """Draw quantities over the epochs, one below the other, each with a band over the seeds.

    Parameters
    ----------
    quantities : dict of str to dict of str to array
        Label of the y axis → name of a line → values, shape (seeds, epochs + 1). The line is
        the median, the band goes from the lowest to the highest seed.
    title : str
        What the picture says; it stands above the first panel.
    """
    with style():
        fig, axes, _ = panels(len(quantities), row=2.8, extra=0.9, columns=1)
        for ax, (ylabel, lines) in zip(axes, quantities.items(), strict=True):
            _bands(ax, lines)
            ax.set_ylabel(ylabel)
            ax.xaxis.get_major_locator().set_params(integer=True)
            ax.set_ylim(-0.02, 1.02)
        fig.suptitle(title, x=0.02, ha="left", fontsize=14, fontweight="bold")
        axes[-1].set_xlabel("epoch")
        _legend_below(fig, axes[0])
    return fig


def by_depth(depths, scores, guess, title):
    """Draw scores against the number of hidden layers: median of the seeds, lowest to highest.

    Parameters
    ----------
    depths : list of int
    scores : dict of str to array
        One line each, shape (depths, seeds).
    guess : float
        Score of guessing, drawn as a dashed line.
    title : str
    """
    with style():
        fig, ax = subplots(width=6.4, height=4.3)
        _bands(ax, {name: np.asarray(values).T for name, values in scores.items()}, depths)
        ax.axhline(guess, color="black", lw=1.2, ls="--")
        ax.text(depths[0], guess + 0.02, "guessing", fontsize=11)
        ax.set_xscale("log", base=2)
        ax.set_xticks(depths, [str(depth) for depth in depths])
        ax.set(xlabel="hidden layers", ylabel="accuracy on new digits", ylim=(0, 1.02), title=title)
        _legend_below(fig, ax)
    return fig


def _bands(ax, lines, x=None):
    for k, (name, values) in enumerate(lines.items()):
        values = np.atleast_2d(values)
        places = np.arange(values.shape[1]) if x is None else x
        look = {"linestyle": LINES[k % 4], "marker": MARKS[k % 5], "markersize": 4.5}
        (line,) = ax.plot(places, np.median(values, axis=0), label=name, **look)
        low, high = values.min(axis=0), values.max(axis=0)
        ax.fill_between(places, low, high, color=line.get_color(), alpha=0.18, lw=0)


def _legend_below(fig, ax):
    handles, labels = ax.get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside lower center", ncols=3 if len(labels) == 3 else 2)


def softmax_bars(cases, names):
    """Draw the probabilities that softmax makes of scores, one panel for each case.

    Parameters
    ----------
    cases : dict of str to (scores, probabilities)
    names : list of str
        The classes.
    """
    with style():
        fig, axes, _ = panels(len(cases), row=2.5, columns=1, sharey=True)
        for ax, (title, (scores, shares)) in zip(axes, cases.items(), strict=True):
            places = range(len(names))
            ax.bar(places, shares, color=COLOURS["sky"], edgecolor="black", linewidth=0.8)
            for place, share in zip(places, shares, strict=True):
                ax.text(place, share + 0.02, f"{share:.2f}", ha="center", fontsize=12)
            labels = [
                f"{n}\n$z$ = {z:g}".replace("-", "−") for n, z in zip(names, scores, strict=True)
            ]
            ax.set_xticks(places, labels)
            ax.set(ylim=(0, 1.18), title=title, ylabel="probability")
            ax.grid(axis="x", visible=False)
    return fig
