"""The pictures of lesson 07 light the right paths and draw the numbers they are given."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from coursekit.plots import backprop

NAMES = [["x1", "x2"], ["h1", "h2"], ["o1", "o2"], ["E"]]


def coloured(ax):
    """Colours of the thick lines, by their two ends."""
    return [
        (to_hex(line.get_color()), [tuple(np.round(p, 1)) for p in line.get_xydata()])
        for line in ax.lines
        if line.get_linewidth() > 2
    ]


def test_every_lit_path_has_its_colour_and_shared_edges_show_both():
    fig = backprop.paths(NAMES, [[0, 0, 0, 0], [0, 0, 1, 0]], {(0, 0, 0): "w1"}, "title")
    colours = [colour for colour, _ in coloured(fig.axes[0])]
    assert sorted(colours) == sorted(3 * [c.lower() for c in backprop.LIT[:2]])
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert {"w1", "x1", "E"} <= set(texts)
    grey = [line for line in fig.axes[0].lines if line.get_linewidth() < 2]
    assert len(grey) == 4 + 4 + 2 - 5


def test_layouts_write_each_weight_on_its_own_connection():
    fig = backprop.layouts(
        {"one": (NAMES[:3], {(0, 1, 0): "w2"}), "two": (NAMES[:3], {(0, 0, 1): "w2"})}
    )
    places = []
    for ax in fig.axes:
        (label,) = [text for text in ax.texts if text.get_text() == "w2"]
        places.append(label.get_position()[1])
    assert places[0] < 0 < places[1]  # from x2 below, from x1 above


def test_the_tangent_has_the_given_slope():
    weights = np.linspace(-1, 1, 5)
    fig = backprop.tangent(weights, weights**2, 0.5, 0.25, 1.0, "w")
    line = fig.axes[0].lines[1].get_xydata()
    assert np.diff(line[:, 1]) / np.diff(line[:, 0]) == pytest.approx(1.0)
    assert fig.axes[0].lines[2].get_xydata().tolist() == [[0.5, 0.25]]


def test_the_jacobian_writes_its_numbers():
    fig = backprop.jacobian([[0.2, -0.1], [-0.1, 0.2]], ["a", "b"], ["c", "d"])
    texts = {text.get_position(): text.get_text() for text in fig.axes[0].texts}
    assert texts[1, 0] == "−0.1000" and texts[0, 0] == "+0.2000"


def test_descent_draws_the_errors():
    fig = backprop.descent([1, 10], [0.3, 0.1])
    assert fig.axes[0].lines[0].get_xydata().tolist() == [[1, 0.3], [10, 0.1]]
