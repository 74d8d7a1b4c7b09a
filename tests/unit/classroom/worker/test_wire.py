"""Plain data goes over the pipe and comes back; nothing else does."""

import io
import json
import struct

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursekit.classroom.worker import wire
from coursekit.classroom.worker.packing import Packer, TooLarge
from coursekit.classroom.worker.unpacking import Unpacker

PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def refuse(value):
    raise TypeError(type(value).__name__)


def sent(value):
    """The value after its way over the pipe."""
    pipe, packer = io.BytesIO(), Packer(refuse)
    wire.send(pipe, {"value": packer.pack(value)}, packer.parts)
    pipe.seek(0)
    message, data = wire.receive(pipe)
    return Unpacker(data, refuse).unpack(message["value"])


@settings(max_examples=20)
@given(PLAIN)
def test_plain_values_come_back(value):
    assert sent(value) == value and type(sent(value)) is type(value)


@pytest.mark.parametrize(
    "array",
    [
        np.arange(6).reshape(2, 3),
        np.array([[1.5, np.nan]]),
        np.array(3, dtype=np.uint8),
        np.array([1 + 2j]),
        np.array([True]),
        np.zeros((0, 4)),
        np.arange(4.0)[::2].astype(">f8"),
        np.asfortranarray(np.ones((2, 2), dtype="float32")),
        np.array(["a", "bc"]),
    ],
    ids=str,
)
def test_arrays_come_back_and_can_be_written_to(array):
    found = sent(array)
    np.testing.assert_array_equal(found, array)
    assert found.dtype.kind == array.dtype.kind and found.shape == array.shape
    found[...] = found


def test_numbers_of_numpy_stay_numbers_of_numpy():
    found = sent(np.float32(0.25))
    assert type(found) is np.float32 and found == 0.25


@pytest.mark.parametrize("value", [..., {1, 2}, frozenset("a"), range(2, 9, 3), 1 + 2j])
def test_other_values_come_back(value):
    assert sent(value) == value and type(sent(value)) is type(value)


def test_tables_come_back():
    table = pd.DataFrame({"n": [1, 2], "x": [0.5, np.nan], "t": ["a", "b"]}, index=[4, 7])
    pd.testing.assert_frame_equal(sent(table), table)
    pd.testing.assert_series_equal(sent(table["n"]), table["n"])


def test_a_class_of_ones_own_comes_as_what_it_is_made_of():
    class Equal(float):
        __eq__ = lambda self, other: True  # noqa: E731

    class Strange(np.ndarray):
        __eq__ = lambda self, other: True  # noqa: E731

    assert type(sent(Equal(2))) is float and sent(Equal(2)) == 2
    assert type(sent(np.zeros(2).view(Strange))) is np.ndarray


@pytest.mark.parametrize(
    "value",
    [list(range(400_000)), "x" * 2_000_000, 1 << 5000, np.zeros(10**7)],
    ids=lambda v: type(v),
)
def test_what_is_too_large_is_refused_before_it_is_sent(value):
    with pytest.raises(TooLarge):
        Packer(refuse).pack(value)


def test_a_list_in_itself_is_refused():
    endless = []
    endless.append(endless)
    with pytest.raises(TooLarge):
        Packer(refuse).pack(endless)


def test_functions_are_named_and_not_sent():
    assert Packer(lambda value: {"$": "handle"}).pack([abs]) == [{"$": "handle"}]
    with pytest.raises(TypeError):
        Packer(refuse).pack(abs)


ARRAY = {"$": "array", "dtype": "<f8", "shape": [1], "at": 0, "size": 8}


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"$": "pickle"},
        {"$": []},
        {"$": "tuple", "items": 3},
        {"$": "dict", "items": [1]},
        {"$": "set", "items": [[1]]},
        {**ARRAY, "dtype": "|O"},
        {**ARRAY, "dtype": "<U2"},
        {**ARRAY, "dtype": "f8,f8"},
        {**ARRAY, "shape": [9]},
        {**ARRAY, "shape": [-5]},
        {**ARRAY, "shape": "x"},
        {**ARRAY, "at": -8},
        {**ARRAY, "at": 4},
        {**ARRAY, "size": 10**30},
        {"$": "table", "names": ["a"], "dtypes": ["x"], "items": [[1]], "index": [1, 2]},
    ],
    ids=repr,
)
def test_what_cannot_have_been_packed_is_refused(value):
    with pytest.raises((wire.BadMessage, TypeError)) as caught:
        Unpacker(bytes(8), lambda reference: None).unpack(value)
    assert caught.type is wire.BadMessage


@pytest.mark.parametrize(
    ("data", "error"),
    [
        (b"", wire.Ended),
        (b"\0" * 5, wire.BadMessage),
        (struct.pack("!QQ", 1 << 40, 0), wire.BadMessage),
        (struct.pack("!QQ", 2, 1 << 40), wire.BadMessage),
        (struct.pack("!QQ", 9, 0) + b"{}", wire.Ended),
        (struct.pack("!QQ", 2, 0) + b"{x", wire.BadMessage),
        (struct.pack("!QQ", 2, 0) + b"[]", wire.BadMessage),
        (struct.pack("!QQ", 2, 0) + b"\xff\xff", wire.BadMessage),
        (struct.pack("!QQ", 10**6, 0) + b"[" * 10**6, wire.BadMessage),
    ],
    ids=range(9),
)
def test_what_is_no_message_is_refused(data, error):
    with pytest.raises(error):
        wire.receive(io.BytesIO(data))


def test_a_message_names_the_bytes_behind_it():
    packer = Packer(refuse)
    packed = packer.pack([np.zeros(1), np.ones(2)])
    assert [entry["at"] for entry in packed] == [0, 8] and len(b"".join(packer.parts)) == 24
    assert json.loads(json.dumps(packed)) == packed


def test_a_short_message_cannot_fill_the_memory():
    data = bytes(1 << 20)
    array = {"$": "array", "dtype": "<f8", "shape": [1 << 17], "at": 0, "size": 1 << 20}
    assert len(Unpacker(data, refuse).unpack([array] * 64)) == 64
    texts = {"$": "objects", "shape": [1001], "items": ["x" * 100_000] + ["y"] * 1000}
    backwards = dict(array, at=1 << 20, size=-(1 << 20), shape=[0])
    for much in ([array] * 65, [texts], [backwards]):
        with pytest.raises(wire.BadMessage):
            Unpacker(data, refuse).unpack(much)
