"""Any bytes give a notebook or one sentence; whatever could be read is read."""

import json

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coursekit.classroom.collect.fit import fit
from coursekit.classroom.collect.notebook import read_notebook
from tests.support.classes import answered, data, key

WHOLE = json.loads(data(answered()))
TEXT = json.dumps(WHOLE, indent=1)


def _sources(notebook):
    return [cell.source for cell in notebook.cells]


def _changed(**changes):
    """The notebook with fields of its answer cell changed; None takes one out."""
    notebook = json.loads(json.dumps(WHOLE))
    cell = notebook["cells"][3]
    for field, value in changes.items():
        cell[field] = value
    return json.dumps(notebook).encode()


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + TEXT.encode(),
        TEXT.encode("utf-16"),
        TEXT.replace("\n", "\r\n").encode(),
        json.dumps(
            {
                "nbformat": 3,
                "worksheets": [
                    {
                        "cells": [
                            {"input" if c["cell_type"] == "code" else "source": c["source"]}
                            | {"cell_type": c["cell_type"], "metadata": c["metadata"]}
                            for c in WHOLE["cells"]
                        ]
                    }
                ],
            }
        ).encode(),
        json.dumps({"cells": WHOLE["cells"], "metadata": None, "nbformat": "x"}).encode(),
    ],
    ids=["bom", "utf-16", "crlf", "format 3", "no metadata"],
)
def test_old_forms_are_read(content):
    notebook, notes = read_notebook(content)
    assert _sources(notebook) == _sources(answered()) and notes == []
    nbformat.validate(notebook)
    assert fit(notebook, key())[1] == []


@pytest.mark.parametrize(
    "field, value",
    [
        ("source", None), ("source", 3), ("source", [None, "x"]), ("source", {"a": 1}),
        ("metadata", None), ("metadata", []), ("metadata", {"nbgrader": None}),
        ("metadata", {"nbgrader": {"grade_id": ["double"], "solution": "yes"}}),
        ("metadata", {"coursekit": {"own": 3}}), ("cell_type", None), ("cell_type", ["code"]),
        ("outputs", None), ("execution_count", "many"), ("id", 7),
    ],
)  # fmt: skip
def test_one_damaged_field_costs_no_other_cell(field, value):
    notebook, _ = read_notebook(_changed(**{field: value}))
    nbformat.validate(notebook)
    kept = _sources(notebook)
    assert kept[:3] + kept[4:] == _sources(answered())[:3] + _sources(answered())[4:]
    fit(notebook, key())


@pytest.mark.parametrize(
    "content, words",
    [
        (b"", "empty"),
        (b" \n\t", "empty"),
        (b"<html>not found</html>", "no notebook"),
        (b"[1, 2]", "no object"),
        (b"{}", "no cell"),
        (b'{"cells": []}', "without cells"),
        (b"[" * 100_000, "nested too deeply"),
        (b'{"cells": ' + b"9" * 5000 + b"}", "no notebook"),
        (b"\xff\xfe\x00", "no notebook"),
    ],
)
def test_what_is_no_notebook_is_told_in_a_sentence(content, words):
    with pytest.raises(ValueError, match=words) as error:
        read_notebook(content)
    assert "\n" not in str(error.value)


def test_of_half_a_file_the_whole_cells_are_read():
    cut = TEXT.index("low = 2")
    notebook, (note,) = read_notebook(TEXT[:cut].encode())
    assert _sources(notebook) == _sources(answered())[:7]
    assert "the 7 cells before were read" in note
    conflict = TEXT.replace("  {\n   \"cell_type\"", "<<<<<<< mine\n  {\n   \"cell_type\"", 5)
    with pytest.raises(ValueError, match="no JSON in line"):
        read_notebook(conflict.encode())


def test_too_many_cells_are_cut_and_broken_letters_replaced():
    cell = {"cell_type": "code", "source": "x = '\ud800\x00'"}
    notebook, notes = read_notebook(json.dumps({"cells": [cell] * 6000 + [3]}).encode())
    assert len(notebook.cells) == 5000 and "first 5000 of 6001" in notes[0]
    assert notebook.cells[0].source == "x = '\ufffd'"


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda below: st.lists(below, max_size=3)
    | st.dictionaries(st.sampled_from(["cells", "source", "metadata", "nbgrader", "x"]), below),
    max_leaves=8,
)


@st.composite
def damaged(draw):
    """The notebook with a value somewhere replaced by any other, or with bytes changed."""
    notebook = json.loads(TEXT)
    place, step = notebook, draw(st.sampled_from(list(notebook)))
    while draw(st.integers(0, 4)) and isinstance(place[step], (dict, list)) and place[step]:
        place = place[step]
        known = list(place) if isinstance(place, dict) else range(len(place))
        step = draw(st.sampled_from(known))
    place[step] = draw(JSON)
    content = bytearray(json.dumps(notebook).encode())
    for _ in range(draw(st.integers(0, 2))):
        where = draw(st.integers(0, len(content) - 1))
        content[where : where + draw(st.integers(0, 40))] = draw(st.binary(max_size=4))
    return bytes(content)


@given(damaged())
def test_no_damage_raises_anything_but_a_sentence(content):
    try:
        notebook, notes = read_notebook(content)
    except ValueError as error:
        assert "\n" not in str(error)
    else:
        nbformat.validate(notebook)
        _, more = fit(notebook, key())
        assert all("\n" not in note for note in notes + more)


@given(st.binary(max_size=200))
def test_any_bytes_give_a_notebook_or_a_sentence(content):
    try:
        read_notebook(content)
    except ValueError as error:
        assert str(error)
