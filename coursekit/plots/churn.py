"""Pictures of lesson 11: curves to diagnose, confusion, gains, money, what a network looks at."""

import numpy as np

from coursekit.plots.style import CYCLE, TRAINING, VALIDATION, panels, signed, style, subplots


def scaling(raw, scaled):
    """Draw the AUC of several models on raw and on scaled columns, joined by a line.

    Parameters
    ----------
    raw, scaled : dict of str to float
        AUC by model name; both have the same keys.
    """
    fig, ax = subplots(height=4.0)
    with style():
        rows = -np.arange(len(raw))
        left, right = np.array(list(raw.values())), np.array(list(scaled.values()))
        ax.hlines(rows, left, right, color="0.6", lw=2)
        ax.plot(left, rows, "o", markersize=11, label="raw columns")
        ax.plot(right, rows, "D", markersize=7, label="standardised columns")
        ax.set_yticks(rows, list(raw))
        ax.set(xlabel="AUC on the validation customers")
        ax.set_title("Trees do not care about scale")
        ax.legend(loc="lower left")
    return fig


def confusion(matrix, names=("stays", "leaves")):
    """Draw a confusion matrix: rows are the truth, columns the prediction, counts in the cells."""
    matrix = np.asarray(matrix)
    fig, ax = subplots(width=5.2, height=3.8)
    with style():
        ax.imshow(matrix / matrix.sum(axis=1, keepdims=True), cmap="Blues", vmin=0, vmax=2)
        for (row, column), count in np.ndenumerate(matrix):
            ax.text(column, row, f"{count:,}", ha="center", va="center", size=18)
        ax.set_xticks(range(len(names)), names)
        ax.set_yticks(range(len(names)), names)
        ax.set(xlabel="predicted", ylabel="true", title="Many leavers are missed")
        ax.grid(False)
    return fig


def gains(rankings, y, share):
    """Draw which part of the leavers is found when the top part of a ranking is called.

    Parameters
    ----------
    rankings : dict of str to array of shape (n,)
        Predicted probability of leaving, one entry a model.
    y : array of shape (n,)
        1 for customers who left.
    share : float
        Part of the customers to mark, between 0 and 1.
    """
    fig, ax = subplots(height=4.2)
    with style():
        called = np.linspace(0, 1, 101)
        for (name, probability), dash in zip(rankings.items(), ("-", "--", "-."), strict=False):
            found = np.append(0, np.cumsum(y[np.argsort(-probability, kind="stable")])) / y.sum()
            part = np.interp(called, np.linspace(0, 1, len(found)), found)
            ax.plot(called, part, dash, label=name)
        ax.plot([0, 1], [0, 1], color="0.45", lw=1.5, ls=":", label="calling at random")
        ax.axvline(share, color="black", lw=1.2)
        ax.text(share + 0.01, 0.03, f"call the top {100 * share:.0f} %", va="bottom")
        ax.set(xlabel="part of the customers called", ylabel="part of the leavers found")
        ax.set(xlim=(0, 1), ylim=(0, 1.02))
        ax.set_title("A good ranking finds most leavers early")
        ax.legend(loc="lower right")
    return fig


def bars(panels, names, title):
    """Draw one horizontal bar chart a panel over the same names, the largest of the first on top.

    Parameters
    ----------
    panels : dict of str to array of shape (len(names),)
        Axis label and values of each panel.
    names : sequence of str
    title : str
    """
    order = np.argsort(np.abs(next(iter(panels.values()))), kind="stable")
    fig, axes = subplots(1, len(panels), height=4.4, sharey=True)
    with style():
        colours = CYCLE[: len(panels)]
        for ax, (label, values), colour in zip(
            np.atleast_1d(axes), panels.items(), colours, strict=True
        ):
            ax.barh(np.array(names)[order], np.asarray(values)[order], color=colour)
            ax.axvline(0, color="black", lw=1)
            ax.set_xlabel(label.replace(": ", ":\n"))
            ax.locator_params(axis="x", nbins=4)
        fig.suptitle(title, x=0.01, ha="left", weight="bold", size=14)
    return fig


def response(values, curves, xlabel, title):
    """Draw how predictions answer when one column is set to each of ``values``.

    Parameters
    ----------
    values : array of shape (v,)
    curves : dict of str to array of shape (v,)
        One curve a model.
    xlabel, title : str
    """
    fig, ax = subplots()
    with style():
        for (name, curve), marker in zip(curves.items(), "osD", strict=False):
            ax.plot(values, curve, marker=marker, label=name)
        ax.set(xlabel=xlabel, ylabel="mean probability of leaving")
        ax.set_ylim(0, None)
        ax.set_title(title)
        if len(values) < 8:
            ax.set_xticks(values)
        ax.legend()
    return fig


def weights(kernel, names):
    """Draw a weight matrix: a row for each input, a column for each neuron; blue is positive.

    Parameters
    ----------
    kernel : array of shape (inputs, neurons)
    names : sequence of str
        Names of the inputs.
    """
    fig, ax = subplots(width=6.0, height=4.6)
    with style():
        size = np.abs(kernel).max()
        picture = ax.imshow(kernel, cmap=signed(), vmin=-size, vmax=size, aspect="auto")
        ax.set_yticks(range(len(names)), names)
        ax.set_xticks(range(kernel.shape[1]), range(1, kernel.shape[1] + 1))
        ax.set(xlabel="neuron of the first hidden layer", title="Weights hint; they do not explain")
        ax.grid(False)
        fig.colorbar(picture, ax=ax, label="weight")
    return fig


def histories(records, highest=1.0):
    """Draw the losses of several trainings, a panel each: training solid, validation dashed.

    Parameters
    ----------
    records : dict of str to dict
        Histories with ``loss`` and ``val_loss``, by the name of their panel.
    highest : float
        Upper end of the common axis.
    """
    fig, axes, _ = panels(len(records), row=2.7, extra=0.4, sharex=True, sharey=True)
    with style():
        for ax, (name, record) in zip(axes, records.items(), strict=True):
            epochs = np.arange(1, len(record["loss"]) + 1)
            ax.plot(epochs, record["loss"], TRAINING, label="training")
            ax.plot(epochs, record["val_loss"], VALIDATION, label="validation")
            ax.set(title=f"Run {name}", ylim=(0, highest))
        for ax in axes[-2:]:
            ax.set_xlabel("epoch")
        for ax in axes[::2]:
            ax.set_ylabel("loss")
        handles, labels = axes[0].get_legend_handles_labels()
        fig.legend(handles, labels, loc="outside lower center", ncols=2)
    return fig


def earnings(thresholds, money, marks):
    """Draw what the bank earns against the threshold from which on it calls.

    Parameters
    ----------
    thresholds, money : array of shape (t,)
    marks : dict of str to float
        Thresholds to mark, by what they are called.
    """
    fig, ax = subplots(height=4.0)
    with style():
        ax.plot(thresholds, money)
        ax.axhline(0, color="black", lw=1)
        for (name, threshold), dash in zip(marks.items(), ("--", ":", "-."), strict=False):
            ax.axvline(threshold, color="black", ls=dash, lw=1.5, label=name)
        ax.set(xlabel="call from this probability on", ylabel="earned on the test customers")
        ax.set_xlim(0, 1)
        ax.yaxis.set_major_formatter("{x:,.0f}")
        ax.set_title("One half gives money away")
        fig.legend(loc="outside lower center", ncols=len(marks))
    return fig


def calibration(predicted, observed, error):
    """Draw which part really left against the predicted probability, with its error bars.

    Parameters
    ----------
    predicted, observed, error : array of shape (groups,)
        For each group the mean prediction, the part that left, and two standard errors.
    """
    fig, ax = subplots(width=5.6, height=4.4)
    with style():
        ax.plot([0, 1], [0, 1], color="0.45", lw=1.5, ls=":", label="perfectly calibrated")
        ax.errorbar(predicted, observed, yerr=error, fmt="o-", capsize=4, label="network")
        ax.set(xlabel="predicted probability (mean of the group)", ylabel="part that left")
        ax.set(xlim=(0, 1), ylim=(0, 1.05))
        ax.set_title("Most groups keep what they promise")
        ax.legend(loc="upper left")
    return fig


def long_training(curves, stops, marks, title):
    """Draw a score over the epochs, a panel for each recipe and a line for each draw.

    Parameters
    ----------
    curves : dict of str to array, shape (draws, epochs)
        Scores on the validation customers by the name of a recipe.
    stops : dict of str to list of int
        For each draw the epoch where early stopping would end it; a dot stands there, unless it is
        the last one.
    marks : dict of str to float
        Epochs to mark with an upright line in every panel.
    title : str
    """
    lowest = min(np.quantile(draws, 0.02) for draws in curves.values())  # not the first epochs
    with style():
        fig, axes, _ = panels(len(curves), row=2.1, extra=0.9, columns=1, sharex=True, sharey=True)
        for ax, (name, draws) in zip(axes, curves.items(), strict=True):
            epochs = np.arange(1, np.shape(draws)[1] + 1)
            for k, (values, stop) in enumerate(zip(draws, stops[name], strict=True)):
                ax.plot(epochs, values, VALIDATION, color=CYCLE[k], lw=1.6)
                if stop < len(epochs):
                    ax.plot(stop, values[stop - 1], "o", color=CYCLE[k])
            ax.plot([], [], "o", color="black", label="where early stopping ends")
            for (label, epoch), dash in zip(marks.items(), (":", "-."), strict=True):
                ax.axvline(epoch, color="black", ls=dash, lw=1.3, label=label)
            ax.set(ylabel="AUC", title=name.capitalize(), ylim=(lowest - 0.01, None))
        axes[-1].set_xlabel("epoch")
        fig.suptitle(title, x=0.01, ha="left", weight="bold", size=14)
        fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return fig
