"""Pictures of lesson 09: slopes and steps on a curve, paths in a bowl, noise and cost of b rows."""

import numpy as np

from coursekit.plots.style import COLOURS, NEGATIVE, POSITIVE, explain, panels, style, subplots

HILL = {"color": COLOURS["blue"], "linewidth": 2.2}
HIDDEN_RATES = (0.5, 0.01, 0.75, 0.2)  # of the four loss curves that learners diagnose
STEPS = {"color": COLOURS["vermillion"], "marker": "o", "markersize": 6, "linewidth": 1.4}


def slopes(surface, points, arrow=0.7):
    """Draw a curve, its tangent at some points, and an arrow from each the way of descent."""
    with style():
        fig, ax = subplots(width=6.4, height=3.7)
        _curve(ax, surface)
        ax.lines[0].set_color("#555555")  # the colours belong to the signs
        for w in points:
            E, slope = _height(surface, w), float(surface.gradient(np.array([w]))[0])
            colour = POSITIVE if slope > 0 else NEGATIVE
            near = w + np.array([-0.7, 0.7])
            label = f"slope {slope:+.1f}: make $w$ {'smaller' if slope > 0 else 'larger'}"
            ax.plot(near, E + slope * (near - w), "--", color=colour, label=label.replace("-", "−"))
            ax.plot(w, E, "o", color=colour, markersize=9)
            look = {"arrowstyle": "-|>", "color": colour, "lw": 2.5}
            base = ax.get_ylim()[0]
            ax.annotate("", (w - arrow * np.sign(slope), base), (w, base), arrowprops=look)
        ax.set_title("Walk against the sign of the slope")
        ax.legend(loc="upper center")
    return fig


def rates(surface, paths):
    """Draw one panel a learning rate; ``paths`` maps a title to a path of one weight."""
    with style():
        fig, axes, _ = panels(len(paths), row=2.9, sharex=True, sharey=True)
        low, high = surface.region[0]
        for ax, (title, path) in zip(axes, paths.items(), strict=True):
            _curve(ax, surface)
            w = np.asarray(path)[:, 0]
            w = w[: np.argmax(np.append((w < low) | (w > high), True))]  # up to the edge
            ax.plot(w, [_height(surface, x) for x in w], **STEPS)
            ax.set_title(title, fontsize=12)
            ax.label_outer()
    return fig


def factors(curvature, marked):
    """Draw |1 − ηk|, what each step leaves of the distance; ``marked`` maps names to rates η."""
    edge = 2 / curvature
    with style():
        fig, ax = subplots(width=6.4, height=3.7)
        eta = np.linspace(0, 1.35 * edge, 136)
        ax.plot(eta, np.abs(1 - eta * curvature), color=COLOURS["blue"])
        ax.axhline(1, color="black", linestyle=":", linewidth=1.5)
        ax.axvspan(edge, 1.35 * edge, color=COLOURS["vermillion"], alpha=0.12)
        for (name, rate), marker in zip(marked.items(), "osD^vP", strict=False):
            height = abs(1 - rate * curvature)
            ax.plot(rate, height, marker, color="black", label=f"{name}: η = {rate:g}")
        ax.set(xlabel="learning rate η", ylabel="|1 − ηk|", ylim=(-0.1, 2.5))
        ax.set_title(f"Above η = 2/k = {edge:g} the distance grows")
        ax.legend(loc="upper left")
    return fig


def valleys(surface, paths, starts, ends):
    """Draw walks on a curve of two valleys, and below it which valley each start leads to.

    Parameters
    ----------
    surface : Surface
        One weight, two minima.
    paths : list of ndarray, shape (steps + 1, 1)
    starts, ends : ndarray
        Many first weights, and where they end.
    """
    with style():
        fig, (top, bottom) = subplots(
            2, 1, width=6.4, height=4.8, sharex=True, gridspec_kw={"height_ratios": [5, 1]}
        )
        _curve(top, surface)
        for path, colour in zip(paths, (COLOURS["vermillion"], COLOURS["green"]), strict=False):
            w = np.asarray(path)[:, 0]
            look = STEPS | {"color": colour}
            label = f"start {w[0]:+.1f}".replace("-", "−")
            top.plot(w, [_height(surface, x) for x in w], **look, label=label)
        top.set(xlabel="", title="The start decides in which valley you end")
        top.legend(loc="upper center")
        best = np.abs(ends - surface.minima[0][0]) < 0.1
        for chosen, marker, label in ((best, "o", "global"), (~best, "s", "local")):
            bottom.plot(starts[chosen], 0 * starts[chosen], marker, label=label)
        bottom.set(xlabel="start", yticks=[], ylim=(-1, 1))
        bottom.legend(ncols=2, fontsize=11, loc="upper center", borderpad=0.1)
    return fig


def lines(x, y, fits, xlabel, ylabel):
    """Draw a cloud of points and straight lines; ``fits`` maps a label to ``(m, c)``."""
    with style():
        fig, ax = subplots(width=6.4, height=3.9)
        ax.plot(x, y, ".", color="#999999", markersize=4, zorder=1)
        ends = np.array([np.min(x), np.max(x)])
        looks = (("blue", "--"), ("vermillion", "-."), ("orange", ":"), ("black", "-"))
        for (label, (m, c)), (colour, dash) in zip(fits.items(), looks, strict=False):
            ax.plot(ends, m * ends + c, dash, color=COLOURS[colour], label=label, zorder=2)
        ax.set(xlabel=xlabel, ylabel=ylabel, title="Each step turns and lifts the line")
        ax.legend(loc="upper left")
    return fig


def in_the_bowl(walks, loss, names=("m", "c"), best=None, levels=9):
    """Draw contours of a loss over two weights with a path on top, a panel each.

    Parameters
    ----------
    walks : dict of str to (path, region)
        Title to a path of shape (steps + 1, 2) and the window ((low, high), (low, high)).
    loss : callable or dict of str to callable
        ``loss((w1, w2))`` on whole grids, one for all panels or one a title.
    names : pair of str
    best : pair of float or dict, optional
        The lowest point, marked by a star.
    """
    with style():
        fig, axes, spare = panels(len(walks), row=3.3, columns=1 if len(walks) < 3 else 2)
        for ax, (title, (path, region)) in zip(axes, walks.items(), strict=True):
            of = loss[title] if isinstance(loss, dict) else loss
            goal = best[title] if isinstance(best, dict) else best
            contours(ax, of, region, levels)
            path = np.round(path, 6)
            dense = len(path) > 40
            ax.plot(*path.T, **STEPS | {"markersize": 2 if dense else 5, "linewidth": 1.0})
            ax.plot(*path[0], "s", color="black", linestyle="none", markersize=8, label="start")
            if not dense:
                _number(ax, path[1:6])
            if goal is not None:
                look = {"color": COLOURS["yellow"], "markersize": 15, "markeredgecolor": "black"}
                ax.plot(*goal, "*", linestyle="none", label="lowest point", **look)
            ax.set(xlabel=f"${names[0]}$", ylabel=f"${names[1]}$", xlim=region[0], ylim=region[1])
            wide, high = np.ptp(region, axis=1)
            if 0.5 <= wide / high <= 2:
                ax.set_aspect("equal")  # so that a round bowl looks round
            ax.set_title(title, fontsize=12)
        for place in spare[:1]:
            explain(place, *axes[0].get_legend_handles_labels())
    return fig


def _number(ax, places):
    """Write 1, 2, … beside the first places of a path, whose steps may lie on one line."""
    for step, place in enumerate(places, start=1):
        ax.annotate(str(step), place, (-11, 3), textcoords="offset points", fontsize=10)


def loss_curves(runs, lowest):
    """Draw one panel a run: its loss after every update, and the lowest possible loss, dotted."""
    with style():
        fig, axes, _ = panels(len(runs), row=2.5, sharex=True, sharey=True)
        for ax, (name, losses) in zip(axes, runs.items(), strict=True):
            ax.semilogy(losses, color=COLOURS["blue"], linewidth=1.4)
            ax.axhline(lowest, color="black", linestyle=":", linewidth=1.5)
            ax.set(title=name, xlabel="update", ylabel="error", ylim=(0.8 * lowest, 30 * lowest))
            ax.minorticks_off()
            ax.set_yticks([3, 10, 30], ["3", "10", "30"])
            ax.label_outer()
    return fig


def contours(ax, loss, region, levels=9):
    """Draw lines of equal loss, close together near the bottom, paler towards the top."""
    w = np.array(np.meshgrid(*(np.linspace(low, high, 121) for low, high in region)))
    E = loss(w)
    low, high = E.min(), E.max()
    heights = low + (high - low) * np.linspace(0.06, 0.97, levels) ** 2
    ax.contour(*w, E, levels=heights, cmap="cividis", linewidths=1.1, alpha=0.8)


def noise(sizes, spreads, laws):
    """Draw the measured spread of the gradient against the batch size, and laws over it.

    ``laws`` maps a label to the values it predicts at ``sizes``.
    """
    with style():
        fig, ax = subplots(width=6.4, height=3.9)
        for (label, law), dash in zip(laws.items(), ("-", "--"), strict=False):
            law = np.asarray(law, dtype=float)
            ax.plot(sizes, np.where(law > 0, law, np.nan), dash, linewidth=1.5, label=label)
        ax.plot(sizes, spreads, "o", color="black", label="measured")
        ax.set(xscale="log", yscale="log", xlabel="batch size $b$", ylabel="spread of ∂E/∂m")
        ax.set_title("Four times the rows, half the noise")
        ax.legend()
    return fig


def cost(sizes, tables):
    """Draw updates and rows until a loss is reached, against the batch size.

    ``tables`` maps a label to an array of shape (sizes, 2): updates, rows.
    """
    with style():
        fig, axes = subplots(2, 1, height=6.4)
        for (label, table), marker in zip(tables.items(), "os", strict=False):
            for ax, column in zip(axes, np.asarray(table).T, strict=True):
                ax.loglog(sizes, column, marker=marker, label=label)
        axes[0].set(ylabel="updates needed", title="Updates to the goal")
        axes[1].set(ylabel="rows seen", title="Rows to the goal")
        for ax in axes:
            ax.set_xlabel("batch size $b$")
            ax.set_xticks(sizes, [str(size) for size in sizes])
            ax.minorticks_off()
        axes[0].legend()
    return fig


def _curve(ax, surface):
    low, high = surface.region[0]
    w = np.linspace(low, high, 201)
    ax.plot(w, surface.value(w[None]), **HILL)
    ax.set(xlabel="weight $w$", ylabel="error $E$")


def _height(surface, w):
    return float(surface.value(np.array([w])))
