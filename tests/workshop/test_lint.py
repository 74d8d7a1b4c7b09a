"""The lint finds numbers that nothing holds, and only those."""

import nbformat
import pytest

from workshop.lessons.lint import (
    answered_in,
    crowded_in,
    formless_in,
    loose_in,
    unbound_in,
)


def problems(*sources, tags=(), lint=unbound_in):
    notebook = nbformat.v4.new_notebook()
    for i, source in enumerate(sources):
        cell = nbformat.v4.new_markdown_cell(source, id=f"cell-{i}", metadata={"tags": list(tags)})
        notebook.cells.append(cell)
    return lint(notebook, "01_lesson.ipynb")


@pytest.mark.parametrize(
    ("source", "number"),
    [
        ("It is 0.811.", "0.811"),
        ("It is **.5** now", ".5"),
        ("About 84 % stay", "84 %"),
        ("About 84.1% stay", "84.1%"),
        (r"$\eta = 84\%$", r"84\%"),
        (r"$w\cdot0.15$", "0.15"),
        ("| 1,234.5 |", "1,234.5"),
        ("a rate of 1.5e-3", "1.5e-3"),
        ("Python 3.11", "3.11"),
        ("[a link](https://x.org/0.3) of 0.2", "0.2"),
        ("$x < 0.5$", "0.5"),
        ("## A threshold of 0.5", "0.5"),
        ("-0.25", "0.25"),
        ("0.84–0.87", "0.84"),
    ],
)
def test_an_unbound_number_is_named(source, number):
    found = problems(source)
    assert found
    assert found[0].startswith(f"01_lesson.ipynb, cell cell-0: {number} is not bound. If the")
    assert f"{{{{given:{number}}}}}" in found[0]


@pytest.mark.parametrize(
    "source",
    [
        "Ten of 12 and 10,000 rows.",
        "`0.5` and ``a 0.5`` and\n\n```python\nx = 0.5\n```\n",
        "<img alt='x' style='width: 12.5%'>",
        "[here](https://example.org/v1.2/a) and https://example.org/1.5",
        "## 3.04 Perceptrons",
        "### 2.1.3 Shapes",
        "NumPy 2.1.0 came on 20.11.2025",
        "<!-- 0.5 -->",
        "See layer 3.",
        "It is {{given:0.5}}, {{acc:.2f}} and {{s:band:0.84–0.87}}.",
    ],
)
def test_other_numbers_are_left_alone(source):
    assert problems(source) == []


def test_given_once_is_given_for_the_notebook():
    assert problems("We split at {{given:0.33}}.", "Again 0.33.") == []
    assert len(problems("We split at {{given:0.33}}.", "Now 0.34.")) == 1


def test_a_cell_of_given_numbers_needs_one_tag():
    assert problems("The table: 0.1, 0.2, 30 %.", tags=["given"]) == []


def test_an_expression_without_a_format_is_named():
    (found,) = problems("It is {{ acc }}.", lint=formless_in)
    assert found.startswith("01_lesson.ipynb, cell cell-0: {{ acc }} has no format")
    assert "{{acc:.2f}}" in found


@pytest.mark.parametrize("source", ["`{{acc}}`", "{{acc:.2f}}", "{{given:0.5}}", "{acc}"])
def test_other_braces_are_left_alone(source):
    assert problems(source, lint=formless_in) == []


@pytest.mark.parametrize("source", ["84% stay", r"$84\%$"])
def test_a_crowded_per_cent_sign_is_named(source):
    (found,) = problems(source, lint=crowded_in)
    assert "lacks a space; the course writes 97.2 %" in found


def test_a_crowded_per_cent_sign_that_a_cell_prints_is_named():
    notebook = nbformat.v4.new_notebook()
    output = nbformat.v4.new_output("stream", text="accuracy 79.6%\n")
    notebook.cells = [nbformat.v4.new_code_cell("print()", outputs=[output], id="printed")]
    (found,) = crowded_in(notebook, "01_lesson.ipynb")
    assert found.startswith("01_lesson.ipynb, cell printed: 6% lacks")


@pytest.mark.parametrize("source", ["84 % stay", "`84%`", "<img style='width: 50%'>", "100 * x"])
def test_other_per_cent_signs_are_left_alone(source):
    assert problems(source, lint=crowded_in) == []


def code(source, text, **own):
    notebook = nbformat.v4.new_notebook()
    outputs = [nbformat.v4.new_output("stream", text=text)]
    cell = nbformat.v4.new_code_cell(source, id="here", outputs=outputs)
    cell.metadata["coursekit"] = own
    notebook.cells.append(cell)
    return notebook


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("print('agree:', a == b)", "agree: True\n"),
        ("print(f'fell: {fell}')", "fell: False\n"),
        ("print('yes' if a == b else 'no')", "yes\n"),
        ('print(f\'it {"falls" if a > b else "rises"}\')', "it falls\n"),
    ],
)
def test_an_answer_for_a_test_is_named(source, text):
    (problem,) = answered_in(code(source, text), "01.ipynb")
    assert problem.startswith("01.ipynb, cell here prints")
    assert list(answered_in(code(source, text, why="truth values"), "01.ipynb")) == []


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("print(a - b)", "0.0\n"),
        ("print('+' if a > 0 else '-')", "+\n"),
        ("label = 'up' if a else 'down'\nprint(a)", "0.5\n"),
        ("print(repr('True'))", "'True'\n"),
        ("print(names)", "TrueNorth\n"),
    ],
)
def test_numbers_and_signs_are_no_answers_for_a_test(source, text):
    assert list(answered_in(code(source, text), "01.ipynb")) == []


@pytest.mark.parametrize(
    ("rule", "loose"),
    [
        ({"absolute": 0.1}, True),
        ({"absolute": 0.1, "spread": 0.009}, True),
        ({"absolute": 0.1, "spread": 0.01}, False),
        ({"relative": 0.1, "spread": 0.02}, False),
        ({"picture": 0.5, "spread": 0.01}, True),
        ({"after": "AUC", "band": [0.8, 0.9]}, True),
        ({"after": "AUC", "band": [0.8, 0.9], "spread": 0.02}, False),
        ({"after": "times", "band": [5, None]}, False),
    ],
)
def test_a_tolerance_needs_a_measured_spread_of_a_tenth_of_it(rule, loose):
    problems = list(loose_in(code("print(a)", "0.5\n", tolerance=[rule]), "01_a.ipynb"))
    assert len(problems) == loose
    if loose:
        assert "python -m workshop run --spread 01" in problems[0]


def test_an_allowance_in_prose_needs_a_spread_too():
    notebook = nbformat.v4.new_notebook()
    cell = nbformat.v4.new_markdown_cell("It is 0.5.", id="here")
    record = {"text": "0.5", "expr": "a", "format": ".1f", "allow": 0.3}
    cell.metadata["coursekit"] = {"numbers": [record]}
    notebook.cells.append(cell)
    assert len(list(loose_in(notebook, "01_a.ipynb"))) == 1
    cell.metadata["coursekit"] = {"numbers": [{**record, "spread": 0.1}]}
    assert list(loose_in(notebook, "01_a.ipynb")) == []
