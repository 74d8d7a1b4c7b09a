"""The answer to a prediction stays folded until the reader opens it."""

import nbformat
import pytest

from coursekit.notebooks.normalise import normalise
from tests.workshop.test_effort import notebook
from workshop.lessons import predict

ASKS = ("md", "## A\n\nA text.\n\n**Predict first.** Will it rise,\nor fall?")


def folded(made):
    predict.mark(made)
    return [cell.id for cell in made.cells if predict.is_marked(cell)]


def test_all_code_up_to_the_next_text_is_folded():
    made = notebook(ASKS, "x = 1", "print(x)", ("md", "It rises."), "print(2)")
    assert folded(made) == ["c1", "c2"]
    assert made.cells[1].metadata == {"tags": ["predict"], "jupyter": {"outputs_hidden": True}}
    assert made.cells[4].metadata == {}


@pytest.mark.parametrize(
    "text",
    [
        "**Predict first.** Will it?\n\nBut before that, this.",
        "A text. **Predict first.** Will it?",
        "**Predict first:** will it?",
        "Predict first.",
    ],
)
def test_only_a_last_paragraph_that_asks_folds(text):
    assert folded(notebook(("md", text), "print(1)")) == []


@pytest.mark.parametrize("source", ["explore.xor()", 'quiz("01", 2)', "check.nand(mine)"])
def test_what_asks_the_reader_stays_open_with_all_behind_it(source):
    assert folded(notebook(ASKS, "print(1)", source, "print(2)")) == ["c1"]


def test_marks_that_nobody_needs_any_more_go_and_others_stay():
    made = notebook(("md", "No question."), "print(1)")
    made.cells[1].metadata.update(
        tags=["trained", "predict"], jupyter={"outputs_hidden": True, "source_hidden": True}
    )
    assert folded(made) == []
    assert made.cells[1].metadata == {"tags": ["trained"], "jupyter": {"source_hidden": True}}


def test_the_stored_form_keeps_the_mark():
    made = notebook(ASKS, "print(1)")
    predict.mark(made)
    before = nbformat.from_dict(made.cells[1].metadata)
    assert normalise(made).cells[1].metadata == before
    predict.mark(made)
    assert made.cells[1].metadata == before


def test_a_wrong_mark_is_named():
    made = notebook(ASKS, "print(1)", ("md", "So."), "print(2)")
    [found] = predict.problems(made, "01_a.ipynb")
    assert "(cells c1)" in found
    predict.mark(made)
    assert list(predict.problems(made, "01_a.ipynb")) == []
    made.cells[3].metadata = made.cells[1].metadata
    [found] = predict.problems(made, "01_a.ipynb")
    assert "(cells c3)" in found
