"""Pictures of lessons 05 and 06: losses with their derivatives, the bowl, the pull of one point."""

import numpy as np

from coursekit.plots.style import CLASS_COLOURS, COLOURS, explain, figure, panels, style, subplots

LINES = ("-", "--", "-.", ":")
PALETTE = [COLOURS[name] for name in ("blue", "vermillion", "green", "purple")]


def misses(x, y, line, xlabel, ylabel):
    """Draw points, the line ``(m, c)``, and the error of every point as an upright stroke."""
    m, c = line
    with style():
        fig, ax = subplots(width=6.4, height=3.9)
        ax.vlines(x, y, m * x + c, color=COLOURS["vermillion"], linewidth=2, label="error $e$")
        ax.plot(x, m * x + c, color=COLOURS["blue"], label=f"$\\hat y = {m:g}x + {c:g}$")
        ax.plot(x, y, "o", color="black", label="target $y$")
        ax.set(xlabel=xlabel, ylabel=ylabel, title="An error for each row")
        ax.legend(loc="upper left")
    return fig


def pairs(rows, x, xlabel, slope_label, limits=None):
    """Draw losses on the left and their derivatives on the right, one row of panels each.

    Parameters
    ----------
    rows : dict of str to dict of str to (loss, slope)
        Title of a row → label of a curve → loss and derivative at each ``x``.
    x : ndarray
    xlabel, slope_label : str
    limits : pair of pairs, optional
        Limits of the y axis for losses and for derivatives, the same in all rows.
    """
    with style():
        height = 0.7 + 2.1 * len(rows)
        fig, axes = subplots(len(rows), 2, height=height, squeeze=False, sharex=True, sharey="col")
        for (left, right), (title, curves) in zip(axes, rows.items(), strict=True):
            for k, (label, (loss, slope)) in enumerate(curves.items()):
                look = {"color": PALETTE[k % 4], "linestyle": LINES[k % 4], "label": label}
                left.plot(x, loss, **look)
                right.plot(x, _gaps(slope), **look)
            left.set_title(title)
            right.set_title("derivative")
            if len(curves) > 1:
                left.legend(fontsize=11)
        for ax, label in zip(axes.T, ("loss", slope_label), strict=True):
            for panel in ax:
                panel.axhline(0, color="#888888", lw=0.9, zorder=1)
                panel.set_ylabel(label)
            ax[-1].set_xlabel(xlabel)
        if limits:
            axes[0, 0].set_ylim(limits[0])
            axes[0, 1].set_ylim(limits[1])
    return fig


def _gaps(values):
    """Break a slope where it jumps, so that the jump is not drawn as a wall."""
    values = np.array(values, dtype=float)
    change = np.abs(np.diff(values))
    before, after = np.append(change[:1], change[:-1]), np.append(change[1:], change[-1:])
    # a jump is large and stands alone; a steep curve is steep beside it, too
    jumps = (change > 0.5) & (np.minimum(before, after) < 0.1 * change)
    values[1:][jumps] = np.nan
    return values


def conventions(m, costs, paths, scaled, best):
    """Draw four costs over the coefficient m, and what descent does with one rate and with four.

    Parameters
    ----------
    m : ndarray
    costs : dict of str to ndarray
        The cost at each ``m`` for each convention.
    paths, scaled : dict of str to ndarray
        The coefficient after each step, with the same rate for all and with rescaled rates.
    best : float
        The coefficient at the minimum.
    """
    with style():
        fig = figure(height=6.6)
        placed = fig.subplot_mosaic([["cost", "cost"], ["same", "scaled"]])
        axes = [placed["cost"], placed["same"], placed["scaled"]]
        for k, name in enumerate(costs):
            look = {"color": PALETTE[k], "linestyle": LINES[k], "label": name}
            axes[0].plot(m, costs[name], **look)
            for ax, path in ((axes[1], paths[name]), (axes[2], scaled[name])):
                seen = _until_far(path, best)
                ax.plot(seen, marker="osD^"[k], markersize=10 - 2 * k, **look)
        axes[0].axvline(best, color="black", lw=1, ls=":")
        axes[0].set(xlabel="coefficient $m$", ylabel="cost $E$")
        axes[0].set_title("Four parabolas, one minimum")
        for ax, title in zip(axes[1:], ("Same η", "Rescaled: same path"), strict=True):
            ax.axhline(best, color="black", lw=1, ls=":")
            ax.set(xlabel="step", ylabel="coefficient $m$", title=title)
            ax.set_ylim(best - 1.5, best + 1.5)
        fig.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=4)
    return fig


def _until_far(path, best, far=5.0):
    """Return the path up to the first step that is far from the goal: two swings are enough."""
    away = np.abs(np.asarray(path) - best) > far
    return path[: away.argmax() + 1] if away.any() else path


def bowl(cost, m, c, best):
    """Draw a cost over coefficient and intercept: a surface, and lines of equal cost below it.

    Parameters
    ----------
    cost : callable
        ``cost(M, C)`` on whole grids.
    m, c : ndarray
        The values along the two axes.
    best : pair of float
        The lowest point, marked by a star.
    """
    M, C = np.meshgrid(m, c)
    E = cost(M, C)
    with style():
        fig = figure(height=7.8)
        grid = fig.add_gridspec(2, 1, height_ratios=(5, 4))
        solid, flat = fig.add_subplot(grid[0], projection="3d"), fig.add_subplot(grid[1])
        solid.plot_surface(M, C, E, cmap="cividis", rcount=40, ccount=40, linewidth=0)
        solid.set(xlabel="$m$", ylabel="$c$", title="The cost of a line is a bowl")
        solid.set_zlabel("cost $E$", labelpad=9)
        solid.locator_params(nbins=4)
        solid.view_init(elev=28, azim=-60)
        solid.set_box_aspect(None, zoom=1.0)
        low, high = E.min(), E.max()
        levels = low + (high - low) * np.linspace(0.08, 0.95, 9) ** 2
        flat.contour(M, C, E, levels=levels, cmap="cividis")
        flat.plot(*best, "*", color=COLOURS["yellow"], markersize=16, mec="black")
        flat.set(xlabel="coefficient $m$", ylabel="intercept $c$", title="Seen from above")
    return fig


def constants(values, c, curves, xlabel):
    """Draw costs of a constant prediction, each from 0 to 1, with its lowest point marked.

    Parameters
    ----------
    values : ndarray
        The targets, drawn as strokes at the bottom; an arrow stands for those further right.
    c : ndarray
        The constants tried.
    curves : dict of str to ndarray
        The cost at each ``c``.
    xlabel : str
    """
    with style():
        fig, ax = subplots(width=6.4, height=4.0)
        for k, (name, cost) in enumerate(curves.items()):
            height = (cost - cost.min()) / (cost.max() - cost.min())
            low = cost.argmin()
            label = f"{name}: lowest at {c[low]:.1f}"
            ax.plot(c, height, color=PALETTE[k], linestyle=LINES[k], label=label)
            ax.plot(
                c[low], height[low], "osD^"[k], color=PALETTE[k], markersize=10 - 2 * k, zorder=3
            )
        near, far = values[values <= c[-1]], values[values > c[-1]]
        ax.plot(near, np.full(len(near), -0.08), "|", color="black", markersize=14, mew=2)
        for value in far:
            ax.text(c[-1], -0.08, f"{value:g} →", ha="right", va="center", fontsize=12)
        ax.set(xlabel=xlabel, ylabel="cost, scaled to 0–1", ylim=(-0.16, 1.02))
        ax.set_title("Each loss has a favourite number")
        ax.legend(loc="upper center")
    return fig


def steps(paths, goal, title):
    """Draw a number after each step of descent; ``paths`` maps a loss to the numbers."""
    with style():
        fig, ax = subplots(width=6.4, height=3.5)
        for k, (name, path) in enumerate(paths.items()):
            look = {"color": PALETTE[k], "linestyle": LINES[k], "marker": "osD^"[k]}
            ax.plot(path, markersize=5, label=name, **look)
        ax.axhline(goal, color="black", lw=1, ls=":")
        ax.set(xlabel="step", ylabel="prediction $c$", title=title)
        ax.xaxis.get_major_locator().set_params(integer=True)
        ax.legend(ncols=3)
    return fig


def pulled(x, clean, spoilt, fits, xlabel, ylabel):
    """Draw the lines of several losses through clean and spoilt targets, a panel each.

    Parameters
    ----------
    x, clean, spoilt : ndarray
        The two target arrays differ in the outlier only.
    fits : dict of str to (line, line)
        Name of a loss → its ``(m, c)`` for the clean and for the spoilt targets.
    xlabel, ylabel : str
    """
    moved = clean != spoilt
    with style():
        fig, axes, spare = panels(len(fits), row=2.9, sharey=True)
        for ax, (name, (before, after)) in zip(axes, fits.items(), strict=True):
            ax.plot(x[~moved], clean[~moved], "o", color="black", markersize=6)
            ax.plot(x[moved], spoilt[moved], "X", color=COLOURS["vermillion"], markersize=12)
            ax.plot(x, before[0] * x + before[1], "--", color=COLOURS["blue"], label="clean")
            ax.plot(x, after[0] * x + after[1], color=COLOURS["vermillion"], label="with the slip")
            ax.set(xlabel=xlabel, title=f"{name}: $m$ = {after[0]:.2f}".replace("-", "−"))
        for ax in axes[::2]:
            ax.set_ylabel(ylabel)
        explain((spare or axes)[0], *axes[0].get_legend_handles_labels())
    return fig


def coefficient_against_value(values, fitted, true, xlabel):
    """Draw the fitted coefficient against one row's value; ``fitted`` maps a loss to them."""
    with style():
        fig, ax = subplots(width=6.4, height=3.8)
        for k, (name, m) in enumerate(fitted.items()):
            ax.plot(values, m, color=PALETTE[k], linestyle=LINES[k], label=name)
        ax.axvline(true, color="black", lw=1, ls=":")
        ax.set(xlabel=xlabel, ylabel="coefficient $m$ of the line")
        ax.set_title("Squared error follows one point without limit")
        ax.legend()
    return fig


def curves(lines, x, xlabel, ylabel, title):
    """Draw several lines over common places ``x``; ``lines`` maps a label to values."""
    with style():
        fig, ax = subplots(width=6.4, height=3.8)
        for k, (name, values) in enumerate(lines.items()):
            ax.plot(x, values, color=PALETTE[k], linestyle=LINES[k], label=name)
        ax.set(xlabel=xlabel, ylabel=ylabel, title=title)
        ax.legend()
    return fig


def logistic(x, y, w, b, xlabel, ylabel):
    """Draw yes-or-no targets, the curve σ(wx + b), and the place where it passes one half."""
    axis = np.linspace(x.min() - 0.5, x.max() + 0.5, 201)
    with style():
        fig, ax = subplots(width=6.4, height=3.6)
        for answer, label in ((1, "yes"), (0, "no")):
            rows = y == answer
            colour = CLASS_COLOURS[answer]
            ax.plot(x[rows], y[rows], "o", color=colour, mec="black", mew=0.5, label=label)
        ax.plot(axis, 1 / (1 + np.exp(-(w * axis + b))), color="black", label="output $\\hat y$")
        ax.axvline(-b / w, color="#888888", lw=1.2, ls=":")
        ax.axhline(0.5, color="#888888", lw=1.2, ls=":")
        ax.set(xlabel=xlabel, ylabel=ylabel, title="One neuron passes smoothly from no to yes")
        ax.legend(loc="center left")
    return fig


def surprisals(error, curves):
    """Draw densities on the left and minus their logarithms on the right.

    Parameters
    ----------
    error : ndarray
    curves : dict of str to ndarray
        Name of a density → minus its logarithm at each error.
    """
    with style():
        fig, (left, right) = subplots(1, 2, height=3.4)
        for k, (name, surprisal) in enumerate(curves.items()):
            look = {"color": PALETTE[k], "linestyle": LINES[k], "label": name}
            left.plot(error, np.exp(-surprisal), **look)
            right.plot(error, surprisal, **look)
        left.set(xlabel="error $e$", ylabel="density", title="A bell and a peak")
        right.set(xlabel="error $e$", ylabel="−ln density", title="A parabola and a V")
        right.legend(fontsize=11, loc="upper center")
    return fig
