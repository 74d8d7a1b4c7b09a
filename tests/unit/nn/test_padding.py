"""ZeroPadding2D against numpy.pad and complex steps."""

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.nn.layers import ZeroPadding2D
from coursekit.nn.serialize import rebuild, spec
from tests.unit.nn.layer_checks import check_all

side = st.integers(0, 3)
X = np.arange(1.0, 13).reshape(1, 3, 2, 2)


@given(st.tuples(st.tuples(side, side), st.tuples(side, side)))
def test_four_sides(padding):
    y = ZeroPadding2D(padding).forward(X)
    np.testing.assert_array_equal(y, np.pad(X, [(0, 0), *padding, (0, 0)]))
    check_all(ZeroPadding2D(padding), X)


def test_shorter_ways_to_write_it():
    for padding, sides in [
        (2, ((2, 2), (2, 2))),
        ((1, 2), ((1, 1), (2, 2))),
        ([0, 1], ((0, 0), (1, 1))),
    ]:
        layer = ZeroPadding2D(padding)
        assert layer.padding == sides
        assert layer.compute_output_shape((None, 3, 2, 2))[1:3] == (
            3 + sum(sides[0]),
            2 + sum(sides[1]),
        )
    assert ZeroPadding2D().padding == ((1, 1), (1, 1))


def test_config_survives_json():
    layer = ZeroPadding2D(((1, 0), (2, 3)))
    assert rebuild(json.loads(json.dumps(spec(layer)))).padding == layer.padding


@pytest.mark.parametrize(
    "padding", [-1, "1", 1.5, (1, 2, 3), ((1, 2),), ((1, 2), (1, -2)), None, True]
)
def test_bad_padding_gets_one_clear_sentence(padding):
    with pytest.raises(ValueError, match="padding of ZeroPadding2D must be"):
        ZeroPadding2D(padding)


def test_bad_shape_and_data_format():
    with pytest.raises(ValueError, match="ZeroPadding2D expects pictures"):
        ZeroPadding2D().build((None, 3, 3))
    with pytest.raises(ValueError, match="channels_last"):
        ZeroPadding2D(data_format="channels_first")
