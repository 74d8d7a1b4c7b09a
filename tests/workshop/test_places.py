"""A number keeps its place in the prose, whatever else in the cell has the same digits."""

import nbformat
import pytest

from workshop.lessons import bind
from workshop.lessons.places import Kinds, occurrences

VALUES = {"n": 3, "acc": 0.8, "k": 12}


def evaluate(records):
    shown = [format(eval(r["expr"], dict(VALUES)), r["format"]) for r in records]
    return [(text, None) for text in shown]


def bound(source):
    cell = nbformat.v4.new_markdown_cell(source, id="here")
    notebook = nbformat.v4.new_notebook(cells=[cell])
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    return notebook


def rewritten(notebook, monkeypatch, **values):
    for name, value in values.items():
        monkeypatch.setitem(VALUES, name, value)
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    return notebook.cells[0].source


@pytest.mark.parametrize(
    ("source", "now"),
    [
        ("At 3 steps, 3 more, and {{n:d}} of 3.", "At 3 steps, 3 more, and 4 of 3."),
        ("$a^{[3]}$, `x[3]` and [3](b#3): {{n:d}}.", "$a^{[3]}$, `x[3]` and [3](b#3): 4."),
        ("First {{n:d}}, then $x = {{n:d}}$ and 3.", "First 4, then $x = 4$ and 3."),
        ("From −3 to 3: {{n:d}} of {{n:d}}.", "From −3 to 3: 4 of 4."),
        ("$w_3 = {{n:d}}$ and 3", "$w_3 = 4$ and 3"),
        ("3,000 and 1,3 and 0.3 and 3.5 and {{n:d}}", "3,000 and 1,3 and 0.3 and 3.5 and 4"),
    ],
)
def test_a_run_moves_the_number_that_was_bound_and_no_other(source, now, monkeypatch):
    assert rewritten(bound(source), monkeypatch, n=4) == now


@pytest.mark.parametrize(
    ("before", "after", "now"),
    [
        # A formula, a code span and a link arrive before a number in a sentence.
        (
            "It is {{n:d}}.",
            "$z_3$, $3$, `3` and [a](x/3): it is 3.",
            "$z_3$, $3$, `3` and [a](x/3): it is 4.",
        ),
        # A sentence arrives before a number in a formula.
        ("Here $n = {{n:d}}$.", "All 3 agree. Here $n = 3$.", "All 3 agree. Here $n = 4$."),
        # The number moves into another sentence; nothing else has its digits.
        ("It is {{n:d}} here.", "Now $n = 3$ it is.", "Now $n = 4$ it is."),
        # As many as before: still the second one.
        (
            "A 3 and {{n:d}}, {{k:d}}.",
            "One 3, and then 12 comes before 3.",
            "One 3, and then 12 comes before 4.",
        ),
        # In the order of before, where one more has come.
        (
            "{{n:d}} of {{k:d}}, then 3.",
            "Of 12 we have 3, then 3, and 3.",
            "Of 12 we have 4, then 3, and 3.",
        ),
    ],
)
def test_prose_that_changed_keeps_the_number_where_it_belongs(before, after, now, monkeypatch):
    notebook = bound(before)
    notebook.cells[0].source = after
    assert rewritten(notebook, monkeypatch, n=4) == now


def test_what_a_number_remembers_is_kept_in_the_metadata_and_no_more():
    notebook = bound("{{acc:.1f}} and 3, $n = {{n:d}}$, `{{k:d}}`")
    acc, n, k = notebook.cells[0].metadata.coursekit["numbers"]
    assert acc == {"text": "0.8", "expr": "acc", "format": ".1f"}
    assert n == {"text": "3", "expr": "n", "format": "d", "nth": [2, 2], "inside": "math"}
    assert k == {"text": "12", "expr": "k", "format": "d", "inside": "code"}
    before = nbformat.writes(notebook)
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    assert nbformat.writes(notebook) == before


def test_what_a_number_remembers_follows_the_prose():
    notebook = bound("3 and {{n:d}}")
    cell = notebook.cells[0]
    assert cell.metadata.coursekit["numbers"][0]["nth"] == [2, 2]
    cell.source = "only 3"
    assert bind.rewrite(notebook, "lesson", evaluate) == []
    assert "nth" not in cell.metadata.coursekit["numbers"][0]


@pytest.mark.parametrize(
    ("source", "count"),
    [
        ("12 12", 2), ("112 and 121", 0), ("1.12 and 12.1", 0), ("12, 12.", 2), ("12,000", 0),
        ("1,012 and 5,12", 0), ("a12 and 12a", 2), ("−12 to 12", 2), ("12–13", 1),
    ],
)  # fmt: skip
def test_whole_numbers_end_where_they_end(source, count):
    assert len(occurrences(source, "12")) == count


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("a X b", ""), ("`X`", "code"), ("``a`X``", "code"), ("$X$", "math"),
        ("$$\na\nX$$", "math"),
        (r"\$5 X \$6", ""), ("$a$ X $b$", ""), ("[a](X)", "link"), ("[X](a)", ""),
        ("<a href='X'>", "link"), ("$a$, `b` X", ""), (r"$\$ X$", "math"), ("`a` X `b`", ""),
    ],
)  # fmt: skip
def test_what_a_place_is_inside_of(source, kind):
    assert Kinds(source).at(source.index("X")) == kind
