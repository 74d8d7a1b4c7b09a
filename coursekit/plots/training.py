"""Pictures of training: loss and accuracy over the epochs, and scores over several seeds."""

import numpy as np

from coursekit.plots.style import COLOURS, TRAINING, VALIDATION, style, subplots


def history(record, best=None, metric="accuracy"):
    """Draw loss and a metric over the epochs, the loss above.

    Parameters
    ----------
    record : dict of str to list of float
        ``History.history`` of ``fit``, from Keras or from ``coursekit.nn``.
    best : int, optional
        Epoch with the lowest validation loss, counted from 1; marked in both panels.
    metric : str
        Name of the metric in the second panel.
    """
    fig, axes = subplots(2, 1, height=5.8, sharex=True)
    with style():
        for ax, name in zip(axes, ("loss", metric), strict=True):
            parts = ((name, "training", TRAINING), (f"val_{name}", "validation", VALIDATION))
            for key, label, dash in parts:
                if key in record:
                    epochs = np.arange(1, len(record[key]) + 1)
                    ax.plot(epochs, record[key], dash, label=label, lw=1.8)
            if best is not None:
                ax.axvline(best, color="black", ls=":", lw=1.5, label=f"best epoch: {best}")
            ax.set(ylabel=name, title=name.capitalize())
        axes[1].set_xlabel("epoch")
        axes[0].legend()
    return fig


def seeds(
    scores,
    references,
    xlabel="accuracy on the test customers",
    title="One dot a seed: a network's score is a band",
):
    """Draw one dot a seed in one row a model, and reference lines.

    Parameters
    ----------
    scores : dict of str to array of float
        Scores of one model over several seeds.
    references : dict of str to float
        Values to compare with, drawn as vertical lines.
    xlabel, title : str
    """
    fig, ax = subplots(height=1.9 + 0.55 * len(scores))
    with style():
        for row, (values, marker) in enumerate(zip(scores.values(), "osD^vP", strict=False)):
            ax.plot(values, np.full(len(values), -row), marker, markersize=10, alpha=0.75)
        for (name, value), dash in zip(references.items(), ("-", "--", ":", "-."), strict=False):
            ax.axvline(value, ls=dash, color="black", lw=1.5, label=name)
        ax.set_yticks(-np.arange(len(scores)), list(scores))
        ax.set(xlabel=xlabel, ylim=(0.6 - len(scores), 0.6))
        ax.locator_params(axis="x", nbins=7)
        ax.set_title(title)
        fig.legend(loc="outside lower center", ncols=len(references), fontsize=11)
    return fig


def spread(groups, ylabel, title):
    """Draw training and validation values of several settings as pairs of dots.

    Parameters
    ----------
    groups : dict of str to (training, validation)
        Two arrays of equal length, one value a seed.
    ylabel, title : str
    """
    fig, ax = subplots()
    with style():
        for place, (training, validation) in enumerate(groups.values()):
            for shift, values, colour, marker, label in (
                (-0.12, training, "blue", "o", "training"),
                (0.12, validation, "vermillion", "s", "validation"),
            ):
                ax.plot(
                    np.full(len(values), place + shift), values, marker, color=COLOURS[colour],
                    markersize=9, alpha=0.75, label=label if place == 0 else None,
                )  # fmt: skip
        ax.set_xticks(range(len(groups)), list(groups))
        ax.set_title(title)
        ax.set(ylabel=ylabel, xlim=(-0.6, len(groups) - 0.4))
        ax.legend()
    return fig
