"""Pictures of lesson 02: XOR folded by a hidden layer, learned or stuck, and networks cut apart."""

import numpy as np

from coursekit.plots.networks import network
from coursekit.plots.perceptron import boundary, decision, frame, points, surface
from coursekit.plots.style import COLOURS, NEGATIVE, POSITIVE, figure, panels, style, subplots

PAIR = (COLOURS["green"], COLOURS["purple"])


def best_line(X, y, weights):
    """Draw the four points with one line, and mark the middle of the square."""
    with style():
        fig, ax = subplots(width=5.6, height=3.8)
        decision(ax, X, y, weights, "The best line leaves one point wrong")
        ax.scatter(0.5, 0.5, marker="x", s=90, color="black", zorder=4, label="the middle")
        ax.legend(loc="center left", bbox_to_anchor=(1.0, 0.5))
    return fig


def gate_network(gates):
    """Draw a ``GateNetwork`` of two inputs with its weights and thresholds."""
    names = [["$x_1$", "$x_2$"]]
    names += [[f"{g.name}\n≥ {g.threshold:g}".replace("-", "−") for g in l] for l in gates.layers]
    kernels = [np.column_stack([gate.weights for gate in layer]) for layer in gates.layers]
    sizes = [len(layer) for layer in names]
    with style():
        fig, ax = subplots(width=6.4, height=3.6)
        network(ax, sizes, kernels, names, show_weights=True, wide=2.6, high=1.7, node_size=1900)
    return fig


def folding(X, hidden, y, lines, output_line, titles, note=None, rows=None):
    """Draw the inputs with the hidden neurons' lines, and beside it the hidden layer's outputs.

    Parameters
    ----------
    lines : dict of str to (b, w₁, w₂)
        The hidden neurons by name.
    output_line : (b, w₁, w₂)
        The output neuron, on the hidden outputs.
    titles : (str, str)
    note : ((h₁, h₂), text place, text), optional
        A remark with an arrow to a point of the hidden layer.
    rows : array of shape (n, 2), optional
        What to write beside the points of the hidden layer; points on top of each other share it.
    """
    with style():
        fig, (left, right) = subplots(1, 2, height=4.2)
        frame(left, X)
        for (name, weights), colour in zip(lines.items(), PAIR, strict=False):
            boundary(left, weights, colour=colour, label=name)
        points(left, X, y)
        left.set_title(titles[0])
        fig.legend(*left.get_legend_handles_labels(), loc="outside lower center", ncols=2)
        decision(right, hidden, y, output_line, titles[1])
        right.set(xlabel="$h_1$", ylabel="$h_2$")
        if note:
            place, text_place, text = note
            look = {"arrowstyle": "->", "shrinkB": 7}
            right.annotate(text, place, text_place, ha="center", arrowprops=look)
        if rows is not None:
            _name(right, np.asarray(hidden), rows)
    return fig


def _name(ax, places, rows, near=0.15):
    """Write each row beside its point; points that lie together share one text."""
    middle = np.mean(ax.get_xlim())
    free = list(range(len(places)))
    while free:
        group = [k for k in free if np.abs(places[k] - places[free[0]]).max() < near]
        free = [k for k in free if k not in group]
        text = "\n".join(f"({rows[k][0]}, {rows[k][1]})" for k in group)
        x, y = places[group].mean(axis=0)
        side = "left" if x < middle else "right"
        shift = 9 if side == "left" else -9
        ax.annotate(text, (x, y), (shift, 0), textcoords="offset points", ha=side, va="center",
                    fontsize=11, zorder=5)  # fmt: skip


def soft_boundaries(kernel, bias, output, X, y):
    """Shade the plane by two tanh neurons and by the network's output, with the points on it.

    ``kernel`` has shape (2, 2), inputs × neurons; ``output`` gives the network's outputs for rows.
    """
    from matplotlib.colors import LinearSegmentedColormap

    shades = LinearSegmentedColormap.from_list("classes", [NEGATIVE, "white", POSITIVE])
    hidden = [lambda rows, k=k: np.tanh(rows @ kernel[:, k] + bias[k]) for k in range(2)]
    with style():
        fig, axes, spare = panels(3)
        cases = [("hidden neuron 1", hidden[0], -1), ("hidden neuron 2", hidden[1], -1)]
        for ax, (title, answer, low) in zip(axes, [*cases, ("output", output, 0)], strict=True):
            frame(ax, X)
            x1, x2 = np.meshgrid(np.linspace(*ax.get_xlim(), 60), np.linspace(*ax.get_ylim(), 60))
            values = np.asarray(answer(np.column_stack([x1.ravel(), x2.ravel()])))
            look = {"cmap": shades, "vmin": low, "vmax": 1, "alpha": 0.6, "origin": "lower"}
            edges = (*ax.get_xlim(), *ax.get_ylim())
            mesh = ax.imshow(values.reshape(x1.shape), extent=edges, **look)
            fig.colorbar(mesh, ax=ax, ticks=[low, (low + 1) / 2, 1])
            points(ax, X, y)
            ax.set_title(title, fontsize=13)
        for place in spare:
            place.legend(*axes[0].get_legend_handles_labels(), loc="center", title="targets")
    return fig


def hidden_lines(kernel, bias, X, y, kinds):
    """Draw the lines of a hidden layer, a panel for each kind; ``kinds`` maps a name to neurons."""
    with style():
        fig, axes, _ = panels(len(kinds), row=2.6, columns=3)
        for ax, (name, units) in zip(axes, kinds.items(), strict=True):
            frame(ax, X)
            for unit in units:
                boundary(ax, [bias[unit], *kernel[:, unit]], colour=COLOURS["green"], width=1.6)
            points(ax, X, y, size=45)
            ax.set_title(f"{len(units)} {name}", fontsize=11)
    return fig


def two_starts(X, y, runs):
    """Draw the losses of training runs, and below it where each trained network says 1.

    ``runs`` maps a name to ``(loss per epoch, predict)``.
    """
    with style():
        names = [f"run {k}" for k in range(len(runs))]
        fig = figure(height=6.2)
        placed = fig.subplot_mosaic([["loss"] * len(runs), names], height_ratios=(4, 5))
        axes = [placed["loss"], *(placed[name] for name in names)]
        for k, (name, (losses, predict)) in enumerate(runs.items()):
            axes[0].plot(losses, linestyle="-" if k == 0 else "--", label=name)
            surface(axes[1 + k], predict, X, y, name)
        axes[0].set(xlabel="epoch", ylabel="loss", ylim=(0, None), title="Loss")
        axes[0].legend()
    return fig


def successes(counts, starts):
    """Draw how many of ``starts`` runs succeeded; ``counts`` maps hidden neurons to successes."""
    with style():
        fig, ax = subplots(width=6.4, height=3.3)
        ax.bar([str(units) for units in counts], list(counts.values()))
        ax.set(xlabel="hidden neurons", ylabel=f"successes in {starts} starts", ylim=(0, starts))
        ax.set_title("More neurons than needed make learning easier")
    return fig


def layer_shapes(sizes):
    """Draw a network with its activations in the nodes and the shapes of W above."""
    names = [[f"$a^{{[{l}]}}_{{{j + 1}}}$" for j in range(m)] for l, m in enumerate(sizes)]
    top = 0.6 * max(sizes)
    with style():
        fig, ax = subplots(width=6.4, height=4.2)
        network(ax, sizes, names=names, wide=2.4, high=1.2, node_size=900)
        for l in range(1, len(sizes)):
            text = f"$W^{{[{l}]}}$: {sizes[l]} × {sizes[l - 1]}"
            ax.text(2.4 * (l - 0.5), top, text, ha="center", fontsize=12)
        ax.set_ylim(-top + 0.1, top + 0.3)
    return fig


def approximations(x, curve, outputs):
    """Draw a curve, dashed, and below each other what follows it; ``outputs`` maps names to it."""
    with style():
        fig, axes, _ = panels(len(outputs), row=2.2, columns=1, sharex=True)
        for ax, (name, output) in zip(axes, outputs.items(), strict=True):
            ax.plot(x, output, color=COLOURS["blue"], lw=2.5, label="network")
            ax.plot(x, curve, "k--", lw=1.5, label="curve")
            far = np.abs(output - curve).max()
            ax.set(ylabel="output", title=f"{name}: at most {far:.2f} away")
        axes[-1].set_xlabel("input $x$")
        axes[0].legend(loc="upper right", fontsize=11)
    return fig


def single_cuts(accuracies):
    """Draw the accuracy after each single cut, worst first, one panel a network."""
    with style():
        fig, axes, _ = panels(len(accuracies), row=2.1, columns=1)
        for ax, (name, values) in zip(axes, accuracies.items(), strict=True):
            places = range(1, len(values) + 1)
            ax.bar(places, sorted(values), width=1.0, color=COLOURS["sky"], edgecolor="white")
            _guessing(ax)
            ax.set(ylabel="rows right", ylim=(0, 1.05), title=name)
        axes[-1].set_xlabel("connection cut, worst first")
    return fig


def damage(X, y, predict, every_cut, shares, after_many):
    """Draw a trained network, below it its accuracy after the worst cuts, and after many at once.

    ``after_many`` has one row for each of ``shares`` and one column for each draw.
    """
    with style():
        fig = figure(height=6.6)
        placed = fig.subplot_mosaic([["whole", "whole"], ["each", "many"]])
        axes = [placed["whole"], placed["each"], placed["many"]]
        surface(axes[0], predict, X, y, "Whole", size=22)
        worst = np.sort(every_cut)[:20]
        axes[1].bar(range(1, len(worst) + 1), worst, color=COLOURS["sky"], edgecolor="white")
        axes[1].set(xlabel="single cut, worst first", ylabel="accuracy on new points")
        axes[1].set(ylim=(0.2, 1.02), title=f"The {len(worst)} worst cuts")
        percent, draws = 100 * np.asarray(shares), np.asarray(after_many)
        low, high = draws.min(axis=1), draws.max(axis=1)
        axes[2].fill_between(percent, low, high, alpha=0.25, label=f"{draws.shape[1]} draws")
        axes[2].plot(percent, np.median(draws, axis=1), marker="o", label="median")
        axes[2].set(xlabel="connections cut, %", ylim=(0.2, 1.02), title="Many cuts at once")
        axes[2].legend(fontsize=11)
        for ax in axes[1:]:
            _guessing(ax)
    return fig


def _guessing(ax):
    ax.axhline(0.5, color="black", linestyle="--", linewidth=1.2)
    left = ax.get_xlim()[0]
    ax.text(left, 0.47, " guessing", fontsize=11, va="top")
