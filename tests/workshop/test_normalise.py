"""The stored form: the same lesson gives the same bytes, and ids outlive edits."""

from copy import deepcopy

import nbformat

from coursekit.notebooks.normalise import WIDGET, is_settled, normalise, slug
from coursekit.notebooks.store import text_of


def notebook_of(*cells):
    notebook = nbformat.v4.new_notebook()
    for cell in cells:
        make = nbformat.v4.new_markdown_cell if cell.startswith("#") else nbformat.v4.new_code_cell
        notebook.cells.append(make(cell))
    return notebook


def ids(notebook):
    return [cell.id for cell in notebook.cells]


def test_ids_come_from_headings_and_survive_edits():
    notebook = normalise(notebook_of("# The neuron", "1", "## Its parts", "2", "3", "## ∑"))
    assert ids(notebook) == [
        "the-neuron", "the-neuron-2", "its-parts", "its-parts-2", "its-parts-3", "its-parts-4",
    ]  # fmt: skip
    before = dict(zip(ids(notebook), [cell.source for cell in notebook.cells], strict=True))
    notebook.cells.insert(1, nbformat.v4.new_code_cell("0"))
    notebook.cells[3].source = "## Its many parts"
    normalise(notebook)
    assert ids(notebook)[1] == "the-neuron-3"
    kept = {cell.id: cell.source for cell in notebook.cells}
    assert set(before) < set(kept)
    assert kept["its-parts-2"] == "2"


def test_copied_cells_get_an_id_of_their_own():
    notebook = normalise(notebook_of("# A", "1"))
    notebook.cells.append(deepcopy(notebook.cells[1]))
    normalise(notebook)
    assert ids(notebook) == ["a", "a-2", "a-3"]


def test_drawn_ids_are_told_from_chosen_ones():
    assert is_settled("the-neuron-2") and is_settled("xor")
    for drawn in ("0a1b2c3d", "3kT0fJ9aXbQ2", "123e4567-e89b-12d3-a456-426614174000", ""):
        assert not is_settled(drawn)


def test_noise_goes_and_meaning_stays():
    notebook = notebook_of("# A", "1", "  ")
    code = notebook.cells[1]
    code.metadata.update(
        execution={"t": 1}, tags=["given"], scrolled=True, id="x", coursekit={"a": 1}
    )
    code.execution_count = 7
    code.outputs = [
        nbformat.v4.new_output("stream", name="stdout", text="a\n"),
        nbformat.v4.new_output("stream", name="stdout", text="b\n"),
        nbformat.v4.new_output("execute_result", data={"text/plain": "1"}, execution_count=7),
        nbformat.v4.new_output(
            "display_data", data={WIDGET: {"model_id": "f"}, "image/png": "A", "text/plain": "alt"}
        ),
    ]
    notebook.metadata.update(widgets={"state": {}}, colab={}, language_info={"version": "3.12.1"})
    normalise(notebook)
    assert len(notebook.cells) == 2
    assert code.metadata == {"tags": ["given"], "coursekit": {"a": 1}}
    assert [output.get("text") for output in code.outputs] == ["a\nb\n", None, None]
    assert code.execution_count == code.outputs[1].execution_count == 1
    assert set(code.outputs[2].data) == {"image/png", "text/plain"}
    assert set(notebook.metadata) == {"kernelspec", "language_info"}
    text = text_of(notebook)
    assert text_of(normalise(notebook)) == text
    nbformat.validate(notebook)


def test_slugs_are_short_and_plain():
    assert slug("The learning rule: w ← w + η(d−y)x") == "the-learning-rule-w-w-d-y-x"
    assert len(slug("word " * 30)) <= 30
    assert slug("∑") == ""
