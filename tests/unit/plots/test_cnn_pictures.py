"""The drawings of lesson 13 show the pictures, counts and probabilities they are given."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from coursekit.plots import cnn
from coursekit.plots.show import _png
from coursekit.plots.style import COLOURS


def test_album_has_a_caption_under_each_picture_and_no_empty_frames():
    fig = cnn.album(np.zeros((7, 8, 8)), list("abcdefg"), columns=3)
    assert [ax.get_xlabel() for ax in fig.axes] == list("abcdefg")


def test_grey_pictures_take_any_form_and_colour_keeps_its_values():
    grey, colour = np.arange(64.0).reshape(1, 8, 8), np.full((1, 4, 4, 3), 0.25)
    drawn = [cnn.album(x, ["a"]).axes[0].images[0] for x in (grey, grey[..., None], colour)]
    assert np.array_equal(drawn[0].get_array(), drawn[1].get_array())
    assert drawn[0].get_clim() == (0, 63)
    assert np.array_equal(drawn[2].get_array(), colour[0])


def test_layers_write_shapes_and_parameters():
    fig = cnn.layers([(32, 32, 3), (30, 30, 32), (10,)], ["input", "Conv2D", "Dense"], [0, 896, 50])
    texts = {text.get_text() for text in fig.axes[0].texts}
    assert {"32 × 32 × 3", "30 × 30 × 32", "10", "Conv2D", "896", "–"} <= texts
    widths = [patch.get_width() for patch in fig.axes[0].patches]
    assert widths[0] > widths[1] > widths[2] > 0


def test_confusion_writes_counts_but_no_zeros():
    fig = cnn.confusion([[9, 1, 0], [0, 8, 2], [0, 0, 0]], ["a", "b", "c"])
    ax = fig.axes[0]
    where = {(int(t.get_position()[1]), int(t.get_position()[0])): t.get_text() for t in ax.texts}
    assert where == {(0, 0): "9", (0, 1): "1", (1, 1): "8", (1, 2): "2"}
    assert np.isfinite(ax.images[0].get_array()).all()  # an empty class divides nothing by zero
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("predicted", "true")


def test_race_draws_both_parts_of_both_networks():
    record = {"accuracy": [0.2, 0.9], "val_accuracy": [0.1, 0.4]}
    ax = cnn.race({"CNN": record, "dense": record}, 0.1).axes[0]
    drawn = {line.get_label(): list(line.get_ydata()) for line in ax.lines}
    assert drawn["CNN, validation"] == drawn["dense, validation"] == [0.1, 0.4]
    assert drawn["dense, training"] == [0.2, 0.9] and drawn["guessing"] == [0.1, 0.1]
    dashes = {line.get_label(): line.get_linestyle() for line in ax.lines}
    assert dashes["CNN, training"] == "-" and dashes["CNN, validation"] == "--"


def test_confidence_counts_every_answer_once():
    right, wrong = np.array([0.99, 0.98, 1.0]), np.array([0.0, 0.4])
    above, below = cnn.confidence(right, wrong).axes
    assert sum(bar.get_height() for bar in above.patches) == 3
    assert sum(bar.get_height() for bar in below.patches) == 2


def test_beliefs_mark_the_true_and_the_named_class():
    probabilities = np.array([[0.1, 0.7, 0.2], [0.6, 0.1, 0.3]])
    fig = cnn.beliefs(np.zeros((2, 4, 4, 3)), probabilities, np.array([2, 0]), ["a", "b", "c"])
    assert [ax.get_title() for ax in fig.axes[::2]] == ["true: c", "true: a"]
    bars = fig.axes[1].patches
    assert [round(bar.get_width(), 3) for bar in bars] == [0.1, 0.7, 0.2]
    colours = [to_hex(bar.get_facecolor()).upper() for bar in bars]
    assert colours == ["#BBBBBB", COLOURS["vermillion"], COLOURS["blue"]]


def test_occlusion_puts_each_value_at_the_middle_of_its_square():
    values = np.arange(9).reshape(3, 3) / 10
    shape = np.zeros((16, 16), dtype=bool)
    shape[4:12, 4:12] = True
    rows = [("a", np.zeros((16, 16, 3)), values, 0.75, shape)]
    left, right, scale = cnn.occlusion(rows, size=8, step=4).axes
    image = right.images[0]
    across, down, *_ = image.get_extent()  # left, right, bottom, top
    first_middle = (0 + 7) / 2  # of the pixels 0 to 7
    assert across + (down - across) / 6 == first_middle
    assert image.get_clim() == (0, 1) and np.array_equal(image.get_array(), values)
    assert left.get_xlim() == right.get_xlim() == (-0.5, 15.5)
    for ax in (left, right):  # the outline runs along the edges of the shape's pixels
        corners = ax.collections[0].get_paths()[0].vertices
        assert np.allclose((corners.min(), corners.max()), (3.5, 11.5), atol=0.1)
    assert "0.75" in right.get_title(loc="left") and scale.get_ylabel() == "probability of a"


def test_occlusion_draws_no_outline_that_nobody_knows():
    rows = [("a", np.zeros((16, 16, 3)), np.ones((3, 3)), 1.0, None)]
    assert all(not ax.collections for ax in cnn.occlusion(rows, size=8, step=4).axes[:2])


@pytest.mark.parametrize(
    "fig",
    [
        cnn.album(np.random.default_rng(0).random((25, 32, 32, 3)), ["a"] * 25),
        cnn.confusion(np.eye(10, dtype=int) * 100, ["class"] * 10),
    ],
)
def test_pictures_stay_small(fig):
    assert len(_png(fig)[0]) < 150_000
