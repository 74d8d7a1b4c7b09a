"""The checkers of lesson 12 take right answers of several styles and name every slip."""

import numpy as np
import pytest

from coursekit.datasets.edges import make_edge_pictures
from coursekit.exercises.bank.convolution.lesson import EXERCISES
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.question import read_quiz
from coursekit.nn import layers, naive

BY_NAME = {exercise.name: exercise for exercise in EXERCISES}


def verdict(name, answer):
    return judge(BY_NAME[name], answer)


def by_matrix(picture, kernel):
    windows = np.lib.stride_tricks.sliding_window_view(picture, kernel.shape)
    return np.einsum("rsij,ij->rs", windows, kernel)


def by_engine(picture, kernel):
    z = naive.convolution(picture[None, :, :, None], kernel[:, :, None, None], np.zeros(1))
    return z[0, :, :, 0].tolist()


def pool_by_reshape(picture, size):
    rows, columns = picture.shape[0] // size, picture.shape[1] // size
    cut = picture[: rows * size, : columns * size]
    return cut.reshape(rows, size, columns, size).max(axis=(1, 3))


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("output_size", lambda n, f, p, s: len(range(0, n + 2 * p - f + 1, s))),
        ("output_size", lambda n, f, p, s: float(np.floor((n + 2 * p - f) / s)) + 1),
        ("output_size", lambda n, f, p, s: -(-(n + 2 * p - f + 1) // s)),
        ("convolve", by_matrix),
        ("convolve", by_engine),
        ("max_pool", pool_by_reshape),
        ("filter_parameters", lambda f, channels, filters: filters * f**2 * channels + filters),
        ("same_padding", lambda f: f // 2),
        ("same_padding", lambda f: (f - 1) / 2),
    ],
)
def test_right_answers_of_several_styles(name, answer):
    assert verdict(name, answer).status == "right"


@pytest.mark.parametrize("name", list(BY_NAME))
def test_not_attempted(name):
    def empty(*args): ...

    assert verdict(name, ...).status == "not attempted"
    assert verdict(name, empty).status == "not attempted"


@pytest.mark.parametrize(
    ("exercise", "mistake"), [(e, m) for e in EXERCISES for m in e.mistakes], ids=lambda x: x.name
)
def test_every_mistake_is_named(exercise, mistake):
    answer = judge(exercise, mistake.answer)
    assert (answer.status, answer.mistake) == ("wrong", mistake.name)


def test_the_formula_of_the_slide_is_named():
    slip = verdict("output_size", lambda n, f, p, s: (n + 2 * p - f + 1) / s)
    assert slip.mistake == "+1 inside the division, and no floor"
    assert "slide" in slip.message


def test_counts_agree_with_the_engine():
    for f, channels, filters in BY_NAME["filter_parameters"].cases:
        layer = layers.Conv2D(filters, f)
        layer.build((None, 16, 16, channels))
        assert layer.count_params() == BY_NAME["filter_parameters"].answer(f, channels, filters)


def test_the_quiz_has_enough_questions_with_choices():
    questions = read_quiz("12")
    assert len(questions) >= 5
    assert all(len(question.choices) >= 3 for question in questions)


def test_edge_labels_stand_where_the_edge_is():
    x, y = make_edge_pictures(40, noise=0.0, seed=3)
    assert x.shape == (40, 8, 8, 1) and y.shape == (40, 6, 6, 1)
    windows = np.lib.stride_tricks.sliding_window_view(x[..., 0], (3, 3), axis=(1, 2))
    rises = (windows[..., 2] - windows[..., 0]).min(axis=-1) > 0.1  # bright right, in every row
    assert np.array_equal(rises, y[..., 0] == 1)
    assert y.any(axis=(1, 2, 3)).sum() == 20


def test_edge_pictures_repeat_and_refuse_tiny_sizes():
    first, again = make_edge_pictures(6, seed=1)[0], make_edge_pictures(6, seed=1)[0]
    assert np.array_equal(first, again)
    with pytest.raises(ValueError, match="at least 5"):
        make_edge_pictures(size=4)
