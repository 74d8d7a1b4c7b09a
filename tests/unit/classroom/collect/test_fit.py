"""Answers are found although cells were split, doubled, renamed, or lost their marks."""

import copy

import pytest
from nbformat import v4

from coursekit.classroom import cells
from coursekit.classroom.collect.fit import fit
from coursekit.classroom.own import is_own
from tests.support.classes import answered, code, key

RIGHT = "def double(x):\n    return 2 * x"
VALUES = "low = 2\nhigh = 4"


def _place(notebook, grade_id):
    return next(n for n, c in enumerate(notebook.cells) if cells.grade_id(c) == grade_id)


def _fitted(notebook):
    """The answers that marking would take, and what is told."""
    fitted, notes = fit(notebook, key())
    found = [cell for cell in fitted.cells if cells.grade_id(cell) in ("double", "values")]
    assert all(cell.cell_type == "code" for cell in found)
    answers = {cells.grade_id(cell): cell.source for cell in found}
    assert len(answers) == len(found)
    return answers, notes


def test_a_notebook_as_handed_out_is_left_alone():
    notebook = answered()
    before = copy.deepcopy(notebook)
    assert _fitted(notebook) == ({"double": RIGHT, "values": VALUES}, [])
    assert notebook == before


@pytest.mark.parametrize("marked", [True, False], ids=["mark copied", "mark lost"])
@pytest.mark.parametrize("after", ["def double(x):", "def double(x):\n    y = x"])
def test_a_split_cell_is_joined(marked, after):
    notebook = answered()
    place = _place(notebook, "double")
    cell = notebook.cells[place]
    rest = copy.deepcopy(cell) if marked else v4.new_code_cell()
    cell.source, rest.source = after, "    return 2 * x"
    notebook.cells.insert(place + 1, rest)
    answers, (note,) = _fitted(notebook)
    assert answers["double"] == f"{after}\n    return 2 * x" and "joined" in note


def test_two_values_in_two_cells_are_joined():
    notebook = answered(values="low = 2")
    notebook.cells.insert(_place(notebook, "values") + 1, v4.new_code_cell("high = 4"))
    answers, (note,) = _fitted(notebook)
    assert answers["values"] == VALUES and "joined" in note


def test_of_copies_the_last_changed_one_counts():
    notebook = answered()
    place = _place(notebook, "double")
    stub = copy.deepcopy(notebook.cells[place])
    stub.source = 'def double(x):\n    raise NotImplementedError("not attempted")'
    old = copy.deepcopy(notebook.cells[place])
    old.source = "def double(x):\n    return x"
    notebook.cells[place:place] = [old]
    notebook.cells.append(stub)
    answers, (note,) = _fitted(notebook)
    assert answers["double"] == RIGHT and "stands in 3 cells" in note


def test_helpers_stay_where_they_are():
    notebook = answered(double="    return twice(x)")
    place = _place(notebook, "double")
    helper = v4.new_code_cell("def twice(x):\n    return 2 * x")
    notebook.cells.insert(place, helper)
    notebook.cells.insert(place + 2, v4.new_code_cell("double(3)"))
    answers, notes = _fitted(notebook)
    assert answers["double"] == "def double(x):\n    return twice(x)" and notes == []
    assert notebook.cells[place] is helper and notebook.cells[place + 2].source == "double(3)"


def test_answers_without_marks_are_known_by_their_names():
    notebook = answered()
    for cell in notebook.cells:
        cell.metadata = {}
    notebook.cells.insert(0, v4.new_code_cell("def doubled(x):\n    return 0"))
    answers, notes = _fitted(notebook)
    assert answers == {"double": RIGHT, "values": VALUES}
    assert len(notes) == 2 and all("lost its mark" in note for note in notes)
    assert [is_own(cell) for cell in notebook.cells].index(True) == 2


def test_a_renamed_mark_is_found_by_place_when_no_name_tells():
    notebook = answered(double="    return 2 * x")
    cell = notebook.cells[_place(notebook, "double")]
    cell.source, cell.metadata = "twice = lambda x: 2 * x", {"nbgrader": {"grade_id": "cell-9"}}
    answers, notes = _fitted(notebook)
    assert answers["double"] == "twice = lambda x: 2 * x" and "lost its mark" in notes[0]


def test_an_answer_turned_into_text_is_read_as_code():
    notebook = answered()
    place = _place(notebook, "values")
    notebook.cells[place] = v4.new_markdown_cell(VALUES, metadata=notebook.cells[place].metadata)
    answers, (note,) = _fitted(notebook)
    assert answers["values"] == VALUES and "read as code" in note


def test_an_empty_copy_does_not_take_an_answer_away():
    notebook = answered()
    empty = copy.deepcopy(notebook.cells[_place(notebook, "double")])
    empty.source = "\n"
    notebook.cells.append(empty)
    assert _fitted(notebook)[0]["double"] == RIGHT


def test_another_notebook_is_told():
    other = v4.new_notebook(cells=[code("y = 1", solution=True, grade_id="y")])
    answers, notes = _fitted(other)
    assert answers == {} and "another notebook" in notes[0]
