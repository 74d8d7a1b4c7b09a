"""The pictures of lesson 09 draw the numbers they are given."""

import numpy as np
import pytest

from coursekit.plots import descent as draw
from coursekit.studies.descent import walk
from coursekit.studies.surfaces import BOWL, TWO_VALLEYS, parabola


def test_tangents_have_the_slope_of_the_curve():
    fig = draw.slopes(parabola(4), (1.5, -1.5))
    tangents = [line.get_xydata() for line in fig.axes[0].lines if line.get_linestyle() == "--"]
    slopes = [np.diff(line[:, 1]) / np.diff(line[:, 0]) for line in tangents]
    assert [slope.item() for slope in slopes] == pytest.approx([6, -6])
    assert "+6.0" in fig.axes[0].get_legend_handles_labels()[1][0]


def test_steps_lie_on_the_curve_and_stop_at_the_edge_of_the_picture():
    surface = parabola(4)
    fig = draw.rates(surface, {"a": walk(surface.gradient, [2.0], 0.2, 3),
                               "b": walk(surface.gradient, [2.0], 0.6, 9)})  # fmt: skip
    steps, leaving = (ax.lines[1].get_xydata() for ax in fig.axes)
    np.testing.assert_allclose(steps[:, 1], 2 * steps[:, 0] ** 2)
    assert len(steps) == 4 and len(leaving) == 1


def test_factors_fall_to_zero_and_rise_again():
    fig = draw.factors(4, {"right": 0.2})
    eta, factor = fig.axes[0].lines[0].get_data()
    np.testing.assert_allclose(factor, np.abs(1 - 4 * eta))
    assert fig.axes[0].lines[-1].get_xydata().tolist() == [[0.2, pytest.approx(0.2)]]


def test_starts_are_sorted_by_the_valley_they_lead_to():
    starts = np.array([-1.0, 0.0, 1.0])
    ends = walk(TWO_VALLEYS.gradient, starts, 0.1, 300)[-1]
    fig = draw.valleys(TWO_VALLEYS, [walk(TWO_VALLEYS.gradient, [2.0], 0.1, 5)], starts, ends)
    found = {line.get_label(): line.get_xdata().tolist() for line in fig.axes[1].lines}
    assert found == {"global": [-1, 0], "local": [1]}


def test_paths_and_best_points_in_the_bowl():
    path = walk(BOWL.gradient, BOWL.start, 0.1, 6)
    fig = draw.in_the_bowl({"one": (path, BOWL.region)}, BOWL.value, best=(0, 0))
    np.testing.assert_allclose(fig.axes[0].lines[0].get_xydata(), path, atol=1e-6)
    assert fig.axes[0].lines[-1].get_xydata().tolist() == [[0, 0]]
    fig = draw.in_the_bowl({"one": (path, BOWL.region)}, {"one": BOWL.value}, best={"one": (1, 0)})
    assert fig.axes[0].lines[-1].get_xydata().tolist() == [[1, 0]]


def test_the_first_steps_of_a_short_path_are_numbered():
    short, long = (walk(BOWL.gradient, BOWL.start, 0.1, steps) for steps in (6, 60))
    walks = {"short": (short, BOWL.region), "long": (long, BOWL.region)}
    here, there = draw.in_the_bowl(walks, BOWL.value).axes[:2]
    assert [text.get_text() for text in here.texts] == list("12345") and not there.texts
    np.testing.assert_allclose([text.xy for text in here.texts], short[1:6], atol=1e-6)


def test_loss_curves_have_a_panel_each_and_the_lowest_loss():
    fig = draw.loss_curves({"A": [9.0, 4.0, 3.0], "B": [9.0, 90.0, 900.0]}, 3.0)
    assert [ax.get_title(loc="left") for ax in fig.axes[:2]] == ["A", "B"]
    assert fig.axes[1].lines[0].get_ydata().tolist() == [9, 90, 900]
    assert set(fig.axes[0].lines[1].get_ydata()) == {3.0}


def test_noise_cost_and_lines():
    fig = draw.noise([1, 4], [2.0, 1.1], {"law": [2.0, 1.0], "exact": [1.9, 0.0]})
    assert fig.axes[0].lines[-1].get_ydata().tolist() == [2.0, 1.1]
    fig = draw.cost([1, 8], {"rough": [[120, 120], [28, 224]]})
    assert [ax.lines[0].get_ydata().tolist() for ax in fig.axes] == [[120, 28], [120, 224]]
    fig = draw.lines([0, 2], [1, 5], {"fit": (2, 1)}, "x", "y")
    assert fig.axes[0].lines[1].get_xydata().tolist() == [[0, 1], [2, 5]]
