"""The pictures of lesson 03 draw the curves, nudges and slopes they are given."""

import numpy as np
import pytest

from coursekit.plots import slopes as draw


def test_a_secant_runs_through_both_ends_of_its_nudge():
    fig = draw.secants(lambda x: x**2, 1.0, 2.0, [1.0, 0.5], "x", "y", "title")
    ax = fig.axes[0]
    secant = ax.lines[1]
    for x in (1.0, 2.0):
        assert np.interp(x, *secant.get_data()) == pytest.approx(x**2, abs=0.01)
    words = [text.get_text() for text in ax.get_legend().get_texts()]
    assert words == ["h = 1: slope 3", "h = 0.5: slope 2.5", "tangent: slope 2"]


def test_the_tangent_has_the_slope_it_is_given():
    ax = draw.secants(lambda x: x**2, 1.0, 2.0, [1.0], "x", "y", "title").axes[0]
    x, y = ax.lines[-2].get_data()
    np.testing.assert_allclose(np.diff(y) / np.diff(x), 2)


def test_the_parts_of_a_product_have_its_area():
    bars = draw.product(9, 15, 1, 2).axes[0].patches
    assert sum(bar.get_width() * bar.get_height() for bar in bars) == pytest.approx(10 * 17)


def test_each_nudge_goes_along_one_axis_and_the_gradient_along_itself():
    grid = np.linspace(-1, 1, 9)
    fig = draw.two_nudges(lambda w, b: w * w + b, (0.0, 0.0), (3.0, 4.0), grid, grid, "title")
    words = {text.get_text(): text.xy for text in fig.axes[0].texts if hasattr(text, "xy")}
    assert words["nudge w"][1] == words["nudge b"][0] == 0
    assert words["gradient"] == pytest.approx((0.48, 0.64))


def test_targets_of_both_classes_and_every_curve_are_drawn():
    x, y = np.array([1, 2, 3]), np.array([0, 1, 1])
    curve = (np.array([1.0, 3.0]), np.array([0.2, 0.9]))
    ax = draw.learned(x, y, {"before": curve, "after": curve}, "x", "p", "title").axes[0]
    assert [line.get_xdata().tolist() for line in ax.lines[2:]] == [[1], [2, 3]]
    assert [text.get_text().strip() for text in ax.texts] == ["before", "after"]
