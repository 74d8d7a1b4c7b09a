"""Binding numbers without a kernel: a dictionary answers in its place."""

import ast

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workshop.lessons import bind, execute, values

VALUES = {"acc": 0.8114, "n": 10000, "scores": [0.85, 0.86], "name": "Ada", "tiny": -0.0001}


def evaluate(records):
    """Answer as a kernel would."""
    answers = []
    for record in records:
        try:
            shown = eval(execute.question(record), dict(VALUES))
            answers.append((ast.literal_eval(repr(shown)), None))
        except Exception as error:
            answers.append((None, f"{type(error).__name__}: {error}"))
    return answers


def lesson(source):
    notebook = nbformat.v4.new_notebook()
    notebook.cells.append(nbformat.v4.new_markdown_cell(source, id="here"))
    return notebook


def bound(source):
    """The text after binding, which must succeed; a second time nothing may change."""
    notebook = lesson(source)
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    first = nbformat.writes(notebook)
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    assert nbformat.writes(notebook) == first
    assert bind.differences(notebook, "lesson", evaluate) == []
    return notebook


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("It is {{acc:.3f}}.", "It is 0.811."),
        ("**{{acc:.1%}}** of {{n:,}}", "**81.1%** of 10,000"),
        ("$p = {{acc:.2f}}$ and ${{acc:.0%}}$", "$p = 0.81$ and $81\\%$"),
        (r"\frac{{{acc:.2f}}}{2}", r"\frac{0.81}{2}"),
        ("| a | b |\n|---|---|\n| {{acc:.1f}} | {{n:}} |", "| a | b |\n|---|---|\n| 0.8 | 10000 |"),
        ("{{scores:range:.2f}} and {{acc:range:.1f}}", "0.85–0.86 and 0.8"),
        ("{{[-0.5, -0.4]:range:.1f}}, {{[3, 7]:range:.0f}}", "-0.5 to -0.4, 3–7"),
        ("{{scores:claim:at least 0.84}}, {{acc:claim:≤ 0.9}}", "at least 0.84, ≤ 0.9"),
        ("{{acc:.3f:±0.01}}, {{scores:range:.3f:±0.02}}", "0.811, 0.850–0.860"),
        ("split {{given:0.33}}, by {{name:}}", "split 0.33, by Ada"),
        ("{{tiny:.2f}} {{scores[0:1]:}} {{acc:.3f}} {{acc:.3f}}", "0.00 [0.85] 0.811 0.811"),
        (r"$W^{{[1]}}$ stays, and {{acc:.2f}}", r"$W^{{[1]}}$ stays, and 0.81"),
    ],
)
def test_forms(source, text):
    assert bound(source).cells[0].source == text


def test_a_new_run_moves_the_numbers(monkeypatch):
    notebook = bound("First {{acc:.3f}}, then {{n:,}}, again {{acc:.3f}}.")
    monkeypatch.setitem(VALUES, "acc", 0.9)
    monkeypatch.setitem(VALUES, "n", 2)
    problems = bind.differences(notebook, "lesson", evaluate)
    assert len(problems) == 3
    assert "the text says 0.811, this run gives 0.900" in problems[0]
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    assert notebook.cells[0].source == "First 0.900, then 2, again 0.900."


def test_prose_may_change_around_the_numbers(monkeypatch):
    notebook = bound("First {{acc:.3f}}, then {{n:,}}.")
    cell = notebook.cells[0]
    cell.source = "Of 10,000 rows we got {{scores[0]:.2f}}, 10.811 or 0.8115, and 0.811 right."
    monkeypatch.setitem(VALUES, "acc", 0.7)
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    assert cell.source == "Of 10,000 rows we got 0.85, 10.811 or 0.8115, and 0.700 right."
    texts = [record["text"] for record in cell.metadata.coursekit["numbers"]]
    assert texts == ["10,000", "0.85", "0.700"]


def test_a_lost_number_is_named_and_nothing_is_changed():
    notebook = bound("It is {{acc:.3f}}, {{n:}}.")
    cell = notebook.cells[0]
    cell.source = "It is 0.812, 10000."
    (problem,) = bind.rewrite(notebook, "lesson", evaluate)
    assert problem == (
        "lesson, cell here: the number '0.811' of {{acc:.3f}} is not in the text any more. Write "
        "{{acc:.3f}} where it belongs; if it was removed on purpose, run with --forget."
    )
    assert cell.source == "It is 0.812, 10000."
    assert bind.rewrite(notebook, "lesson", evaluate, forget=True) == []
    assert [record["text"] for record in cell.metadata.coursekit["numbers"]] == ["10000"]


def test_a_template_written_again_replaces_its_record():
    notebook = bound("It is {{acc:.3f}}.")
    notebook.cells[0].source = "It is {{acc:.3f}}, really."
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    assert notebook.cells[0].source == "It is 0.811, really."
    assert len(notebook.cells[0].metadata.coursekit["numbers"]) == 1


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ac:.3f}}", "lesson, cell here, {{ac:.3f}}: NameError: name 'ac' is not defined"),
        ("{{acc:.3q}}", "ValueError: Unknown format code 'q'"),
        ("{{acc acc:.3f}}", "this is not an expression and a format"),
        ("{{scores:claim:at most 0.855}}", "the value is 0.85 to 0.86, outside at most 0.855"),
        ("{{scores:claim:good}}", "'good' is not a claim"),
        ("{{[]:range:.2f}}", "there is no number here"),
        ("{{[0.85, float('nan')]:claim:≥ 0.8}}", "outside ≥ 0.8"),
        ("{{acc:claim:> 0.9}}", "outside > 0.9"),
    ],
)
def test_failures_name_notebook_cell_and_expression(source, words):
    notebook = lesson(source)
    (problem,) = bind.rewrite(notebook, "lesson", evaluate)
    assert problem.startswith("lesson, cell here, {{")
    assert words in problem
    assert notebook.cells[0].source == source


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=6), st.data())
def test_any_numbers_in_any_order_are_found_again(numbers, data):
    """Equal, nested and neighbouring texts keep their own records."""
    joint = data.draw(st.sampled_from([" ", ", ", " | ", "$", "**", " – ", "("]))
    notebook = lesson(joint.join(f"{{{{{x!r}:.2f}}}}" for x in numbers))
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    assert bind.differences(notebook, "lesson", evaluate) == []
    records = notebook.cells[0].metadata.coursekit["numbers"]
    assert [record["expr"] for record in records] == [repr(x) for x in numbers]


def test_a_number_may_differ_by_one_in_its_last_digit_and_a_count_may_not(monkeypatch):
    notebook = bound("It is {{acc:.3f}} of {{n:,}}.")
    monkeypatch.setitem(VALUES, "acc", 0.8124)
    assert bind.differences(notebook, "lesson", evaluate) == []
    monkeypatch.setitem(VALUES, "acc", 0.8132)
    (problem,) = bind.differences(notebook, "lesson", evaluate)
    assert "the text says 0.811, this run gives 0.813" in problem
    monkeypatch.setitem(VALUES, "acc", 0.8114)
    monkeypatch.setitem(VALUES, "n", 10001)
    (problem,) = bind.differences(notebook, "lesson", evaluate)
    assert "the text says 10,000, this run gives 10,001" in problem


def test_an_allowance_is_kept_and_held(monkeypatch):
    notebook = bound("It is {{acc:.3f:±0.01}}.")
    assert notebook.cells[0].metadata.coursekit["numbers"][0]["allow"] == 0.01
    monkeypatch.setitem(VALUES, "acc", 0.8211)
    assert bind.differences(notebook, "lesson", evaluate) == []
    monkeypatch.setitem(VALUES, "acc", 0.822)
    assert "the text says 0.811" in bind.differences(notebook, "lesson", evaluate)[0]


def test_a_measured_range_stays_while_a_run_agrees_with_it(monkeypatch):
    notebook = bound("All are {{scores:range:.2f}}.")
    record = notebook.cells[0].metadata.coursekit["numbers"][0]
    record.update(text="0.82–0.88", spread=0.06)
    notebook.cells[0].source = "All are 0.82–0.88."
    monkeypatch.setitem(VALUES, "scores", [0.77, 0.9])  # as far again as the runs lay apart
    assert bind.differences(notebook, "lesson", evaluate) == []
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    assert notebook.cells[0].source == "All are 0.82–0.88."
    monkeypatch.setitem(VALUES, "scores", [0.75, 0.9])
    (problem,) = bind.differences(notebook, "lesson", evaluate)
    assert "the value is 0.75 to 0.9, outside 0.82–0.88 (± 0.06)" in problem


def test_claims_read_percentages():
    assert values.parse_claim("≥ 0.84") == (0.84, float("inf"))
    assert values.parse_claim("at most 84 %") == (float("-inf"), pytest.approx(0.84))
    assert values.parse_claim("< .5") == (float("-inf"), 0.5)
    assert values.parse_claim("more than 1,000") == (1000, float("inf"))
