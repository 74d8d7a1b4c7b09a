"""The pictures of lessons 00 and 11 draw the numbers they are given."""

import numpy as np
import pytest
from matplotlib.colors import to_hex

from coursekit.plots import NEGATIVE, POSITIVE, churn, start, training


def bar_lengths(ax):
    return sorted(round(patch.get_width(), 6) for patch in ax.patches)


def test_gains_of_a_perfect_and_a_reversed_ranking():
    y = np.array([1, 1, 0, 0, 0, 0, 0, 0, 0, 0])
    fig = churn.gains({"perfect": y.astype(float), "reversed": 1.0 - y}, y, share=0.2)
    perfect, reverse, diagonal, mark = fig.axes[0].lines
    assert np.interp(0.2, *perfect.get_data()) == pytest.approx(1)
    assert np.interp(0.2, *reverse.get_data()) == pytest.approx(0)
    assert np.interp(0.8, *reverse.get_data()) == pytest.approx(0)
    assert mark.get_xdata()[0] == 0.2


def test_confusion_shows_the_counts_with_truth_in_rows():
    fig = churn.confusion([[5, 1], [2, 3]])
    shown = {text.get_position()[::-1]: text.get_text() for text in fig.axes[0].texts}
    assert shown == {(0, 0): "5", (0, 1): "1", (1, 0): "2", (1, 1): "3"}
    assert fig.axes[0].get_ylabel() == "true"


def test_bars_follow_the_order_of_the_first_panel():
    fig = churn.bars(
        {"a": np.array([1.0, -3.0, 2.0]), "b": np.array([7.0, 8.0, 9.0])}, ["x", "y", "z"], "title"
    )
    assert bar_lengths(fig.axes[0]) == [-3.0, 1.0, 2.0]
    assert [label.get_text() for label in fig.axes[0].get_yticklabels()] == ["x", "z", "y"]
    assert [patch.get_width() for patch in fig.axes[1].patches] == [7.0, 9.0, 8.0]


def test_history_counts_epochs_from_one_and_marks_the_best():
    record = {"loss": [3, 2, 1], "val_loss": [3, 1, 2], "accuracy": [0.1, 0.2, 0.3]}
    fig = training.history(record, best=2)
    loss, validation, mark = fig.axes[0].lines
    assert list(loss.get_xdata()) == [1, 2, 3] and list(validation.get_ydata()) == [3, 1, 2]
    assert mark.get_xdata()[0] == 2
    assert len(fig.axes[1].lines) == 2


def test_seeds_draws_every_score():
    fig = training.seeds({"one": [0.1, 0.2], "two": [0.3]}, {"guess": 0.25})
    first, second, line = fig.axes[0].lines
    assert list(first.get_xdata()) == [0.1, 0.2] and line.get_xdata()[0] == 0.25


def test_learning_curves_shade_from_worst_to_best():
    fig = start.learning_curves([10, 100], {"model": [[0.1, 0.5], [0.3, 0.7]]}, "title")
    assert list(fig.axes[0].lines[0].get_ydata()) == pytest.approx([0.2, 0.6])
    corners = fig.axes[0].collections[0].get_paths()[0].vertices
    assert corners[:, 1].min() == 0.1 and corners[:, 1].max() == 0.7


def test_learning_curves_are_dashed_on_new_data_and_solid_on_known():
    new, known = {"a": [[0.1, 0.5]], "b": [[0.2, 0.6]]}, {"b": [[1.0, 0.9]], "a": [[0.8, 0.7]]}
    fig = start.learning_curves([10, 100], new, "title", known=known)
    new_a, new_b, known_b, known_a = fig.axes[0].lines
    assert {line.get_linestyle() for line in (new_a, new_b)} == {"--"}
    assert {line.get_linestyle() for line in (known_a, known_b)} == {"-"}
    assert known_a.get_color() == new_a.get_color() != new_b.get_color() == known_b.get_color()
    assert list(known_b.get_ydata()) == [1.0, 0.9]


def test_histories_draw_training_solid_and_validation_dashed():
    record = {"loss": [3, 2, 1], "val_loss": [3, 1, 2]}
    fig = churn.histories({"A": record, "B": record})
    training_line, validation_line = fig.axes[1].lines
    assert list(training_line.get_ydata()) == [3, 2, 1] and training_line.get_linestyle() == "-"
    assert list(validation_line.get_ydata()) == [3, 1, 2]
    assert validation_line.get_linestyle() == "--"


def test_long_training_has_a_panel_a_recipe_and_a_line_a_draw():
    aucs = {"one": np.array([[0.5, 0.6, 0.7], [0.7, 0.8, 0.9]]), "two": np.array([[0.1, 0.2, 0.3]])}
    stops = {"one": [1, 2], "two": [3]}
    fig = churn.long_training(aucs, stops, {"here": 1, "there": 2}, "title")
    for ax, (name, draws) in zip(fig.axes, aucs.items(), strict=True):
        lines = [line for line in ax.lines if line.get_linestyle() == "--"]  # rows that only judge
        assert [line.get_xydata().tolist() for line in lines] == [
            [[1, first], [2, second], [3, third]] for first, second, third in draws
        ]
        dots = [line.get_xydata() for line in ax.lines if line.get_marker() == "o"]
        shown = [dot[0].tolist() for dot in dots if len(dot)]
        ended = zip(stops[name], draws, strict=True)  # the last epoch is no early stop
        assert shown == [[s, d[s - 1]] for s, d in ended if s < 3]
        assert [line.get_xdata()[0] for line in ax.lines[-2:]] == [1, 2]


def test_positive_and_negative_weights_have_the_colours_of_the_course():
    fig = churn.weights(np.array([[1.0, -1.0]]), ["x"])
    positive, negative = fig.axes[0].images[0].to_rgba([[1.0, -1.0]])[0]
    assert (to_hex(positive).upper(), to_hex(negative).upper()) == (POSITIVE, NEGATIVE)


def test_calibration_draws_each_group_where_it_belongs():
    fig = churn.calibration([0.1, 0.8], [0.2, 0.7], [0.05, 0.1])
    assert [list(data) for data in fig.axes[0].lines[1].get_data()] == [[0.1, 0.8], [0.2, 0.7]]


@pytest.mark.parametrize(
    "fig",
    [
        churn.earnings([0, 0.5, 1], [5, 10, 0], {"one half": 0.5}),
        start.fields(),
        start.timeline({1958: "a", 2013: "b"}),
        start.rewards({"a": np.full(5, 0.5)}, 0.7),
        start.groups(np.eye(2), {t: (np.array([0, 1]), np.zeros((3, 2))) for t in "ab"}),
        churn.scaling({"a": 0.5}, {"a": 0.8}),
        churn.response([1, 2, 3], {"a": [0.1, 0.2, 0.3]}, "products", "title"),
        churn.weights(np.eye(3), list("abc")),
        training.spread({"a": ([0.1], [0.2])}, "loss", "title"),
    ],
)
def test_every_picture_has_a_title_or_labels_and_fits_a_mail(fig):
    from coursekit.plots.show import _png

    ax = fig.axes[0]
    assert ax.get_title(loc="left") or (ax.get_xlabel() or ax.get_ylabel())
    assert len(_png(fig)[0]) < 60_000
