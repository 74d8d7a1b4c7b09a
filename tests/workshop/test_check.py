"""The check without a kernel: each mistake in a stored lesson gives its own sentence."""

import base64

import nbformat
import pytest

from tests.support.small_course import ROOT, cell_with, change
from workshop import command
from workshop.lessons import check
from workshop.lessons.project import find_project


def changed_setup(notebook):
    cell_with(notebook, "google.colab").source += "\nprint('hello')"


def no_setup(notebook):
    notebook.cells.remove(cell_with(notebook, "google.colab"))


def late_setup(notebook):
    cell = cell_with(notebook, "google.colab")
    notebook.cells.remove(cell)
    notebook.cells.append(cell)


def badge_of_another_file(notebook):
    cell_with(notebook, "# A small").source = cell_with(notebook, "# A small").source.replace(
        "01_small.ipynb", "02_other.ipynb"
    )


def unbound_decimal(notebook):
    cell_with(notebook, "The mean is").source += " The best is 0.861."


def unbound_percentage(notebook):
    cell_with(notebook, "The mean is").source += " That is 86 %."


def lost_number(notebook):
    cell = cell_with(notebook, "The mean is")
    cell.source = cell.source.replace("0.855", "high")


def stored_error(notebook):
    cell_with(notebook, 'print("done")').outputs = [
        nbformat.v4.new_output("error", ename="ValueError", evalue="bad", traceback=[])
    ]


def stored_stderr(notebook):
    cell_with(notebook, 'print("done")').outputs.append(
        nbformat.v4.new_output("stream", name="stderr", text="DeprecationWarning: old")
    )


def picture_without_words(notebook):
    data = {"image/png": "AAAA", "text/plain": "<Figure size 640x480 with 1 Axes>"}
    cell_with(notebook, 'print("done")').outputs.append(
        nbformat.v4.new_output("display_data", data=data)
    )


def picture_in_prose_without_words(notebook):
    cell_with(notebook, "The mean is").source += "\n\n![](pictures/mean.png)"


def picture_tag_without_words(notebook):
    cell_with(notebook, "The mean is").source += '\n\n<img src="mean.png">'


def lone_widget(notebook):
    data = {"text/plain": "VBox(children=(IntSlider(value=0),))"}
    cell_with(notebook, 'print("done")').outputs.append(
        nbformat.v4.new_output("display_data", data=data)
    )


def never_run(notebook):
    cell_with(notebook, 'print("done")').execution_count = None


def wrong_order(notebook):
    cell_with(notebook, 'print("done")').execution_count = 7


def random_id(notebook):
    cell_with(notebook, 'print("done")').id = "0a1b2c3d"


def noise_in_metadata(notebook):
    notebook.metadata["colab"] = {"provenance": []}


def times_in_metadata(notebook):
    cell_with(notebook, 'print("done")').metadata["execution"] = {"iopub.status.busy": "now"}


def skipped_comparison(notebook):
    cell_with(notebook, 'print("done")').metadata["tags"] = ["nbval-ignore-output"]


def skipped_comparison_by_comment(notebook):
    cell_with(notebook, 'print("done")').source = "# NBVAL_IGNORE_OUTPUT\nprint(1)"


def too_big(notebook):
    noise = base64.b64encode(bytes(range(256)) * 6000).decode()
    data = {"image/png": noise, "text/plain": "Noise"}
    cell_with(notebook, 'print("done")').outputs.append(
        nbformat.v4.new_output("display_data", data=data)
    )


BROKEN = {
    changed_setup: "the set-up cell was changed",
    no_setup: "the first code cell must be the one set-up cell",
    late_setup: "the first code cell must be the one set-up cell",
    badge_of_another_file: "the badges that open this very file",
    unbound_decimal: "cell the-result: 0.861 is not bound",
    unbound_percentage: "cell the-result: 86 % is not bound",
    lost_number: "the number '0.855' of {{scores.mean():.3f}} is not in the text any more",
    stored_error: "it ended with ValueError: bad",
    stored_stderr: "it wrote to stderr: 'DeprecationWarning: old'",
    picture_without_words: "a picture has no alternative text",
    picture_in_prose_without_words: "a picture has no alternative text",
    picture_tag_without_words: "a picture has no alternative text",
    lone_widget: "a widget is stored without a picture or text",
    never_run: "was not run from top to bottom",
    wrong_order: "was not run from top to bottom",
    random_id: "a cell has no lasting id",
    noise_in_metadata: "is not in its tidy form",
    times_in_metadata: "is not in its tidy form",
    skipped_comparison: "its outputs are not compared",
    skipped_comparison_by_comment: "its outputs are not compared",
    too_big: "more than 2 MB",
}


def test_a_lesson_in_order_has_no_mistake(small):
    assert check.problems_of(*small) == []


@pytest.mark.parametrize("alter", BROKEN, ids=lambda alter: alter.__name__)
def test_a_mistake_is_named(small, alter):
    course, path = small
    change(path, alter)
    problems = check.problems_of(course, path)
    assert [p for p in problems if BROKEN[alter] in p], problems
    assert all(p.startswith("01_small.ipynb") for p in problems)


def test_the_command_fails_after_a_mistake(small, monkeypatch, capsys):
    course, path = small
    monkeypatch.chdir(course.root)
    assert command.main(["check"]) == 0
    change(path, unbound_decimal)
    assert command.main(["check", "01"]) == 1
    assert "0.861 is not bound" in capsys.readouterr().err


PROJECT = find_project(ROOT)


@pytest.mark.parametrize("path", PROJECT.lessons(), ids=lambda path: path.stem)
def test_a_lesson_of_the_course_is_in_order(path):
    assert check.problems_of(PROJECT, path) == []


def test_the_course_has_lessons_and_pytest_validates_them(pytestconfig):
    assert PROJECT.lessons()
    assert "notebooks" in pytestconfig.getini("testpaths")
    assert pytestconfig.option.nbval and pytestconfig.option.nbval_current_env
    assert pytestconfig.option.nbval_sanitize_with
    assert pytestconfig.option.nbval_cell_timeout <= 300
