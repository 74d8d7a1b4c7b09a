"""The pictures of lesson 14 draw the numbers they are given."""

import numpy as np
import pytest

from coursekit.machines import letters
from coursekit.plots import memory
from coursekit.plots.show import _png


def test_letters_show_ink_dark_and_keep_their_order():
    patterns = [letters.letter(name) for name in "HLO"]
    fig = memory.letters(patterns, list("HLO"), columns=2)
    assert [ax.get_title() for ax in fig.axes[:3]] == list("HLO")
    for ax, pattern in zip(fig.axes, patterns, strict=False):
        drawn = ax.images[0]
        assert (np.asarray(drawn.get_array()) == letters.picture(pattern)).all()
        ink, paper = drawn.cmap(drawn.norm([1.0, -1.0]))[:, :3].sum(axis=1)
        assert ink < 1.5 < paper


def test_capacity_draws_mean_worst_and_best():
    shares = np.array([[1.0, 0.8], [0.2, 0.4]])
    fig = memory.capacity([0.1, 0.2], {"N = 9": shares}, 0.138, "title")
    line, limit = fig.axes[0].lines
    np.testing.assert_allclose(line.get_xydata(), [[0.1, 0.9], [0.2, 0.3]])
    assert limit.get_xdata()[0] == 0.138
    corners = fig.axes[0].collections[0].get_paths()[0].vertices
    assert {0.8, 0.2} <= set(corners[:, 1].round(6))


def test_accuracy_by_step_starts_at_one_and_draws_the_median():
    values = np.array([[1.0, 0.5], [0.8, 0.5], [0.9, 0.7]])
    ax = memory.by_step({"net": values}, 1, "title").axes[0]
    thick = next(line for line in ax.lines if line.get_label() == "net")
    np.testing.assert_allclose(thick.get_xydata(), [[1, 0.9], [2, 0.5]])
    assert len(ax.lines) == 3 + 1 + 1


def test_energies_and_gradients_keep_their_values():
    fig = memory.energy({"run": [-1.0, -2.0]}, "title")
    assert fig.axes[0].lines[0].get_ydata().tolist() == [-1, -2]
    fig = memory.fading([1, 2], {"a": [1.0, 0.1]}, "title")
    assert fig.axes[0].lines[0].get_ydata().tolist() == [1, 0.1]
    assert fig.axes[0].get_yscale() == "log"


def test_weights_are_drawn_with_zero_in_the_middle():
    drawn = memory.weights(np.array([[0.0, -2.0], [1.0, 0.0]]), "title").axes[0].images[0]
    assert drawn.get_clim() == (-2, 2)


@pytest.mark.parametrize("steps", [1, 3])
def test_every_step_has_input_state_and_output(steps):
    texts = {text.get_text() for text in memory.unrolled(steps).axes[0].texts}
    for t in range(1, steps + 1):
        assert {f"$x_{t}$", f"$h_{t}$", rf"$\hat{{y}}_{t}$"} <= texts  # y is the target


@pytest.mark.parametrize(
    "fig", [memory.feedback(), memory.unrolled(), memory.energy({"a": [1]}, "t")]
)
def test_every_picture_has_a_title_and_fits_a_mail(fig):
    ax = fig.axes[0]
    assert ax.get_title(loc="left") or ax.get_title()
    assert len(_png(fig)[0]) < 90_000
