"""The answer to a prediction stays folded until the reader opens it."""

import html
import re
from pathlib import Path

import nbformat
import pytest
from nbconvert import HTMLExporter

from coursekit.notebooks.normalise import normalise
from coursekit.plots import words
from tests.workshop.test_effort import notebook
from workshop.lessons import predict
from workshop.lessons.compare import output_differences

ASKS = ("md", "## A\n\nA text.\n\n**Predict first.** Will it rise,\nor fall?")


def run(*cells):
    """A notebook whose code cells have each printed a line."""
    made = notebook(*cells)
    for cell in made.cells:
        if cell.cell_type == "code":
            cell.outputs = [nbformat.v4.new_output("stream", text="it rises\n")]
    return made


def folded(made):
    predict.mark(made)
    return [cell.id for cell in made.cells if predict.is_marked(cell)]


def test_all_code_up_to_the_next_text_is_folded():
    made = run(ASKS, "x = 1", "print(x)", ("md", "It rises."), "print(2)")
    assert folded(made) == ["c1", "c2"]
    assert made.cells[1].metadata == {"tags": ["predict"], "jupyter": {"outputs_hidden": True}}
    assert made.cells[4].metadata == {} and len(made.cells[4].outputs) == 1
    curtain, answer = made.cells[1].outputs
    assert curtain.data == {"text/plain": "The answer"} and answer.text == "it rises\n"


def test_a_cell_that_shows_nothing_has_nothing_to_fold():
    made = run(ASKS, "x = 1", "print(x)")
    made.cells[1].outputs = []
    assert folded(made) == ["c2"] and made.cells[1].outputs == []


def test_the_curtain_is_stored_and_not_compared():
    stored, new = run(ASKS, "print(x)"), run(ASKS, "print(x)")
    predict.mark(stored)
    assert output_differences(stored.cells[1].outputs, new.cells[1].outputs) == []
    new.cells[1].outputs[0].text = "it falls\n"
    [said] = output_differences(stored.cells[1].outputs, new.cells[1].outputs)
    assert "the words differ" in said


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
    assert folded(run(("md", text), "print(1)")) == []


@pytest.mark.parametrize("source", ["explore.xor()", 'quiz("01", 2)', "check.nand(mine)"])
def test_what_asks_the_reader_stays_open_with_all_behind_it(source):
    assert folded(run(ASKS, "print(1)", source, "print(2)")) == ["c1"]


def test_marks_that_nobody_needs_any_more_go_and_others_stay():
    made = run(("md", "No question."), "print(1)")
    made.cells[1].metadata.update(
        tags=["trained", "predict"], jupyter={"outputs_hidden": True, "source_hidden": True}
    )
    assert folded(made) == []
    assert made.cells[1].metadata == {"tags": ["trained"], "jupyter": {"source_hidden": True}}


def test_the_stored_form_keeps_the_mark():
    made = run(ASKS, "print(1)")
    predict.mark(made)
    before = nbformat.from_dict(made.cells[1])
    assert normalise(made).cells[1] == before
    predict.mark(made)
    assert made.cells[1] == before


def test_a_wrong_mark_is_named():
    made = run(ASKS, "print(1)", ("md", "So."), "print(2)")
    [found] = predict.problems(made, "01_a.ipynb")
    assert "(cells c1)" in found
    predict.mark(made)
    assert list(predict.problems(made, "01_a.ipynb")) == []
    made.cells[3].metadata, made.cells[3].outputs = made.cells[1].metadata, made.cells[1].outputs
    [found] = predict.problems(made, "01_a.ipynb")
    assert "(cells c3)" in found


def test_a_page_folds_the_answer_and_says_what_its_picture_shows():
    made = run(ASKS, "print(x)", ("md", "So."), "plots.show(fig, 'a')")
    predict.mark(made)
    picture = {"image/png": "AAAA", "text/plain": "a steep line & more"}
    alt = {"image/png": {"alt": "a steep line & more"}}
    pixel = words.beside("a steep line & more", "Twice as steep.")
    made.cells[3].outputs = [
        nbformat.v4.new_output("display_data", data=picture, metadata=alt),
        nbformat.v4.new_output("display_data", data=pixel, metadata={"coursekit": {"words": True}}),
    ]
    folder = Path(predict.__file__).parents[1]
    exporter = HTMLExporter(template_name="page", extra_template_basedirs=[str(folder)])
    page, _ = exporter.from_notebook_node(made)
    folded = re.search(r"<details class=\"answer\"><summary>The answer</summary>(.*?)</details>",
                       page, re.DOTALL)[1]  # fmt: skip
    assert "it rises" in folded and page.count("it rises") == 1
    assert page.count("The answer") == 1  # the curtain is not there
    shown = page[page.index("So.") :]
    alts = re.findall(r"<img[^>]*alt=\"([^\"]*)\"", shown)
    assert [html.unescape(text) for text in alts] == ["a steep line & more"]
    assert "<em>Twice as steep.</em>" in shown
