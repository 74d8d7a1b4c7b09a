"""The page's copies of the lessons: what needs Keras is shown, and nothing else changes."""

import re

import nbformat
import pytest

from coursekit.notebooks import store
from tests.support import ROOT
from workshop.lessons.project import find_project
from workshop.web import lessons

PROJECT = find_project(ROOT)
LESSONS = PROJECT.lessons()
# Only TensorFlow has these, and `coursekit.nn` has no part of this name.
BEYOND_OURS = re.compile(
    r"\b(?:import|from) tensorflow\b|\btf\.\w|\bkeras_twin\b|\bkeras\.(?:ops|Variable|backend)\b"
)
# Two engines side by side: what they give is compared.
SIDE_BY_SIDE = re.compile(
    r"\(nn, keras\)|\(keras, nn\)|\(\"Keras\", keras\)|\bnn\.\S+\(.*\), keras\.\S+\("
    r"|\(keras\).*\(nn\)|\(nn\).*\(keras\)|\btheirs = keras\b"
)


def code_of(path):
    return [cell for cell in store.read(path).cells if cell.cell_type == "code"]


@pytest.fixture
def course(tmp_path):
    """A function that makes a notebook of cells of code; its path in a course of its own."""
    (tmp_path / "pyproject.toml").write_text(
        '[tool.coursekit]\nrepository = "https://github.com/SOME/course"\n'
    )
    (tmp_path / "notebooks").mkdir()

    def make(*cells):
        path = tmp_path / "notebooks" / "01_small.ipynb"
        path.write_text(nbformat.writes(nbformat.v4.new_notebook(cells=list(cells))))
        return find_project(tmp_path), path

    return make


def cell(source, *tags, printed="0.25\n", count=1):
    outputs = [nbformat.v4.new_output("stream", text=printed)] if printed else []
    metadata = {"tags": list(tags)}
    return nbformat.v4.new_code_cell(
        source, outputs=outputs, metadata=metadata, execution_count=count
    )


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_what_only_keras_can_do_or_is_compared_with_it_has_the_tag(path):
    for each in code_of(path):
        called = re.sub(r"^def .*\n(?:[ \t].*\n|\n)*", "", each.source + "\n", flags=re.MULTILINE)
        if BEYOND_OURS.search(called) or SIDE_BY_SIDE.search(called):
            assert lessons.needs_keras(each), f"{path.stem}: {each.id} needs the tag needs-keras"


@pytest.mark.parametrize("path", LESSONS, ids=lambda path: path.stem)
def test_a_copy_changes_the_set_up_and_the_tagged_cells_only(path):
    stored, copy = store.read(path), lessons.page_copy(PROJECT, path)
    assert [each.id for each in copy.cells] == [each.id for each in stored.cells]
    for before, after in zip(stored.cells, copy.cells, strict=True):
        if lessons.needs_keras(before):
            assert after.cell_type == "markdown" and before.source in after.source
            for output in before.outputs:
                assert output.get("text", "").rstrip() in after.source
        elif "colab-setup" in before.metadata.get("tags", []):
            assert after.source in (lessons.SETUP, lessons.SETUP + lessons.FETCH)
        else:
            assert after == before
    nbformat.validate(copy)


def test_the_copy_says_where_to_run_the_cell(course):
    copy = lessons.page_copy(*course(cell("import keras", "needs-keras")))
    source = copy.cells[0].source
    assert "](https://colab.research.google.com/github/SOME/course/blob/main/notebooks/" in source
    assert "](https://mybinder.org/v2/gh/SOME/course/main?labpath=notebooks%2F01_small" in source
    assert "```python\nimport keras\n```\n\n```text\n0.25\n```" in source


@pytest.mark.parametrize("fetches", [True, False])
def test_the_set_up_fetches_what_only_the_course_imports(course, fetches):
    calls = cell("digits = load_digits()", *["needs-sklearn"] * fetches)
    copy = lessons.page_copy(*course(cell("", "colab-setup"), calls))
    assert copy.cells[0].source == lessons.SETUP + lessons.FETCH * fetches


def test_an_answer_to_predict_stays_folded(course):
    copy = lessons.page_copy(*course(cell("import keras", "needs-keras", "predict")))
    assert copy.cells[0].source.endswith(
        "<details><summary>The answer</summary>\n\n```text\n0.25\n```\n\n</details>"
    )


def test_a_cell_that_prints_nothing_says_so(course):
    copy = lessons.page_copy(*course(cell("import keras", "needs-keras", printed="")))
    assert lessons.SILENT in copy.cells[0].source and "```text" not in copy.cells[0].source


def test_a_cell_that_was_never_run_or_shows_a_picture_is_refused(course):
    picture = cell("draw()", "needs-keras", printed="")
    picture.outputs = [nbformat.v4.new_output("display_data", {"image/png": "iVBORw0KGgo="})]
    for bad in (cell("import keras", "needs-keras", count=None), picture):
        with pytest.raises(ValueError, match="run the lesson, and let the cell print text only"):
            lessons.page_copy(*course(bad))


def test_the_sheets_are_copied_too():
    names = [path.name for path in lessons.notebooks(PROJECT)]
    assert len(names) == len(LESSONS) + 14 and names.count("05_regression_losses.ipynb") == 2
