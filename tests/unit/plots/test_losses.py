"""The pictures of lessons 05 and 06 draw the numbers they are given."""

import numpy as np
import pytest

from coursekit.plots import losses as draw
from coursekit.plots.show import _png


def test_misses_draw_a_stroke_from_every_point_to_the_line():
    ax = draw.misses(np.array([0.0, 1.0]), np.array([3.0, 4.0]), (2, 1), "x", "y").axes[0]
    strokes = [path.vertices.tolist() for path in ax.collections[0].get_paths()]
    assert strokes == [[[0, 3], [0, 1]], [[1, 4], [1, 3]]]


def test_pairs_draw_losses_left_and_derivatives_right():
    x = np.linspace(-1, 1, 21)
    rows = {"a": {"square": (x**2, 2 * x)}, "b": {"V": (abs(x), np.sign(x))}}
    left, right, left_b, right_b = draw.pairs(rows, x, "e", "slope", ((0, 1), (-2, 2))).axes
    np.testing.assert_allclose(left.lines[0].get_ydata(), x**2)
    np.testing.assert_allclose(right.lines[0].get_ydata(), 2 * x)
    assert right.get_ylim() == right_b.get_ylim() == (-2, 2)
    np.testing.assert_allclose(left_b.lines[0].get_ydata(), np.abs(x))


def test_a_jump_is_a_gap_and_a_steep_curve_is_not():
    x = np.linspace(-1, 1, 21)
    assert np.isnan(draw._gaps(np.sign(x))).any()
    p = np.linspace(0.01, 0.99, 393)
    assert not np.isnan(draw._gaps(-1 / p)).any()


def test_conventions_cut_a_path_that_flies_away():
    costs = {"a": [1.0, 2.0], "b": [2.0, 4.0]}
    paths = {"a": np.array([0, 2.0, -9, 30, -90]), "b": np.array([0, 0.5, 0.8, 1, 1])}
    fig = draw.conventions(np.array([0, 1.0]), costs, paths, paths, 1.0)
    assert fig.axes[1].lines[0].get_ydata().tolist() == [0, 2, -9]
    assert fig.axes[1].lines[1].get_ydata().tolist() == [0, 0.5, 0.8, 1, 1]


def test_the_bowl_marks_the_lowest_point_and_names_its_axes():
    fig = draw.bowl(lambda m, c: m**2 + c**2, np.linspace(-1, 1, 9), np.linspace(-2, 2, 9), (0, 0))
    solid, flat = fig.axes
    assert solid.name == "3d" and flat.lines[0].get_xydata().tolist() == [[0, 0]]
    assert flat.get_xlabel() == "coefficient $m$" and flat.get_ylabel() == "intercept $c$"


def test_constants_mark_the_lowest_place_and_point_to_what_lies_outside():
    c = np.array([0.0, 1, 2, 3])
    fig = draw.constants(np.array([1.0, 2, 99]), c, {"MSE": np.array([4.0, 1, 2, 8])}, "c")
    curve, mark, strokes = fig.axes[0].lines
    assert curve.get_ydata().max() == 1 and mark.get_xydata().tolist() == [[1, 0]]
    assert strokes.get_xdata().tolist() == [1, 2]
    assert [text.get_text() for text in fig.axes[0].texts] == ["99 →"]


def test_steps_draw_every_path_and_the_goal():
    ax = draw.steps({"a": np.array([0, 0.5]), "b": np.array([0, 1.0])}, 1.0, "title").axes[0]
    assert [line.get_ydata()[1] for line in ax.lines] == [0.5, 1.0, 1.0]


def test_pulled_crosses_the_spoilt_row_only():
    x, clean = np.arange(3.0), np.array([1.0, 2, 3])
    spoilt = np.array([1.0, 2, 0])
    fig = draw.pulled(x, clean, spoilt, {"MSE": ((1, 1), (-0.5, 1.5))}, "x", "y")
    points, cross, before, after = fig.axes[0].lines
    assert points.get_xdata().tolist() == [0, 1]
    assert cross.get_xydata().tolist() == [[2, 0]]
    assert before.get_ydata().tolist() == [1, 2, 3]
    assert after.get_ydata().tolist() == [1.5, 1.0, 0.5]
    assert fig.axes[0].get_title(loc="left") == "MSE: $m$ = -0.50".replace("-", "−")


@pytest.mark.parametrize(
    "fig",
    [
        draw.coefficient_against_value(np.arange(3), {"MSE": [1, 2, 3]}, 1.0, "value"),
        draw.curves({"a": [3, 2, 1]}, [1, 2, 3], "x", "y", "title"),
    ],
)
def test_lines_keep_their_values_and_have_a_title(fig):
    ax = fig.axes[0]
    assert sorted(ax.lines[0].get_ydata()) == [1, 2, 3]
    assert ax.get_title(loc="left") and len(_png(fig)[0]) < 120_000


def test_logistic_draws_both_answers_the_curve_and_its_middle():
    x, y = np.array([-2.0, -1.0, 1.0, 2.0]), np.array([0.0, 1.0, 0.0, 1.0])
    ax = draw.logistic(x, y, 2.0, -1.0, "x", "y").axes[0]
    yes, no, curve, middle, half = ax.lines
    assert yes.get_xdata().tolist() == [-1, 2] and no.get_xdata().tolist() == [-2, 1]
    at = np.interp(0.5, curve.get_xdata(), curve.get_ydata())
    assert middle.get_xdata()[0] == 0.5 and at == pytest.approx(0.5, abs=1e-3)


def test_surprisals_are_minus_the_logarithm_of_the_densities():
    e = np.linspace(-2, 2, 5)
    left, right = draw.surprisals(e, {"Laplace": np.abs(e)}).axes
    np.testing.assert_allclose(left.lines[0].get_ydata(), np.exp(-np.abs(e)))
    np.testing.assert_allclose(right.lines[0].get_ydata(), [2, 1, 0, 1, 2])
