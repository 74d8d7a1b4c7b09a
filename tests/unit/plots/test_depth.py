"""The pictures of lesson 08 draw the numbers they are given."""

import numpy as np
import pytest

from coursekit.plots import depth
from coursekit.plots.show import _png


def test_differences_keep_steps_and_errors_and_show_zeros_at_the_floor():
    h = np.array([1e-4, 1e-2])
    fig = depth.difference_errors(h, {"central": np.array([1e-8, 1e-4]), "exact": np.zeros(2)})
    central, exact = fig.axes[0].lines
    np.testing.assert_array_equal(central.get_xydata(), [[1e-4, 1e-8], [1e-2, 1e-4]])
    assert (exact.get_ydata() == np.finfo(float).eps / 2).all()
    assert fig.axes[0].get_xscale() == fig.axes[0].get_yscale() == "log"


def test_layers_are_counted_from_one_in_every_panel():
    fig = depth.by_layer({"a": {"x": [1, 10]}, "b": {"x": [1, 2, 3]}}, "size", level=1)
    first, second = fig.axes
    assert first.lines[0].get_xdata().tolist() == [1, 2]
    assert second.lines[0].get_ydata().tolist() == [1, 2, 3]
    assert len(fig.legends) == 1 and first.get_legend() is None


def test_panels_with_other_lines_get_legends_of_their_own():
    fig = depth.by_layer({"a": {"x": [1, 10]}, "b": {"y": [1, 2]}}, "size")
    assert not fig.legends and all(ax.get_legend() for ax in fig.axes)


def test_twins_draw_a_path_for_each_neuron():
    steps = np.arange(12.0).reshape(3, 2, 2)
    fig = depth.twins({"start": steps})
    path = fig.axes[0].lines[0].get_xydata()
    np.testing.assert_array_equal(path, steps[:, :, 0])
    assert len(fig.axes[0].lines) == 2 * 3  # path, end and start of two neurons


def test_histograms_count_every_output():
    fig = depth.histograms({"a": {1: np.zeros(7), 9: np.full(5, 0.99)}})
    assert [sum(bar.get_height() for bar in ax.patches) for ax in fig.axes] == [7, 5]


@pytest.mark.parametrize("layers", [1, 2, 3])
def test_two_ways_names_every_layer(layers):
    texts = " ".join(text.get_text() for text in depth.two_ways(layers).axes[0].texts)
    for l in range(1, layers + 1):
        assert f"\\delta^{{[{l}]}}" in texts and f"W^{{[{l}]}}" in texts


@pytest.mark.parametrize(
    "fig",
    [
        depth.two_ways(),
        depth.slopes(np.linspace(-1, 1, 5), {"g": np.ones(5)}),
        depth.losses({"a": [3, 2, 1]}, "title", logarithmic=True),
    ],
)
def test_every_picture_has_a_title_and_fits_a_mail(fig):
    assert fig.axes[0].get_title(loc="left") and len(_png(fig)[0]) < 60_000


def test_limits_cut_the_axis_and_nothing_else():
    groups = {"tanh": {"one": [1.0, 1e-9]}, "relu": {"one": [1.0, 1e9]}}
    cut = depth.by_layer(groups, "size", limits=(1e-3, 1e3))
    assert [ax.get_ylim() for ax in cut.axes] == 2 * [(1e-3, 1e3)]
    low, high = depth.by_layer(groups, "size").axes[0].get_ylim()
    assert low < 1e-9 and high > 1e9
