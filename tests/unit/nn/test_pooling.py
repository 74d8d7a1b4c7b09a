"""Pooling layers against loops, complex steps and ties decided by hand."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.nn import naive
from coursekit.nn.layers import (
    AveragePooling2D,
    GlobalAveragePooling2D,
    MaxPooling2D,
    MinPooling2D,
)
from coursekit.nn.serialize import rebuild, spec
from tests.unit.nn.layer_checks import check_all

LAYERS = (MaxPooling2D, MinPooling2D, AveragePooling2D)
small = st.integers(1, 3)


@st.composite
def cases(draw):
    shape = (draw(st.integers(1, 2)), draw(st.integers(3, 6)), draw(st.integers(3, 7)), draw(small))
    return shape, (draw(small), draw(small)), (draw(small), draw(small))


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize("padding", ["valid", "same"])
@given(case=cases())
def test_gradients_and_manners(kind, padding, case):
    shape, size, strides = case
    x = np.random.default_rng(1).normal(size=shape)
    check_all(kind(size, strides, padding), x)


@given(cases())
def test_extremes_equal_the_loops_ties_included(case):
    shape, size, strides = case
    rng = np.random.default_rng(2)
    x = rng.integers(-1, 2, size=shape).astype(float) * 1000  # many ties
    for kind, pick, winner in (
        (MaxPooling2D, np.max, np.argmax),
        (MinPooling2D, np.min, np.argmin),
    ):
        layer = kind(size, strides)
        y = layer.forward(x)
        np.testing.assert_array_equal(y, naive.pooling(x, size, strides, pick))
        dy = rng.normal(size=y.shape)
        expected = naive.extreme_pooling_backward(x, dy, size, strides, winner)
        np.testing.assert_allclose(layer.backward(dy), expected, atol=1e-13)


@given(cases())
def test_average_equals_the_loops(case):
    shape, size, strides = case
    rng = np.random.default_rng(3)
    x = rng.normal(size=shape)
    layer = AveragePooling2D(size, strides)
    y = layer.forward(x)
    np.testing.assert_allclose(y, naive.pooling(x, size, strides, np.mean), atol=1e-13)
    dy = rng.normal(size=y.shape)
    expected = naive.average_pooling_backward(x, dy, size, strides)
    np.testing.assert_allclose(layer.backward(dy), expected, atol=1e-13)


@pytest.mark.parametrize("kind", [MaxPooling2D, MinPooling2D])
def test_first_of_equals_gets_the_gradient(kind):
    x = np.zeros((1, 2, 4, 1))
    worse = -1.0 if kind is MaxPooling2D else 1.0
    x[0, 0, 2] = worse  # in the second window the first pixel loses, the next in its row is first
    layer = kind(2)
    layer.forward(x)
    dx = layer.backward(np.array([5.0, 7.0]).reshape(1, 1, 2, 1))
    np.testing.assert_array_equal(dx[0, :, :, 0], [[5, 0, 0, 7], [0, 0, 0, 0]])


def test_complex_ties_keep_the_first():
    x = np.array([1.0, 1 + 1e-30j, 1 + 2e-30j, 1]).reshape(1, 2, 2, 1)
    assert MaxPooling2D(2).forward(x).imag == 0
    assert MinPooling2D(2).forward(-x).imag == 0


def test_the_border_of_same_never_wins():
    x = np.full((1, 3, 3, 1), -5.0)
    assert (MaxPooling2D(2, padding="same").forward(x) == -5).all()
    assert (MinPooling2D(2, padding="same").forward(-x) == 5).all()
    assert (AveragePooling2D(2, padding="same").forward(x) == -5).all()


def test_average_of_same_by_hand():
    x = np.arange(1.0, 10).reshape(1, 3, 3, 1)
    y = AveragePooling2D(2, padding="same").forward(x)
    np.testing.assert_array_equal(y[0, :, :, 0], [[3, 4.5], [7.5, 9]])


@pytest.mark.parametrize("kind", [MaxPooling2D, MinPooling2D])
def test_large_batches_are_worked_in_blocks_without_a_seam(kind):
    x = np.random.default_rng(4).normal(size=(5, 260, 260, 2))  # more than a block of 1 MiB each
    layer = kind(2)
    y = layer.forward(x)
    dx = layer.backward(np.ones_like(y))
    windows = dx.reshape(5, 130, 2, 130, 2, 2).sum(
        axis=(2, 4)
    )  # (n, oh, 2, ow, 2, c) → (n, oh, ow, c)
    assert (windows == 1).all()


def test_a_window_of_one_pixel_returns_no_view_of_the_input():
    x = np.ones((1, 2, 2, 1))
    assert not np.shares_memory(MaxPooling2D(1).forward(x), x)


def test_global_average():
    x = np.random.default_rng(5).normal(size=(2, 3, 4, 2))
    np.testing.assert_allclose(
        GlobalAveragePooling2D().forward(x),
        naive.pooling(x, (3, 4), pick=np.mean)[:, 0, 0],
        atol=1e-14,
    )
    check_all(GlobalAveragePooling2D(), x)


def test_defaults_are_those_of_keras():
    layer = MaxPooling2D()
    assert (layer.pool_size, layer.strides, layer.padding) == ((2, 2), (2, 2), "valid")
    assert MaxPooling2D((3, 2)).strides == (3, 2)


@pytest.mark.parametrize("kind", LAYERS)
def test_config_survives_json(kind):
    layer = kind((3, 2), 1, "same")
    assert json.dumps(spec(rebuild(json.loads(json.dumps(spec(layer)))))) == json.dumps(spec(layer))


@pytest.mark.parametrize("kind", LAYERS)
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (dict(pool_size=0), "pool_size of {} must be"),
        (dict(pool_size="2"), "pool_size of {} must be"),
        (dict(strides=(1, 0)), "strides of {} must be"),
        (dict(padding="full"), "padding of {}"),
        (dict(data_format="channels_first"), "{} knows only data_format"),
    ],
)
def test_bad_arguments_get_one_clear_sentence(kind, arguments, words):
    with pytest.raises(ValueError, match=words.format(kind.__name__)):
        kind(**arguments)


@pytest.mark.parametrize("kind", LAYERS)
def test_impossible_pictures_change_nothing(kind):
    layer = kind(3)
    for shape, words in [((None, 2, 9, 1), "does not fit"), ((None, 9, 9), "pictures of shape")]:
        with pytest.raises(ValueError, match=words):
            layer.build(shape)
    assert not layer.built
