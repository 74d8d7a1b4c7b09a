"""A stored explorer: picture and words where no kernel runs, the same at every run, compared."""

import html
import re

import pytest
from nbconvert import HTMLExporter, MarkdownExporter
from nbformat import v4

from coursekit import explore
from coursekit.notebooks import store
from coursekit.notebooks.noise import WIDGET, without_noise
from tests.support.small_course import change, validate, write
from workshop import kernels
from workshop.lessons import execute, lesson

MAKE = "from coursekit import explore\n\nw = explore.descent(lr=0.2, step=5)\nw"
WORDS = explore.descent(lr=0.2, step=5).words


@pytest.fixture(scope="module")
def stored(make_course):
    """A course whose one lesson shows an explorer, run and stored."""
    project = make_course()
    path = write(project, "01_small", ("md", "# A small lesson"), MAKE)
    assert lesson.run(project, path) == ([], True)
    return project, path


def outputs(path):
    return store.read(path).cells[-1].outputs


def test_the_picture_and_its_words_are_stored_and_not_the_dead_widget(stored):
    picture, beside = outputs(stored[1])
    assert set(picture.data) == {"image/png", "text/plain"}
    assert picture.data["text/plain"] == picture.metadata["image/png"]["alt"] == WORDS
    assert f'alt="{html.escape(WORDS)}"' in beside.data["text/html"]
    assert beside.data["text/plain"] == "" and "<p>" not in beside.data["text/html"]


def test_a_live_notebook_gets_the_widget_before_its_picture_is_drawn(tmp_path):
    notebook = v4.new_notebook(cells=[v4.new_code_cell(MAKE)])
    with kernels.client(notebook, tmp_path, 60) as client:
        execute.run_cells(client)
    first, second, third = notebook.cells[0].outputs
    assert set(first.data) == {WIDGET, "text/plain"}
    assert first.data["text/plain"] == "explore.descent(lr=0.2, step=5)"
    assert set(second.data) == {"image/png", "text/plain"}
    assert "ck-caption" in third.data["text/html"]


def test_only_an_explorer_whose_picture_follows_is_left_out():
    def shown(**data):
        return v4.new_output("display_data", data={k.replace("_", "/"): d for k, d in data.items()})

    widget = {WIDGET: {"model_id": "1"}}
    alone = v4.new_output("display_data", data={**widget, "text/plain": "explore.descent()"})
    slider = v4.new_output("display_data", data={**widget, "text/plain": "IntSlider(value=0)"})
    picture = shown(image_png="", text_plain="A line.")
    assert without_noise([alone, picture]) == [picture]
    assert without_noise([picture, alone]) == [picture, alone]
    assert without_noise([slider, picture]) == [slider, picture]


def test_a_second_run_stores_the_same_bytes(stored):
    project, path = stored
    before = path.read_bytes()
    assert lesson.run(project, path) == ([], False)
    assert path.read_bytes() == before


def test_web_pages_and_print_show_picture_and_words(stored):
    text = store.read(stored[1])
    page, _ = HTMLExporter().from_notebook_node(text)
    assert "data:image/png;base64" in page and f'alt="{html.escape(WORDS)}"' in page
    assert "widget-view+json" not in page
    printed, resources = MarkdownExporter().from_notebook_node(text)
    assert len(resources["outputs"]) == 1 and WORDS in printed


def test_the_validation_passes_and_notices_another_state(stored, tmp_path):
    project, path = stored
    (tmp_path / "notebooks").mkdir()
    same, other = (tmp_path / "notebooks" / f"{name}.ipynb" for name in ("same", "other"))
    for copy in (same, other):
        copy.write_bytes(path.read_bytes())
    change(other, lambda text: text.cells[-1].update(source=MAKE.replace("step=5", "step=6")))
    outcome = validate(tmp_path)
    assert {name for name, _ in outcome} == {"same", "other"}
    [(name, message)] = [(name, told) for (name, _), (told, _) in outcome.items() if told]
    assert name == "other" and re.search("stored 5, now 6", message)
