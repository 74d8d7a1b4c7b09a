"""The drawings of lesson 04 show the functions and numbers they are given."""

import numpy as np
import pytest

from coursekit.machines.gates import XOR, binary_inputs
from coursekit.plots import activations as draw
from coursekit.studies.activations import TWELVE


@pytest.mark.parametrize("name", TWELVE)
def test_every_row_draws_the_function_and_its_slope(name):
    f = TWELVE[name]
    left, right = draw.pairs({name: f}).axes
    for ax, g in ((left, f), (right, f.derivative)):
        for line in ax.lines[:2]:
            z, a = line.get_data()
            np.testing.assert_allclose(a, g(z))
    assert left.get_ylim() == right.get_ylim() and left.get_xlim() == right.get_xlim()


def test_a_jump_is_not_drawn_as_a_wall():
    ax = draw.pairs({"step": TWELVE["binary step"]}).axes[0]
    assert all(np.ptp(line.get_ydata()) == 0 for line in ax.lines[:2])


def test_bands_run_from_the_lowest_to_the_highest_seed():
    fig = draw.over_epochs({"share": {"a": np.array([[0, 0.1], [0.2, 0.5], [1, 0.9]])}}, "title")
    ax = fig.axes[0]
    assert ax.lines[0].get_ydata().tolist() == [0.2, 0.5]
    corners = ax.collections[0].get_paths()[0].vertices
    assert corners[:, 1].min() == 0 and corners[:, 1].max() == 1


def test_every_slope_is_named_at_its_highest_point():
    z = np.array([-1.0, 0.0, 1.0])
    fig = draw.slopes_together(z, {"hill": np.array([0, 0.25, 0]), "jump": np.array([0, 0, 1])})
    ax = fig.axes[0]
    places = {text.get_text(): text.xy for text in ax.texts if hasattr(text, "xy")}
    assert places == {"hill": (0, 0.25), "jump": (1, 1)}
    assert [line.get_ydata()[0] for line in ax.lines[:2]] == [0.25, 1]
    assert np.isnan(ax.lines[3].get_ydata()[2]), "no wall"


def test_depth_draws_the_median_of_the_seeds():
    fig = draw.by_depth([1, 4], {"tanh": [[0.9, 0.8, 1.0], [0.5, 0.6, 0.4]]}, 0.1, "title")
    assert fig.axes[0].lines[0].get_xydata().tolist() == [[1, 0.9], [4, 0.5]]


def test_softmax_bars_have_the_height_of_the_shares():
    fig = draw.softmax_bars({"a": ([0, 1], [0.25, 0.75]), "b": ([0, 0], [0.5, 0.5])}, ["x", "y"])
    assert [bar.get_height() for bar in fig.axes[0].patches] == [0.25, 0.75]
    assert fig.axes[0].get_xticklabels()[1].get_text() == "y\n$z$ = 1"


def test_surfaces_draw_a_panel_for_each_network():
    square = binary_inputs(2)
    fig = draw.surfaces(square, XOR(square), {"a": lambda X: X[:, 0], "b": lambda X: X[:, 1]})
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["a", "b"]


def test_dots_draw_every_seed_in_the_row_of_its_network():
    fig = draw.dots({"one": [0.1, 0.2], "two": [0.3]}, "score", "title")
    one, two = fig.axes[0].lines
    assert one.get_xydata().tolist() == [[0.1, 0], [0.2, 0]]
    assert two.get_xydata().tolist() == [[0.3, -1]]
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == ["one", "two"]
