"""Picture of the explorer of gradient descent in one dimension."""

import numpy as np

from coursekit.explorers.descent.explorer import loss
from coursekit.plots.style import COLOURS, style, subplots


def draw(state, frame):
    """Draw the walk on its curve, and the loss after every step."""
    with style():
        fig, (left, right) = subplots(
            1, 2, width=9.0, height=3.8, gridspec_kw={"width_ratios": [3, 2]}
        )
        _walk(left, state, frame)
        _fall(right, frame)
    return fig


def _walk(ax, state, frame):
    w, E = np.transpose(frame["curve"])
    room = 0.08 * np.ptp(E)
    ax.plot(w, E, color=COLOURS["blue"])
    path = np.array(frame["path"])
    path = path[np.abs(path) < 10]
    ax.plot(path, [loss(state, w) for w in path], "o-", color=COLOURS["vermillion"], lw=1.2)
    if frame["diverged"] is None:
        near = frame["w"] + np.array([-0.8, 0.8])
        ax.plot(near, frame["loss"] + frame["slope"] * (near - frame["w"]), "k--", lw=1.5)
        look = {"arrowstyle": "-|>", "lw": 2}
        foot = E.min() - room / 2
        ax.annotate("", (frame["w"] + frame["move"], foot), (frame["w"], foot), arrowprops=look)
    title = "The walk on the curve"
    if frame["diverged"] is not None:
        title = f"The walk diverged after {frame['diverged']} steps"
    limits = {"xlim": (-3, 3), "ylim": (E.min() - room, E.max() + room)}
    ax.set(xlabel="weight $w$", ylabel="loss $E$", title=title, **limits)


def _fall(ax, frame):
    losses = np.array([np.nan if E is None else E for E in frame["losses"]])
    ax.semilogy(np.maximum(losses - frame["lowest"], 1e-9), "o-", color=COLOURS["vermillion"])
    ax.set(xlabel="step", ylabel="loss above the lowest", title="The loss")
    ax.set(xlim=(-0.5, max(10, len(losses) - 1) + 0.5), ylim=(1e-9, 1e3))
