"""The drawings of lesson 12 show the numbers, windows and shapes they are given."""

import numpy as np
import pytest

from coursekit.plots import pictures
from coursekit.plots.show import _png


def cell_texts(ax):
    return {(round(y), round(x)): t.get_text() for t in ax.texts for x, y in [t.get_position()]}


def test_tables_write_every_number_and_frame_the_window():
    values = np.array([[0.0, -4.0], [1.5, -0.0]])
    fig = pictures.tables({"z": values}, ["z"], windows={"z": [(0, 1, 1, 1)]})
    ax = fig.axes[0]
    assert cell_texts(ax) == {(0, 0): "0", (0, 1): "−4", (1, 0): "1.5", (1, 1): "0"}
    assert np.array_equal(ax.images[0].get_array(), values)
    assert ax.patches[0].get_xy() == (0.5, -0.5)


def test_both_signs_share_a_scale_around_zero():
    fig = pictures.tables({"z": np.array([[-1.0, 4.0]])}, ["z"])
    assert fig.axes[0].images[0].get_clim() == (-4.0, 4.0)


def test_walk_shows_results_up_to_its_place_and_moves_by_the_stride():
    output = np.arange(9.0).reshape(3, 3)
    fig = pictures.walk(np.zeros((7, 7)), 3, output, [(0, 0), (1, 2)], stride=2)
    picture_first, output_first, picture_last, output_last = fig.axes
    assert cell_texts(output_first) == {(0, 0): "0"}
    assert len(cell_texts(output_last)) == 6
    assert picture_last.patches[0].get_xy() == (3.5, 1.5)
    assert picture_first.patches[0].get_xy() == (-0.5, -0.5)
    assert output_last.get_title(loc="left") == "6 of 9 entries"


def test_gallery_keeps_grey_scales_and_leaves_short_rows_empty():
    grey, colour = np.full((4, 6), 0.5), np.zeros((4, 6, 3))
    fig = pictures.gallery([{"a": grey, "b": colour}, {"c": -grey}], scales=(0, 1))
    assert [ax.get_title() for ax in fig.axes] == ["a", "b", "c"]
    first, _, last = fig.axes
    assert first.images[0].get_clim() == (0, 1)
    assert last.images[0].get_clim() == (-0.5, 0.5)


def test_gallery_breaks_long_rows():
    fig = pictures.gallery([{name: np.eye(2) for name in "abcde"}, {"f": np.eye(2)}], columns=3)
    rows = {}
    for ax in fig.axes:
        rows.setdefault(ax.get_subplotspec().rowspan.start, []).append(ax.get_title())
    assert rows == {0: ["a", "b", "c"], 1: ["d", "e"], 2: ["f"]}


def test_pools_colour_a_block_like_its_result():
    fig = pictures.pools(np.arange(16.0).reshape(4, 4), {"max": np.zeros((2, 2))})
    blocks, result = fig.axes
    faces = [patch.get_facecolor() for patch in blocks.patches]
    assert faces[0] == faces[1] == faces[4] == faces[5] == result.patches[0].get_facecolor()
    assert len({faces[0], faces[2], faces[8], faces[10]}) == 4
    assert faces[15] == result.patches[3].get_facecolor() != faces[0]


def test_shifts_draw_one_line_a_way_of_pooling():
    fig = pictures.shifts(
        {"none": [0.1, 0.0], "max": [0.4, 0.2]}, {"none": [0.6, 0.3], "max": [1, 1]}
    )
    left, right = fig.axes
    assert list(left.lines[1].get_ydata()) == [0.4, 0.2]
    assert list(right.lines[0].get_xdata()) == [1, 2]


@pytest.mark.parametrize(
    "fig",
    [
        pictures.stations([(8, 8, 1), (6, 6, 4), (36,)], ["Conv2D", "Flatten"]),
        pictures.learning(np.eye(3), -np.eye(3), [1.0, 0.5]),
        pictures.kernels({"a": np.eye(3), "b": np.ones((3, 3))}),
    ],
)
def test_small_pictures_stay_small(fig):
    assert len(_png(fig)[0]) < 60_000


def test_stations_write_every_shape():
    fig = pictures.stations([(8, 8, 1), (6, 6, 4), (36,)], ["Conv2D", "Flatten"])
    texts = [text.get_text() for text in fig.axes[0].texts]
    assert {"8 × 8 × 1", "6 × 6 × 4", "36", "Conv2D", "Flatten"} <= set(texts)
