"""The sliding window computes what Conv2D and the pooling layers compute, at every setting."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from coursekit import nn
from coursekit.datasets import load_digits, load_photos
from coursekit.explorers.convolution.explorer import (
    GOLDENS,
    KERNELS,
    PRESETS,
    Convolution,
    State,
    describe,
    frame,
    given,
)
from coursekit.explorers.convolution.pictures import PICTURES

LAYERS = {
    "max pooling": nn.layers.MaxPooling2D,
    "average pooling": nn.layers.AveragePooling2D,
    "min pooling": nn.layers.MinPooling2D,
}


COURSE = given()


def by_layers(state, own=COURSE):
    """The same map, computed by the layers of coursekit.nn; an error where no window fits."""
    x = np.array(own["pictures"][state.picture], dtype=float)
    if state.padding == "zeros":
        x = nn.layers.ZeroPadding2D(state.border)(x[None, :, :, None])[0, :, :, 0]
    if state.padding == "nearest":
        x = np.pad(x, state.border, mode="edge")
    padding = "same" if state.padding == "same" else "valid"
    x = x[None, :, :, None]
    if state.kind != "convolution":
        return LAYERS[state.kind](state.size, state.stride, padding)(x)[0, :, :, 0]
    kernel = np.array(state.kernel, dtype=float)
    relu = "relu" if state.relu else None
    layer = nn.layers.Conv2D(1, kernel.shape, state.stride, padding, activation=relu)
    layer.build(x.shape)
    layer.params = {"kernel": kernel[:, :, None, None], "bias": np.array([state.bias])}
    return layer(x)[0, :, :, 0]


numbers = st.floats(-100, 100).map(lambda x: round(x, 3))


def tables(largest, smallest=1):
    """Rows of numbers, all equally long."""
    side = st.integers(smallest, largest)
    return st.tuples(side, side).flatmap(
        lambda s: st.lists(
            st.lists(numbers, min_size=s[1], max_size=s[1]).map(tuple), min_size=s[0], max_size=s[0]
        ).map(tuple)
    )


states = st.builds(
    State,
    picture=st.just("own data"),
    kind=st.sampled_from(["convolution", *LAYERS]),
    kernel=tables(5),
    bias=numbers,
    relu=st.booleans(),
    size=st.integers(1, 4),
    padding=st.sampled_from(["valid", "same", "zeros", "nearest"]),
    border=st.integers(0, 3),
    stride=st.integers(1, 3),
    whole=st.booleans(),
    step=st.integers(0, 200),
)


@for_all(states, tables(9))
def test_every_setting_gives_what_the_layers_give(state, picture):
    own = given(picture)
    seen = frame(state, own)
    try:
        expected = by_layers(state, own)
    except ValueError:
        assert "does not fit" in seen["problem"] and seen["map"] == []
        assert describe(state, seen, own) == seen["problem"]
        return
    assert seen["problem"] == ""
    assert seen["size"] == list(expected.shape)
    np.testing.assert_allclose(seen["map"], expected, rtol=1e-12, atol=1e-9)
    r, c = seen["place"]
    assert seen["a"] == seen["map"][r][c]
    assert 1 <= seen["known"] <= seen["last"] + 1


@pytest.mark.parametrize("state", GOLDENS)
def test_the_golden_states_agree_with_the_layers_to_twelve_digits(state):
    seen = frame(state, COURSE)
    if state.picture == "own data":
        assert "no own picture" in seen["problem"]
    elif seen["problem"]:
        with pytest.raises(ValueError, match="does not fit"):
            by_layers(state)
    else:
        np.testing.assert_allclose(seen["map"], by_layers(state), rtol=1e-12, atol=1e-12)


def test_the_lectures_example_gives_0_minus4_minus4_0():
    seen = frame(State(step=1), COURSE)
    assert seen["map"] == [[0, -4, -4, 0]] * 4
    assert seen["products"] == [[0, 0, -1], [0, 0, -2], [0, 0, -1]]
    assert seen["formula"] == ["⌊(6 + 2·0 − 3)/1⌋ + 1 = 4"] * 2
    assert "z = −4" in describe(State(step=1), seen, COURSE)


def test_same_padding_tells_an_odd_border_by_its_two_parts():
    state = State(padding="same", kernel=((1.0, 2.0), (3.0, 4.0)))
    assert frame(state, COURSE)["formula"][0] == "⌊(6 + 0 + 1 − 2)/1⌋ + 1 = 6"


def test_the_window_walks_row_by_row_and_stops_at_the_last_place():
    places = [frame(State(step=k), COURSE)["place"] for k in (0, 1, 4, 15, 99)]
    assert places == [[0, 0], [0, 1], [1, 0], [3, 3], [3, 3]]


def test_pooling_marks_the_first_of_equal_winners_and_leaves_the_border_of_same_out():
    state = State(picture="own data", kind="max pooling")
    assert frame(state, given([[3, 3], [3, 1]]))["winner"] == [0, 0]
    seen = frame(replace(state, padding="same"), given([[-5]]))
    assert seen["padded"] == [[-5, None], [None, None]]
    assert seen["map"] == [[-5]]


def test_the_goal_is_the_rising_edge_alone():
    rise = State(picture="stripe", relu=True, kernel=KERNELS["Prewitt"])
    assert frame(rise, COURSE)["goal"]
    assert not frame(replace(rise, relu=False), COURSE)["goal"]
    assert not frame(replace(rise, kernel=KERNELS["vertical edges"]), COURSE)["goal"]
    assert not frame(replace(rise, bias=-9.0), COURSE)["goal"]
    assert not frame(replace(rise, kernel=((1.0,),)), COURSE)["goal"]


def test_the_pictures_are_those_of_scikit_learn():
    digits, labels = load_digits()
    assert labels[4] == 4
    np.testing.assert_array_equal(PICTURES["handwritten four"], digits[4] / 16)
    grey = load_photos()["china"] @ np.array([0.299, 0.587, 0.114])
    means = grey[:416].reshape(26, 16, 40, 16).mean(axis=(1, 3))[1:17, 5:21]
    np.testing.assert_allclose(PICTURES["temple"], means / 255, atol=0.00501)


def test_presets_teach_different_things():
    assert len(PRESETS) >= 3
    assert len({describe(p.state, frame(p.state, COURSE), COURSE) for p in PRESETS}) == len(PRESETS)


def test_own_data_is_checked_and_the_last_good_state_stays():
    w = Convolution(data=np.eye(4))
    assert w.picture == "own data"
    assert w.numbers["map"] == [[0, 2], [-2, 0]]  # two windows of an identity
    for bad, word in [
        (np.zeros((4, 4, 3)), "rows of numbers"),
        (np.zeros((40, 40)), "16"),
        ([[1, np.nan]], "finite"),
        ([[1, 2], [3]], "rectangular"),
        ([], "rows of numbers"),
        ([["a"]], "numbers"),
    ]:
        with pytest.raises(ValueError, match=word):
            w.data = bad
        assert w.numbers["picture"] == np.eye(4).tolist()
    w.picture = "stripe"
    w.data = np.ones((3, 4))
    assert w.picture == "own data" and w.numbers["size"] == [1, 2]


def test_a_kernel_is_named_or_given_and_checked():
    w = Convolution(kernel="sharpen")
    assert w.kernel == KERNELS["sharpen"]
    with pytest.raises(ValueError, match="sharpen"):
        w.kernel = "sharpne"
    with pytest.raises(ValueError, match="1 to 5"):
        w.kernel = np.zeros((6, 6))
    assert w.kernel == KERNELS["sharpen"]
