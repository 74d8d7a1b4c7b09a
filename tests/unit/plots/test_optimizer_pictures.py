"""The pictures of lesson 10 draw the numbers they are given."""

import numpy as np
import pytest

from coursekit.plots import optimizers as draw
from coursekit.studies.descent import walk
from coursekit.studies.surfaces import BOWL, RAVINE, SADDLE


def descent(eta, steps=5):
    return lambda surface: walk(surface.gradient, surface.start, eta, steps)


def test_a_family_has_a_map_and_a_loss_curve_for_every_landscape():
    fig = draw.family((BOWL, SADDLE), {"slow": descent(0.01), "quick": descent(0.1)})
    for row, surface in enumerate((BOWL, SADDLE)):
        path = descent(0.1)(surface)
        on_map = fig.axes[2 * row].lines[1].get_xydata()
        np.testing.assert_allclose(on_map, path, atol=1e-6)
        height = surface.value(path.T) - surface.value(np.array(surface.minima[0]))
        np.testing.assert_allclose(fig.axes[2 * row + 1].lines[1].get_ydata(), height)
    stars = [line for line in fig.axes[2].lines if line.get_marker() == "*"]
    assert [star.get_xydata()[0].tolist() for star in stars] == [[0, 1], [0, -1]]


def test_only_the_run_to_compare_with_is_grey():
    fig = draw.family((BOWL,), {"slow": descent(0.01), "quick": descent(0.1)})
    assert [line.get_color() for line in fig.axes[1].lines] == ["#888888", draw.CYCLE[0]]
    fig = draw.family((BOWL,), {"alone": descent(0.01)})
    assert fig.axes[1].lines[0].get_color() == draw.CYCLE[0]


def test_weights_of_the_past_fall_by_beta_each_step():
    fig = draw.weights_of_the_past((0.5, 0.9), steps=10)
    curve, dot = fig.axes[0].lines[2:4]
    np.testing.assert_allclose(curve.get_ydata(), 0.1 * 0.9 ** np.arange(11))
    assert dot.get_xdata() == pytest.approx([10])


def test_averages_rates_sweep_and_losses():
    fig = draw.averages([1, 2], {"a": [1, 1.5]}, "title")
    assert fig.axes[0].lines[1].get_ydata().tolist() == [1, 1.5]
    fig = draw.rates({"a": [1.0, 0.5]}, "title")
    assert fig.axes[0].lines[0].get_xydata().tolist() == [[1, 1], [2, 0.5]]
    fig = draw.sweep([0.1, 1], {"a": [[0.2, 0.4], [0.9, 0.7]]})
    assert fig.axes[0].lines[0].get_ydata() == pytest.approx([0.3, 0.8])
    fig = draw.losses({"a": [[2.0, 1.0], [4.0, 3.0]]}, "title")
    assert fig.axes[0].lines[0].get_xydata().tolist() == [[1, 3], [2, 2]]


def test_swings_draws_a_factor_for_each_rate():
    fig = draw.swings([0.01, 0.02], {"a": [0.9, 0.5], "b": [1.0, 1.1]})
    limit, *curves = fig.axes[0].lines
    assert set(limit.get_ydata()) == {1}
    assert [line.get_xydata().tolist() for line in curves] == [
        [[0.01, 0.9], [0.02, 0.5]],
        [[0.01, 1.0], [0.02, 1.1]],
    ]


def test_four_paths_start_at_the_square_and_do_not_say_who_drew_them():
    fig = draw.four_paths(RAVINE, steps=3)
    for ax, letter in zip(fig.axes, "ABCD", strict=False):
        assert ax.get_title(loc="left") == letter
        assert ax.lines[0].get_xydata()[0].tolist() == list(RAVINE.start)
