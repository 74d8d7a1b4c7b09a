"""Picture of the activations explorer: function, slope, and the signal in five layers."""

import numpy as np

from coursekit.plots.style import COLOURS, figure, style


def draw(state, frame):
    """Draw function and slope with the place z, histograms of the layers, and the gradient."""
    fig = figure(width=6.4, height=9.6)
    with style():
        rows = [["value", "slope"], ["signal", "signal"], ["factors", "factors"]]
        axes = fig.subplot_mosaic(rows, height_ratios=(1, 1.5, 1.3))
        _curve(axes["value"], state, frame, 1, frame["a"], COLOURS["blue"])
        _curve(axes["slope"], state, frame, 2, frame["slope"], COLOURS["vermillion"])
        z, a, slope = state.z, frame["a"], frame["slope"]
        axes["value"].plot([z - 1.5, z + 1.5], [a - 1.5 * slope, a + 1.5 * slope], "k--", lw=1.5)
        axes["value"].set(title=state.function, ylabel="$f(z)$")
        axes["slope"].set(title="its slope", ylabel="$f'(z)$")
        _histograms(axes["signal"], frame)
        _factors(axes["factors"], frame)
    return fig


def _curve(ax, state, frame, column, value, colour):
    points = np.array(frame["curve"])
    for half in (points[: len(points) // 2], points[len(points) // 2 :]):
        ax.plot(half[:, 0], half[:, column], color=colour)
    ax.plot(state.z, value, "o", color=colour, mec="black", markersize=9, zorder=3)
    ax.axhline(0, color="#888888", lw=0.9, zorder=1)
    ax.set(xlabel="$z$", xlim=(-6, 6), ylim=(-1.6, 3.2))


def _histograms(ax, frame):
    """One row for the input and for each layer; all rows share the axis of values."""
    for row, layer in enumerate(frame["layers"]):
        bars = np.array(layer["bars"]) / max(layer["bars"])
        places = -4 + (np.arange(len(bars)) + 0.5) * 8 / len(bars)
        ax.bar(places, 0.8 * bars, 8 / len(bars), bottom=-row, color=COLOURS["sky"], ec="black",
               lw=0.4)  # fmt: skip
    names = ["input", *(f"layer {k}" for k in range(1, len(frame["layers"])))]
    ax.set_yticks(-np.arange(len(names)), names)
    ax.set(xlabel="output $a$ (the ends hold what lies beyond)", title="The signal", xlim=(-4, 4))


def _factors(ax, frame):
    """The gradient that arrives at each layer, and the share of dead units and flat slopes."""
    layers = np.arange(len(frame["arriving"]))
    arriving = [value if value > 0 else np.nan for value in frame["arriving"]]
    ax.plot(layers, arriving, "-o", color=COLOURS["vermillion"], label="gradient")
    ax.plot(
        layers, [max(v["spread"], 1e-12) for v in frame["layers"]], "--s", color=COLOURS["blue"],
        label="spread of the signal",
    )  # fmt: skip
    low, high = ax.get_ylim()
    ax.set(yscale="log", ylim=(1e-6, max(10.0, high * 2)), xlabel="after layer (0: the input)")
    ax.set(ylabel="size, logarithmic", title="What arrives")
    for k, (dead, flat) in enumerate(zip(frame["dead"], frame["flat"], strict=True), start=1):
        ax.text(k, 2e-6, f"{dead:.0%}\n{flat:.0%}", ha="center", fontsize=10)
    ax.text(0.3, 2e-6, "dead\nflat", ha="center", fontsize=10)
    ax.legend(loc="lower right", bbox_to_anchor=(1, 0.98), ncols=2, fontsize=11)
