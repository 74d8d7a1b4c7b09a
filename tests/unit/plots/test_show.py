"""A shown picture carries its alternative text and the numbers that it draws."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit import plots
from coursekit.plots import words
from coursekit.plots.show import KEPT, packed, sketch
from tests.support.small_course import KEY
from workshop.lessons.compare import PICTURE, distance, unpack


def farthest(one, other):
    """The greatest difference of two sketches, as a share of the size of each array."""
    return max(map(distance, one, other))


def drawing(kind, change=0.0):
    fig, ax = plots.subplots()
    values = np.array([1.0, 2.0, 3.0 + change])
    if kind == "line":
        ax.plot(values)
    elif kind == "bars":
        ax.bar(["a", "b", "c"], values)
    elif kind == "points":
        ax.scatter(values, values)
    elif kind == "image":
        ax.imshow(values[None])
    elif kind == "area":
        ax.fill_between([0, 1, 2], values)
    elif kind == "mesh":
        ax.pcolormesh(values[None])
    return fig


KINDS = ["line", "bars", "points", "image", "area", "mesh"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_sketch_sees_a_change_of_data_and_nothing_else(kind):
    reference = sketch(drawing(kind))
    restyled = drawing(kind)
    restyled.axes[0].set_title("another title")
    assert farthest(reference, sketch(restyled)) == 0
    assert farthest(reference, sketch(drawing(kind, 1e-10))) < PICTURE
    assert farthest(reference, sketch(drawing(kind, 1e-5))) > 1e-6


@given(st.integers(400, 20_000), st.integers(0, 2**32 - 1))
def test_a_long_line_leaves_the_trace_of_each_number(size, seed):
    draw = np.random.default_rng(seed)
    values = draw.normal(size=size)
    fig, ax = plots.subplots()
    ax.plot(values)
    before = sketch(fig)
    assert sum(array.size for array in before) <= KEPT
    changed = values.copy()
    changed[draw.integers(size)] += 1e-3
    ax.lines[0].set_ydata(changed)
    assert farthest(before, sketch(fig)) > PICTURE
    ax.lines[0].set_ydata(np.nextafter(values, np.inf))  # the last bit of every number
    assert farthest(before, sketch(fig)) < PICTURE


def test_neighbours_that_change_places_are_seen():
    fig, ax = plots.subplots()
    values = np.arange(5000.0)
    ax.plot(values)
    before = sketch(fig)
    values[[100, 101]] = values[[101, 100]]
    ax.lines[0].set_ydata(values)
    assert farthest(before, sketch(fig)) > PICTURE


def test_an_upright_rectangle_is_the_same_from_whichever_corner_it_is_drawn():
    """Older versions of matplotlib shade a span as a polygon, newer ones as a rectangle."""
    from matplotlib.patches import Polygon, Rectangle

    sketches = []
    for shape in (
        Rectangle((1, 0), 2, 5),
        Polygon([(1, 0), (1, 5), (3, 5), (3, 0)]),
        Polygon([(1, 0), (2, 5), (3, 5), (3, 0)]),
    ):
        fig, axes = plots.subplots()
        axes.add_patch(shape)
        sketches.append([array.tolist() for array in sketch(fig)])
    assert sketches[0] == sketches[1] == [[1, 3], [0, 5]]
    assert sketches[2] != sketches[0]


def test_the_sketch_takes_gaps_and_masks():
    fig, ax = plots.subplots()
    ax.plot([0, np.nan, np.inf])
    ax.imshow(np.ma.masked_equal(np.eye(2), 1))
    gaps = [int((~np.isfinite(array)).sum()) for array in sketch(fig)]
    assert gaps == [0, 2, 2]


def test_numbers_are_packed_to_the_last_bit():
    values = np.array([0.1, -1e300, np.nan, 5e-324])
    np.testing.assert_array_equal(unpack(packed(values)), values)


@pytest.mark.parametrize("width", [6.7, 12.4])
def test_a_picture_too_wide_for_a_phone_is_refused(width, capsys):
    fig, _ = plots.subplots(width=width)
    with pytest.raises(ValueError, match=f"6.6 inches wide.*got {width}: put its panels below"):
        plots.show(fig, KEY)
    assert capsys.readouterr().out == ""
    fig.set_figwidth(6.6)
    plots.show(fig, KEY)


def test_terminal_shows_the_words(capsys):
    plots.show(drawing("line"), KEY)
    assert capsys.readouterr().out == f"{words.words(KEY, {})}\n"


def test_style_leaves_global_settings_alone():
    import matplotlib

    before = dict(matplotlib.rcParams)
    plots.show(drawing("line"), KEY)
    assert dict(matplotlib.rcParams) == before


def test_a_picture_is_light_opaque_and_small():
    import matplotlib.image

    from coursekit.plots.show import _png

    png, size = _png(drawing("line"))
    assert len(png) < 60_000 and size == (640, 380)
    import io

    pixels = matplotlib.image.imread(io.BytesIO(png))
    assert pixels.shape[:2] == (380, 640)
    assert pixels[0, 0, :3].min() > 0.95 and (pixels.shape[2] == 3 or pixels[..., 3].min() == 1)


def test_a_page_packs_a_picture_quickly_and_shows_the_same(monkeypatch):
    import base64
    import io

    from PIL import Image

    showing, fig = sys.modules["coursekit.plots.show"], drawing("line")
    packings = []
    monkeypatch.setattr(fig, "savefig", spied(fig.savefig, packings))
    at_home, _ = showing.picture(fig, "a line")
    monkeypatch.setattr(showing, "in_page", lambda: True)
    in_page, _ = showing.picture(fig, "a line")
    assert packings == [{"optimize": True}, {"compress_level": 1}]
    shown = [Image.open(io.BytesIO(base64.b64decode(png))) for png in (at_home, in_page)]
    assert np.array_equal(*map(np.asarray, shown))


def spied(savefig, packings):
    """Return a savefig that notes how it was asked to pack."""

    def save(*args, pil_kwargs, **others):
        packings.append(pil_kwargs)
        savefig(*args, pil_kwargs=pil_kwargs, **others)

    return save


def test_matplotlib_waits_until_a_picture_is_drawn():
    code = "import sys, coursekit.plots, coursekit.exercises; print('matplotlib' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
