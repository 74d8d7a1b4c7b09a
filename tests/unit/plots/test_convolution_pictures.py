"""The drawings of lesson 12 show the numbers, windows and shapes they are given."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from coursekit.plots import pictures
from coursekit.plots.show import _png
from coursekit.plots.style import NEGATIVE, POSITIVE


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


def test_both_signs_have_the_colours_of_the_course():
    image = pictures.tables({"z": np.array([[-2.0, 0.0, 2.0]])}, ["z"]).axes[0].images[0]
    shown = [to_hex(image.cmap(image.norm(value))).upper() for value in (-2, 0, 2)]
    assert (shown[0], shown[2]) == (NEGATIVE, POSITIVE)
    assert min(int(shown[1][k : k + 2], 16) for k in (1, 3, 5)) > 250  # white, or nearly


def test_likeness_has_a_pair_of_marks_for_each_way_of_pooling():
    fig = pictures.likeness({"none": 0.6, "max": 0.8}, {"none": 0.5, "max": 0.75})
    own, others = fig.axes[0].lines
    assert list(own.get_xdata()) == [0.6, 0.8] and list(others.get_xdata()) == [0.5, 0.75]
    assert list(own.get_ydata()) == list(others.get_ydata()) == [0, -1]


def test_a_dot_stands_in_the_middle_of_each_labelled_window():
    label = np.zeros((1, 2, 2))
    label[0, 1, 0] = 1
    fig = pictures.labelled(np.zeros((1, 4, 4)), label, ["one"])
    assert fig.axes[0].lines[0].get_xydata().tolist() == [[1.0, 2.0]]


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
