"""Draws what a perceptron sees and does: points, its straight boundary, its mistakes."""

import numpy as np

from coursekit.plots.style import (
    CLASS_COLOURS,
    CLASS_MARKERS,
    COLOURS,
    explain,
    panels,
    style,
    subplots,
)


def points(ax, X, y, names=("output 0", "output 1"), size=60, **kwargs):
    """Draw rows of two features: circles for the lower class, squares for the higher one."""
    low = np.min(y)
    for value in np.unique(y):
        k = int(value != low)
        chosen = np.asarray(X)[np.asarray(y) == value]
        ax.scatter(
            chosen[:, 0],
            chosen[:, 1],
            s=size,
            marker=CLASS_MARKERS[k],
            facecolor=CLASS_COLOURS[k],
            edgecolor="white",
            linewidth=0.8,
            label=names[k],
            zorder=3,
            **kwargs,
        )


def boundary(ax, weights, colour=COLOURS["black"], width=2.2, shade=False, **kwargs):
    """Draw the line ``b + w₁x₁ + w₂x₂ = 0`` across ``ax``; ``shade`` tints the side of output 1.

    Set the limits of ``ax`` first: the line is cut to them.  A line that does not exist
    (``w₁ = w₂ = 0``) is left out.
    """
    b, w1, w2 = (float(w) for w in weights)
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    if w1 == 0 and w2 == 0:
        return
    if abs(w2) >= abs(w1):
        x1 = np.array([left, right])
        x2 = -(b + w1 * x1) / w2
    else:
        x2 = np.array([low, high])
        x1 = -(b + w2 * x2) / w1
    ax.plot(x1, x2, color=colour, linewidth=width, zorder=2, **kwargs)
    if shade:
        _shade(ax, b, w1, w2)
    ax.set(xlim=(left, right), ylim=(low, high))


def _shade(ax, b, w1, w2):
    x1, x2 = np.meshgrid(np.linspace(*ax.get_xlim(), 300), np.linspace(*ax.get_ylim(), 300))
    positive = (b + w1 * x1 + w2 * x2 > 0).astype(float)
    ax.contourf(x1, x2, positive, levels=[0.5, 1.5], colors=[CLASS_COLOURS[1]], alpha=0.12)


def decision(ax, X, y, weights, title="", names=("output 0", "output 1"), margin=0.4):
    """Draw rows, the boundary of ``weights`` = (b, w₁, w₂), and a tint where the output is 1."""
    X = np.asarray(X, dtype=float)
    frame(ax, X, margin)
    points(ax, X, y, names)
    boundary(ax, weights, shade=True)
    ax.set_title(title)


def surface(ax, predict, X, y, title="", margin=0.4, size=60):
    """Draw rows over the region where ``predict`` (rows → numbers) gives more than ½."""
    frame(ax, X, margin)
    x1, x2 = np.meshgrid(np.linspace(*ax.get_xlim(), 200), np.linspace(*ax.get_ylim(), 200))
    output = np.asarray(predict(np.column_stack([x1.ravel(), x2.ravel()])), dtype=float)
    output = output.reshape(x1.shape)
    ax.contourf(x1, x2, output, levels=[0.5, np.inf], colors=[CLASS_COLOURS[1]], alpha=0.12)
    ax.contour(x1, x2, output, levels=[0.5], colors=[COLOURS["black"]], linewidths=2.2)
    points(ax, X, y, size=size)
    ax.set_title(title)


def frame(ax, X, margin=0.4):
    """Set the limits of ``ax`` a ``margin`` around the rows, equal units, labels x₁ and x₂."""
    low, high = np.min(X, axis=0) - margin, np.max(X, axis=0) + margin
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel="$x_1$", ylabel="$x_2$")
    ax.set_aspect("equal")
    ax.locator_params(nbins=5)


def side_by_side(X, cases):
    """Draw the same rows several times; ``cases`` maps a title to ``(y, weights)``."""
    with style():
        fig, axes, _ = panels(len(cases), extra=0.5)
        for ax, (title, (y, weights)) in zip(axes, cases.items(), strict=True):
            decision(ax, X, y, weights, title)
        fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=2)
    return fig


def boundaries(cases):
    """Draw a boundary a panel, its weights as an arrow; ``cases`` maps a title to weights."""
    with style():
        fig, axes, spare = panels(len(cases))
        for ax, (title, weights) in zip(axes, cases.items(), strict=True):
            frame(ax, [[-1.1, -1.1], [1.1, 1.1]])
            boundary(ax, weights, shade=True)
            b, w = weights[0], np.asarray(weights[1:], dtype=float)
            foot, direction = -b * w / (w @ w), w / np.linalg.norm(w)
            look = {"arrowstyle": "-|>", "color": "black", "lw": 2}
            ax.annotate("", foot + 0.8 * direction, foot, arrowprops=look)
            ax.set_title(title, fontsize=12)
        for place in spare[:1]:
            explain(place, [axes[0].lines[0], _tint()], ["boundary", "side of output 1"])
    return fig


def _tint():
    from matplotlib.patches import Patch

    return Patch(facecolor=CLASS_COLOURS[1], alpha=0.12)


def gap_study(X, y, weights, table, title):
    """Draw two clouds with their boundary, and below it updates and bound against the gap.

    ``table`` has the columns ``gap``, ``corrections`` and ``bound``.
    """
    with style():
        fig, (above, below) = subplots(2, 1, height=7.0)
        decision(above, X, y, weights, title)
        below.loglog(table["gap"], table["bound"], marker="s", label="bound (R / γ)²")
        below.loglog(table["gap"], table["corrections"], marker="o", label="corrections made")
        below.set(xlabel="width of the gap", ylabel="number", title="A narrow gap takes longer")
        below.legend()
    return fig


def path_of_boundaries(X, y, history, title, names=("output 0", "output 1")):
    """Draw every boundary of a ``History``, numbered: pale lines are early, the last is black."""
    with style():
        fig, ax = subplots(width=6.4, height=4.2)
        frame(ax, X, 0.5)
        steps = history.weights_per_update[1:]
        for k, weights in enumerate(steps[:-1]):
            share = (k + 1) / len(steps)
            boundary(ax, weights, colour=COLOURS["sky"], width=1.4, alpha=0.25 + 0.6 * share)
        boundary(ax, steps[-1], shade=True)
        _number(ax, steps)
        points(ax, X, y, names)
        ax.set_title(title, pad=20)
        ax.legend(loc="center left", bbox_to_anchor=(1.08, 0.5))
    return fig


def _number(ax, steps):
    """Write the number of each correction where its boundary leaves the picture, above or right.

    Where several boundaries leave at the same place their numbers stand together.
    """
    (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
    ends = {}
    for k, (b, w1, w2) in enumerate(steps, start=1):
        above = (-(b + w2 * high) / w1, high) if w1 else (np.inf, high)
        beside = (right, -(b + w1 * right) / w2) if w2 else (right, np.inf)
        below = (-(b + w2 * low) / w1, low) if w1 else (np.inf, low)
        for x1, x2 in (above, beside, below):
            if left <= x1 <= right and low <= x2 <= high:
                ends.setdefault((round(x1, 2), round(x2, 2)), []).append(str(k))
                break
    for (x1, x2), numbers in ends.items():
        shift = (0, 4) if x2 == high else (4, 4) if x2 == low else (5, -4)
        ax.annotate(
            ", ".join(numbers),
            (x1, x2),
            shift,
            textcoords="offset points",
            fontsize=10,
            ha="center" if x2 == high else "left",
            annotation_clip=False,
        )


def mistakes_per_pass(histories, title, cap=None):
    """Draw how many mistakes each pass made; ``histories`` maps a name to a ``History``."""
    with style():
        fig, ax = subplots(width=6.4, height=3.4)
        for k, (name, history) in enumerate(histories.items()):
            mistakes = history.mistakes_per_pass[:cap]
            passes = np.arange(1, len(mistakes) + 1)
            ax.plot(passes, mistakes, marker="os^D"[k % 4], label=name)
        ax.set(xlabel="pass over all rows", ylabel="mistakes in the pass", ylim=(-0.2, None))
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.yaxis.get_major_locator().set_params(integer=True)
        ax.set_title(title)
        if len(histories) > 1:
            ax.legend()
    return fig
