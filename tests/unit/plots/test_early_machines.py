"""The drawings of lessons 01 and 02 show the numbers they are given."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.contour import ContourSet

from coursekit import plots
from coursekit.machines.gates import AND, XOR, binary_inputs
from coursekit.machines.perceptron import Perceptron
from coursekit.plots import networks
from coursekit.plots import perceptron as draw
from coursekit.plots import xor as lesson_02

SQUARE = binary_inputs(2)
number = st.floats(-5, 5).filter(lambda value: abs(value) > 1e-3)


@given(number, number, number)
def test_every_point_of_the_line_lies_on_the_boundary(b, w1, w2):
    _, ax = plots.subplots()
    ax.set(xlim=(-2, 2), ylim=(-1, 3))
    draw.boundary(ax, [b, w1, w2])
    x1, x2 = ax.lines[0].get_data()
    np.testing.assert_allclose(b + w1 * x1 + w2 * x2, 0, atol=1e-9)
    assert ax.get_xlim() == (-2, 2) and ax.get_ylim() == (-1, 3)


@pytest.mark.parametrize("weights", [(0.5, 0, 1), (0.5, 1, 0)])
def test_level_and_upright_lines(weights):
    _, ax = plots.subplots()
    ax.set(xlim=(-2, 2), ylim=(-1, 3))
    draw.boundary(ax, weights, shade=True)
    assert (np.ptp(ax.lines[0].get_xydata(), axis=0) == 0).sum() == 1


def test_no_line_without_weights():
    _, ax = plots.subplots()
    draw.boundary(ax, [1.0, 0.0, 0.0])
    assert not ax.lines


def test_the_tint_lies_on_the_side_of_output_one():
    _, ax = plots.subplots()
    draw.decision(ax, SQUARE, AND(SQUARE), [-1.5, 1, 1])
    tint = next(c for c in ax.collections if isinstance(c, ContourSet))
    path = tint.get_paths()[0]
    assert path.contains_point((1.2, 1.2)) and not path.contains_point((0.0, 0.0))


def test_points_keep_class_and_place():
    _, ax = plots.subplots()
    draw.points(ax, SQUARE, XOR(SQUARE), names=("no", "yes"))
    low, high = ax.collections
    assert (low.get_label(), high.get_label()) == ("no", "yes")
    assert high.get_offsets().tolist() == [[0, 1], [1, 0]]


def test_histories():
    model = Perceptron().fit(SQUARE, AND(SQUARE))
    fig = draw.mistakes_per_pass({"AND": model.history_}, "title")
    assert fig.axes[0].lines[0].get_ydata().tolist() == [1, 3, 3, 2, 1, 0]
    fig = draw.path_of_boundaries(SQUARE, AND(SQUARE), model.history_, "title")
    assert 2 <= len(fig.axes[0].lines) <= model.n_updates_


def test_every_line_in_the_picture_has_its_number():
    model = Perceptron().fit(SQUARE, AND(SQUARE))
    fig = draw.path_of_boundaries(SQUARE, AND(SQUARE), model.history_, "title")
    numbers = [int(n) for text in fig.axes[0].texts for n in text.get_text().split(",")]
    assert sorted(numbers) == [1, 2, 3, 4, 5, 7, 8, 9, 10]  # the sixth is x₁ = 2, outside
    place = next(text.xy for text in fig.axes[0].texts if text.get_text() == "10")
    b, w1, w2 = model.weights_
    assert b + w1 * place[0] + w2 * place[1] == pytest.approx(0)


def test_surface_follows_the_function():
    _, ax = plots.subplots()
    draw.surface(ax, lambda X: X[:, 0], SQUARE, AND(SQUARE))
    line = next(c for c in ax.collections if len(c.get_edgecolor()) and not len(c.get_facecolor()))
    vertices = np.concatenate([path.vertices for path in line.get_paths()])
    np.testing.assert_allclose(vertices[:, 0], 0.5, atol=1e-9)


def test_networks_draw_every_node_and_connection():
    _, ax = plots.subplots()
    places = networks.network(ax, (3, 4, 3, 1))
    assert [len(layer) for layer in places] == [3, 4, 3, 1]
    assert len(ax.lines) == 12 + 12 + 3
    assert sum(len(c.get_offsets()) for c in ax.collections) == 11


def test_weights_decide_colour_and_thickness():
    _, ax = plots.subplots()
    kernels = [np.array([[2.0], [-1.0]])]
    networks.network(ax, (2, 1), kernels, cut=[(0, 1, 0)], show_weights=True)
    whole, cut = ax.lines
    assert whole.get_color() == networks.POSITIVE and cut.get_linestyle() == "--"
    assert {"2", "−1"} <= {text.get_text() for text in ax.texts}


@pytest.mark.parametrize("picture", [networks.neuron, networks.topologies])
def test_diagrams_keep_their_text_inside(picture):
    fig = picture()
    fig.canvas.draw()
    width, height = fig.get_size_inches() * fig.dpi
    for ax in fig.axes:
        for text in [*ax.texts, ax.title]:
            box = text.get_window_extent()
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height


def test_panels_side_by_side():
    fig = draw.side_by_side(
        SQUARE, {"a": (AND(SQUARE), [-1.5, 1, 1]), "b": (XOR(SQUARE), [0, 1, 0])}
    )
    assert [ax.get_title(loc="left") for ax in fig.axes] == ["a", "b"]


def test_the_arrow_stands_at_a_right_angle_and_points_to_output_one():
    fig = draw.boundaries({"x": np.array([-0.5, 1.0, 1.0]), "y": np.array([0.5, -2.0, 1.0])})
    for ax, weights in zip(fig.axes, ([-0.5, 1, 1], [0.5, -2, 1]), strict=True):
        arrow = ax.texts[0]
        foot, tip = np.array(arrow.xyann), np.array(arrow.xy)
        assert weights[0] + foot @ weights[1:] == pytest.approx(0)
        assert weights[0] + tip @ weights[1:] > 0
        line = np.diff(ax.lines[0].get_xydata(), axis=0)[0]
        assert line @ (tip - foot) == pytest.approx(0)


def test_gap_study_draws_the_table():
    table = {"gap": [1.0, 0.1], "corrections": [2, 14], "bound": [12.0, 590.0]}
    fig = draw.gap_study(SQUARE, AND(SQUARE), [-1.5, 1, 1], table, "title")
    bound, made = fig.axes[1].lines
    assert bound.get_ydata().tolist() == [12.0, 590.0] and made.get_ydata().tolist() == [2, 14]


def test_the_gate_network_shows_weights_and_thresholds():
    texts = {text.get_text() for text in lesson_02.gate_network(XOR).axes[0].texts}
    assert {"OR\n≥ 2", "NAND\n≥ −1", "AND\n≥ 2", "2", "−1", "1"} <= texts


def test_folding_draws_inputs_and_hidden_outputs():
    hidden = XOR.forward(SQUARE)[0]
    lines = {"OR": [-1, 2, 2], "NAND": [1.5, -1, -1]}
    titles = ("in", "hidden")
    fig = lesson_02.folding(SQUARE, hidden, XOR(SQUARE), lines, [-1.5, 1, 1], titles)
    left, right = fig.axes
    assert len(left.lines) == 2 and len(right.lines) == 1
    ones = next(c for c in right.collections if c.get_label() == "output 1").get_offsets()
    assert np.asarray(ones).tolist() == [[1, 1], [1, 1]]


def test_rows_stand_beside_their_points_and_share_a_text_where_they_meet():
    hidden, lines = XOR.forward(SQUARE)[0], {"OR": [-1, 2, 2], "NAND": [1.5, -1, -1]}
    fig = lesson_02.folding(
        SQUARE, hidden, XOR(SQUARE), lines, [-1.5, 1, 1], ("in", "hidden"), rows=SQUARE
    )
    texts = {text.get_text(): tuple(text.xy) for text in fig.axes[1].texts}
    assert texts == {"(0, 0)": (0, 1), "(0, 1)\n(1, 0)": (1, 1), "(1, 1)": (1, 0)}


def test_soft_boundaries_shade_by_the_outputs():
    kernel, bias = np.array([[3.0, -3.0], [0.0, 0.0]]), np.array([0.0, 0.0])
    fig = lesson_02.soft_boundaries(kernel, bias, lambda rows: rows[:, 0], SQUARE, XOR(SQUARE))
    first, second = (ax.images[0].get_array() for ax in fig.axes[:2])
    np.testing.assert_allclose(first, -second)
    assert first[0, 0] < -0.8 and first[0, -1] > 0.99


def test_hidden_lines_have_a_panel_for_each_kind():
    kernel, bias = np.array([[1.0, 2.0, 1.0], [1.0, 2.0, -1.0]]), np.array([-0.5, -3.0, 0.5])
    kinds = {"one": [0, 1], "other": [2]}
    fig = lesson_02.hidden_lines(kernel, bias, SQUARE, XOR(SQUARE), kinds)
    assert [len(ax.lines) for ax in fig.axes if ax.get_title(loc="left")] == [2, 1]


def test_approximations_say_how_far_they_are():
    x = np.linspace(0, 1, 5)
    fig = lesson_02.approximations(x, x, {"level": np.zeros(5), "same": x})
    titles = [ax.get_title(loc="left") for ax in fig.axes]
    assert titles == ["level: at most 1.00 away", "same: at most 0.00 away"]


def test_the_twenty_worst_cuts_are_drawn():
    cuts = np.linspace(0.5, 1, 30)
    fig = lesson_02.damage(
        SQUARE, XOR(SQUARE), lambda rows: rows[:, 0], cuts[::-1], [0, 0.5], np.ones((2, 3))
    )
    heights = [bar.get_height() for bar in fig.axes[1].patches]
    np.testing.assert_allclose(heights, cuts[:20])


def test_bars_of_successes_and_cuts():
    fig = lesson_02.successes({1: 0, 2: 11}, starts=20)
    assert [bar.get_height() for bar in fig.axes[0].patches] == [0, 11]
    fig = lesson_02.single_cuts({"2-2-1": [0.75, 0.5], "2-4-1": [1.0, 1.0, 0.25]})
    assert [bar.get_height() for bar in fig.axes[1].patches] == [0.25, 1.0, 1.0]


def test_damage_and_starts():
    many = np.array([[1.0, 1.0], [0.5, 0.7]])
    fig = lesson_02.damage(SQUARE, AND(SQUARE), lambda X: X[:, 0], [0.9, 0.6], [0, 0.5], many)
    assert [bar.get_height() for bar in fig.axes[1].patches] == [0.6, 0.9]
    assert fig.axes[2].lines[0].get_ydata() == pytest.approx([1.0, 0.6])
    fig = lesson_02.two_starts(SQUARE, XOR(SQUARE), {"a": ([2, 1], lambda X: X[:, 0])})
    assert fig.axes[0].lines[0].get_ydata().tolist() == [2, 1]


def test_layer_shapes_are_those_of_the_lesson():
    texts = {text.get_text() for text in lesson_02.layer_shapes((3, 4, 3, 1)).axes[0].texts}
    assert {"$W^{[1]}$: 4 × 3", "$W^{[2]}$: 3 × 4", "$W^{[3]}$: 1 × 3"} <= texts
