"""Pictures of lesson 00: the fields, the years, learning from more data, groups and rewards."""

import numpy as np

from coursekit.plots.style import COLOURS, figure, panels, style, subplots


def fields():
    """Draw artificial intelligence around machine and deep learning, with data science across.

    Returns
    -------
    fig : matplotlib Figure
    """
    from matplotlib.patches import Ellipse

    fig = figure(6.4, 4.0)
    with style():
        ax = fig.add_subplot(aspect="equal")
        ax.set(xlim=(-3.3, 4.7), ylim=(-2.35, 2.55))
        ax.set_axis_off()
        rings = [
            ((0.0, 0.0), 6.0, 4.4, "sky", "Artificial intelligence", (0.0, 1.62)),
            ((0.0, -0.35), 4.2, 3.0, "orange", "Machine learning", (0.0, 0.72)),
            ((-0.2, -0.75), 2.6, 1.6, "vermillion", "Deep\nlearning", (-0.45, -0.75)),
        ]
        for centre, width, height, colour, name, place in rings:
            ax.add_patch(Ellipse(centre, width, height, fc=COLOURS[colour], alpha=0.35, ec="black"))
            ax.text(*place, name, ha="center", va="center", weight="bold")
        ax.add_patch(Ellipse((2.45, -0.55), 4.3, 2.2, fc="none", ec=COLOURS["blue"], lw=2.5))
        ax.text(3.75, -0.55, "Data\nscience", ha="center", va="center", color=COLOURS["blue"],
                weight="bold")  # fmt: skip
        ax.set_title("Each field lies inside the next; data science cuts across")
    return fig


def timeline(events):
    """Draw dated events on a line.

    Parameters
    ----------
    events : dict of int to str
        Year and what happened.
    """
    years = sorted(events)
    fig = figure(6.4, 1.2 + 0.45 * len(years))
    with style():
        ax = fig.add_subplot()
        rows = np.arange(len(years))[::-1]
        ax.plot(np.zeros(len(years)), rows, "o-", color=COLOURS["blue"], markersize=10)
        for row, year in zip(rows, years, strict=True):
            ax.text(-0.06, row, str(year), ha="right", va="center", weight="bold")
            ax.text(0.06, row, events[year], ha="left", va="center")
        ax.set(xlim=(-0.3, 2.2), ylim=(-0.6, len(years) - 0.4))
        ax.set_axis_off()
        ax.set_title("The idea is old; data and machines are new")
    return fig


def learning_curves(sizes, scores, title, known=None):
    """Draw the score against the number of training examples: on new data dashed, with its spread.

    Parameters
    ----------
    sizes : array of shape (s,)
    scores : dict of str to array of shape (repetitions, s)
        One entry a model; the line is the mean, the shade goes from worst to best repetition.
    title : str
    known : dict like ``scores``, optional
        Scores on the training examples themselves, by the names of the models: a solid line in the
        model's colour.
    """
    fig, ax = subplots(height=4.4)
    colours = {}
    with style():
        for (name, values), marker in zip(scores.items(), "osD^", strict=False):
            values = np.asarray(values)
            line = ax.plot(sizes, values.mean(axis=0), "--", marker=marker, label=name)[0]
            worst, best = values.min(axis=0), values.max(axis=0)
            colours[name] = line.get_color()
            ax.fill_between(sizes, worst, best, color=colours[name], alpha=0.2, lw=0)
        for name, values in (known or {}).items():
            mean, label = np.mean(values, axis=0), f"{name}, on what it learned from"
            ax.plot(sizes, mean, "-", color=colours[name], label=label)
        ax.set_xscale("log")
        ax.set_xticks(sizes, [f"{size}" for size in sizes])
        ax.minorticks_off()
        ax.set(xlabel="training examples (log scale)", ylabel="accuracy")
        ax.set_title(title)
        ax.legend(loc="lower right", title="dashed: on new data", fontsize=11)
    return fig


def groups(points, rounds):
    """Draw points coloured by their group after some rounds of k-means, one panel a round.

    Parameters
    ----------
    points : array of shape (n, 2)
    rounds : dict of str to (labels, centres)
        Title of the panel, group number of every point, centres of shape (k, 2).
    """
    fig, axes, _ = panels(len(rounds), row=2.7, sharex=True, sharey=True)
    with style():
        for ax, (title, (labels, centres)) in zip(axes, rounds.items(), strict=True):
            for k, (marker, colour) in enumerate(
                zip("o^s", ("blue", "orange", "green"), strict=True)
            ):
                mine = points[labels == k]
                ax.scatter(*mine.T, s=16, marker=marker, color=COLOURS[colour])
            ax.scatter(*centres.T, s=170, marker="X", color="black", edgecolor="white")
            ax.set_title(title)
        for ax in axes[-2:]:
            ax.set_xlabel("first measure")
        for ax in axes[::2]:
            ax.set_ylabel("second measure")
    return fig


def rewards(curves, best):
    """Draw the average reward after every pull, one line a player, and the best arm's rate.

    Parameters
    ----------
    curves : dict of str to array of shape (pulls,)
    best : float
        Chance of a reward at the best arm.
    """
    fig, ax = subplots()
    with style():
        for (name, curve), dash in zip(curves.items(), ("-", "--", "-."), strict=False):
            ax.plot(np.arange(1, len(curve) + 1), curve, dash, label=name)
        ax.axhline(best, color="black", lw=1.2, ls=":")
        ax.text(len(curve), best, "always the best machine", ha="right", va="bottom")
        ax.set(xlabel="pull", ylabel="share of players rewarded", ylim=(0, 1))
        ax.set_title("A little curiosity pays")
        ax.legend(loc="lower right")
    return fig
