"""Picture of the perceptron explorer."""

import numpy as np

from coursekit.plots.perceptron import boundary
from coursekit.plots.style import CLASS_COLOURS, CLASS_MARKERS, COLOURS, style, subplots


def draw(state, frame):
    """Draw the points with the boundary before and after the last example, and the mistakes."""
    with style():
        fig, (upper, lower) = subplots(2, 1, height=7.0, height_ratios=(5, 2))
        _plane(upper, state, frame)
        _mistakes(lower, state, frame)
    return fig


def _plane(ax, state, frame):
    side = frame["view"]
    ax.set(xlim=(-side, side), ylim=(-side, side), xlabel="$x_1$", ylabel="$x_2$")
    ax.set_aspect("equal")
    example = frame["example"]
    if example and example["error"]:
        boundary(ax, example["before"], colour="#666666", width=1.5, linestyle="--", label="before")
    if frame["street"] and frame["ending"]:
        look = {"colour": COLOURS["green"], "linestyle": ":", "label": "most room"}
        boundary(ax, frame["street"][1:], **look)
    boundary(ax, frame["weights"], shade=True, label="boundary")
    for k, name in enumerate(("class 0", "class 1")):
        chosen = np.array([(x1, x2) for x1, x2, d in state.points if d == k]).reshape(-1, 2)
        look = {"edgecolor": "white", "linewidth": 0.8, "zorder": 3, "label": name}
        ax.scatter(*chosen.T, s=110, marker=CLASS_MARKERS[k], c=CLASS_COLOURS[k], **look)
    _marks(ax, state, frame)
    ax.set_title("The boundary and the points")
    ax.legend(loc="center left", bbox_to_anchor=(1.02, 0.5))


def _marks(ax, state, frame):
    """Ring the example shown last, cross the points on the wrong side."""
    places = np.array([point[:2] for point in state.points]).reshape(-1, 2)
    wrong = places[np.array(frame["wrong"], dtype=bool)]
    if len(wrong):
        ax.scatter(*wrong.T, marker="x", c="black", s=150, lw=2, zorder=4, label="wrong side")
    if frame["example"]:
        place = places[frame["example"]["row"]]
        look = {"facecolor": "none", "edgecolor": COLOURS["orange"], "linewidth": 3, "zorder": 2}
        ax.scatter(*place, s=260, label="last example", **look)


def _mistakes(ax, state, frame):
    passes = range(1, len(frame["mistakes"]) + 1)
    ax.bar(passes, frame["mistakes"], color=COLOURS["sky"], edgecolor="black")
    ax.set(xlim=(0.5, max(10, len(passes)) + 0.5), ylim=(0, max(1, len(state.points))))
    ax.set(xlabel="pass over all points", ylabel="mistakes", title="Mistakes in each pass")
    ax.xaxis.get_major_locator().set_params(integer=True)
    ax.yaxis.get_major_locator().set_params(integer=True)
