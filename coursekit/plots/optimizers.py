"""Pictures of lesson 10: the same landscapes for every optimizer, averages, rates and sweeps."""

import numpy as np

from coursekit.nn import optimizers
from coursekit.plots.descent import contours
from coursekit.plots.style import COLOURS, CYCLE, panels, style, subplots
from coursekit.studies.descent import walk

DASHES = ("-", "--", "-.", ":", (0, (6, 2, 1, 2, 1, 2)), (0, (1, 1)), (0, (8, 3)))
MARKERS = "osD^vPX"


def family(surfaces, runs):
    """Draw paths on each landscape and, beside it, the loss after every step.

    Parameters
    ----------
    surfaces : sequence of Surface
        One a row.
    runs : dict of str to callable
        Label to ``run(surface)``, which returns a path; the first is drawn in grey, to compare.
    """
    with style():
        fig, axes = subplots(
            len(surfaces), 2, width=6.4, height=2.05 * len(surfaces) + 0.6, squeeze=False
        )
        for (left, right), surface in zip(axes, surfaces, strict=True):
            lowest = surface.value(np.array(surface.minima[0]))
            _map(left, surface, runs)
            for k, (label, run) in enumerate(runs.items()):
                height = surface.value(run(surface).T) - lowest
                right.semilogy(np.maximum(height, 1e-9), label=label, **_look(k, len(runs)))
            right.set(ylabel="loss − lowest", ylim=(1e-6, None))
        axes[-1, 0].set_xlabel("$w_1$")
        axes[-1, 1].set_xlabel("step")
        fig.legend(*axes[0, 1].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return fig


def four_paths(surface, steps=60):
    """Draw four paths in panels A to D, for learners to tell which optimizer drew which."""
    painters = {
        "A": optimizers.SGD(0.01, momentum=0.9),
        "B": optimizers.RMSprop(0.05),
        "C": optimizers.SGD(0.045),
        "D": optimizers.Adam(0.2),
    }
    with style():
        fig, axes, _ = panels(len(painters), row=2.6, sharex=True, sharey=True)
        for ax, (letter, optimizer) in zip(axes, painters.items(), strict=True):
            path = walk(surface.gradient, surface.start, optimizer, steps)
            contours(ax, surface.value, surface.region, levels=6)
            ax.plot(*path.T, ".-", color=COLOURS["vermillion"], markersize=4, linewidth=1.2)
            ax.plot(*path[0], "s", color="black", markersize=6)
            ax.set(title=letter, xlabel="$w_1$", ylabel="$w_2$", ylim=(-0.8, 0.8))
            ax.label_outer()
    return fig


def _map(ax, surface, runs):
    contours(ax, surface.value, surface.region, levels=7)
    (left, right), (low, high) = surface.region
    for k, run in enumerate(runs.values()):
        path = np.round(run(surface), 6)
        look = _look(k, len(runs)) | {"linewidth": 1.0}
        grey = look["color"] == "#888888"  # thin, and on top, so that its zigzag is seen
        ax.plot(*path.T, marker=".", markersize=2, **look | {"zorder": 3 if grey else 2})
    ax.plot(*surface.start, "s", color="black", markersize=6)
    for minimum in surface.minima:
        ax.plot(*minimum, "*", color=COLOURS["yellow"], markersize=12, markeredgecolor="black")
    ax.set(xlim=(left, right), ylim=(low, high), ylabel="$w_2$")
    ax.set_title(surface.name.capitalize(), fontsize=13)


def _look(k, n):
    """Grey for the run to compare with when there are others, then the course's colours."""
    if n > 1 and k == 0:
        return {"color": "#888888", "linestyle": "-", "linewidth": 1.6}
    k -= n > 1
    return {"color": CYCLE[k % len(CYCLE)], "linestyle": DASHES[k % len(DASHES)], "linewidth": 2.0}


def averages(values, curves, title):
    """Draw noisy values as dots and running averages over them; ``curves`` maps labels to them."""
    with style():
        fig, ax = subplots(height=3.8)
        steps = np.arange(1, len(values) + 1)
        ax.plot(steps, values, ".", color="#999999", markersize=6, label="values $a_t$")
        for k, (label, curve) in enumerate(curves.items()):
            ax.plot(steps, curve, color=CYCLE[k], linestyle=DASHES[k], label=label)
        ax.set(xlabel="step $t$", ylabel="value", title=title)
        fig.legend(loc="outside lower center", ncols=4, fontsize=11)
    return fig


def weights_of_the_past(betas, steps=60):
    """Draw with which weight, (1 − β)βʲ, a value j steps ago counts; dots mark 1/(1 − β) steps."""
    age = np.arange(steps + 1)
    with style():
        fig, ax = subplots(height=3.6)
        for k, beta in enumerate(betas):
            window = 1 / (1 - beta)
            label = f"β = {beta:g}: window {window:.0f}"
            ax.plot(age, (1 - beta) * beta**age, color=CYCLE[k], linestyle=DASHES[k], label=label)
            ax.plot(window, (1 - beta) * beta**window, MARKERS[k], color=CYCLE[k])
        ax.set(xlabel="age of the value (steps ago)", ylabel="its weight in the average")
        ax.set_title("Old values fade; a larger β remembers longer")
        ax.legend()
    return fig


def rates(curves, title, ylabel="rate that acts"):
    """Draw how learning rates change from step to step, both axes logarithmic."""
    with style():
        fig, ax = subplots(height=3.6)
        for k, (label, curve) in enumerate(curves.items()):
            steps = np.arange(1, len(curve) + 1)
            ax.loglog(steps, curve, color=CYCLE[k], linestyle=DASHES[k], label=label)
        ax.set(xlabel="step $t$", ylabel=ylabel, title=title)
        ax.legend()
    return fig


def swings(rates, factors):
    """Draw by which factor a swing shrinks or grows in each step, over the learning rate.

    ``factors`` maps a name to one factor for each of ``rates``; above 1 the method diverges.
    """
    with style():
        fig, ax = subplots(height=3.8)
        ax.axhline(1, color="black", linewidth=1)
        ax.text(0.75, 1.015, "above 1: diverges", transform=ax.get_yaxis_transform(), ha="center")
        for k, (name, values) in enumerate(factors.items()):
            ax.plot(rates, values, color=CYCLE[k], linestyle=DASHES[k], label=name)
        ax.set(xlabel="learning rate η", ylabel="factor of the swing a step", ylim=(0, 1.12))
        ax.set_title("Momentum swings alike at nearly every rate")
        fig.legend(loc="outside lower center", ncols=3)
    return fig


def sweep(rates, scores, ylabel="accuracy on digits put aside"):
    """Draw scores against the learning rate, a line for every optimizer.

    ``scores`` maps a name to an array of shape (rates, seeds); lines are means, areas the range.
    """
    with style():
        fig, ax = subplots(height=4.8)
        for k, (name, values) in enumerate(scores.items()):
            values = np.asarray(values, dtype=float)
            look = {"color": CYCLE[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
            ax.semilogx(rates, values.mean(axis=1), label=name, **look)
            ax.fill_between(
                rates, values.min(axis=1), values.max(axis=1), color=CYCLE[k], alpha=0.1
            )
        ax.set(xlabel="learning rate η", ylabel=ylabel, ylim=(0, 1.02))
        ax.set_title("The rate decides more than the method")
        fig.legend(loc="outside lower center", ncols=3)
    return fig


def losses(curves, title):
    """Draw the training loss over the epochs; ``curves`` maps a name to losses (seeds, epochs)."""
    with style():
        fig, ax = subplots(height=5.0)
        for k, (name, values) in enumerate(curves.items()):
            values = np.asarray(values, dtype=float)
            epochs = np.arange(1, values.shape[1] + 1)
            look = {"color": CYCLE[k], "linestyle": DASHES[k], "marker": MARKERS[k]}
            ax.semilogy(epochs, values.mean(axis=0), label=name, markersize=5, **look)
        ax.set(xlabel="epoch", ylabel="training loss", title=title)
        fig.legend(loc="outside lower center", ncols=2)
    return fig
