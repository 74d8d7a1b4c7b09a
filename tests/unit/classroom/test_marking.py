"""Marks: an answer counts, a changed test or changed numbers do not, nothing stops the run."""

import csv

import pytest
from nbformat import v4

from coursekit.classroom.grade import grade_class
from coursekit.classroom.marking import mark, own_numbers_kept
from coursekit.classroom.tables import write_table
from coursekit.cli import main
from coursekit.notebooks import store

TESTS = "### BEGIN HIDDEN TESTS\nassert double({n}) == {twice}\n### END HIDDEN TESTS"

FIRST = TESTS.format(n=2, twice=4)


def _code(source, **record):
    record = {"grade": False, "locked": False, "solution": False, **record}
    return v4.new_code_cell(source, metadata={"nbgrader": record})


def _notebook(answer, first_test=FIRST, number="n = 3"):
    own = _code(number, locked=True, grade_id="own")
    own.metadata["coursekit"] = {"own": "hand-computation"}
    return v4.new_notebook(
        cells=[
            own,
            _code(answer, solution=True, grade_id="double"),
            _code(first_test, grade=True, locked=True, points=2, grade_id="first"),
            _code(
                TESTS.format(n="n", twice=6), grade=True, locked=True, points=1, grade_id="own n"
            ),
        ]
    )


KEY = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"


@pytest.fixture
def judge():
    def run(submission, timeout=120):
        return mark(submission, _notebook(KEY), timeout)

    return run


def test_a_right_answer_gets_all_points(judge):
    assert [m.points for m in judge(_notebook("def double(x):\n    return x + x"))] == [2, 1]


def test_a_partly_right_answer_gets_its_part(judge):
    found = judge(_notebook("def double(x):\n    return x * x"))
    assert [m.points for m in found] == [2, 0]
    assert "AssertionError" in found[1].reason


def test_changed_tests_and_numbers_do_not_count(judge):
    cheat = _notebook("def double(x):\n    return 4", first_test="pass", number="n = 2")
    assert [m.points for m in judge(cheat)] == [2, 0]


@pytest.mark.parametrize(
    "answer",
    ["", "def double(x:", "raise SystemExit", "import os\nos._exit(1)", "while True: pass"],
)
def test_an_answer_that_breaks_costs_its_own_points_only(judge, answer):
    seconds = 10 if answer.startswith("while") else 120
    assert [m.points for m in judge(_notebook(answer), timeout=seconds)] == [0, 0]


def test_a_missing_answer_cell_counts_as_not_attempted(judge):
    submission = _notebook("")
    submission.cells = submission.cells[:1]
    assert all("double" in m.reason or "not attempted" in m.reason for m in judge(submission))


def test_changed_numbers_are_noticed():
    key = _notebook(KEY)
    assert own_numbers_kept(_notebook("x"), key)
    assert not own_numbers_kept(_notebook("x", number="n = 4"), key)


def test_a_class_is_marked_from_the_command_line(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    for student in ("ada", "bob", "cy"):
        (tmp_path / "key" / student).mkdir(parents=True)
        store.write_if_changed(tmp_path / "key" / student / "hw.ipynb", _notebook(KEY))
    for student, text in (("ada", None), ("bob", "not a notebook")):
        (tmp_path / "in" / student).mkdir(parents=True)
        path = tmp_path / "in" / student / "hw.ipynb"
        if text is None:
            store.write_if_changed(path, _notebook("def double(x):\n    return 2 * x"))
        else:
            path.write_text(text)
    assert main(["grade", "hw", "--submitted", "in", "--key", "key"]) == 0
    said = capsys.readouterr().out
    assert "ada: 3 of 3" in said and "bob: 0 of 3" in said and "cy: 0 of 3" in said
    rows = list(csv.reader((tmp_path / "grades.csv").read_text("utf-8").splitlines()))
    assert rows[0] == ["id", "test", "points", "of", "reason"] and len(rows) == 7
    assert rows[1] == ["ada", "first", "2", "2", ""]


def test_a_flat_file_is_found_and_changed_numbers_are_told(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "key" / "ada").mkdir(parents=True)
    (tmp_path / "in").mkdir()
    store.write_if_changed(tmp_path / "key" / "ada" / "hw.ipynb", _notebook(KEY))
    changed = _notebook("def double(x):\n    return 2 * x", number="n = 5")
    store.write_if_changed(tmp_path / "in" / "ada.ipynb", changed)
    assert main(["grade", "hw", "--submitted", "in", "--key", "key"]) == 0
    said = capsys.readouterr().out
    assert "ada: 3 of 3 points (the cell of own numbers was changed" in said


def test_a_reason_cannot_become_a_formula(tmp_path):
    write_table(tmp_path / "t.csv", ["id"], [["=1+1"], ["-x"], [""], [3]])
    rows = list(csv.reader((tmp_path / "t.csv").read_text("utf-8").splitlines()))
    assert rows[1:] == [["'=1+1"], ["'-x"], [""] if rows[3] else [], ["3"]]


def test_each_notebook_is_read_once(tmp_path, monkeypatch):
    files = [tmp_path / "key" / "ada" / "hw.ipynb", tmp_path / "in" / "ada" / "hw.ipynb"]
    for file in files:
        file.parent.mkdir(parents=True)
        store.write_if_changed(file, _notebook(KEY))
    read, reads = store.read, []
    monkeypatch.setattr(store, "read", lambda path: reads.append(path) or read(path))
    (graded,) = grade_class("hw", tmp_path / "in", tmp_path / "key")
    assert sorted(reads) == sorted(files)
    assert graded.student == "ada" and [m.grade_id for m in graded.marks] == ["first", "own n"]


def test_a_key_that_is_not_there_is_told(tmp_path, capsys):
    assert main(["grade", "hw", "--submitted", str(tmp_path), "--key", str(tmp_path)]) == 2
    assert "No key for 'hw'" in capsys.readouterr().err


@pytest.mark.parametrize(
    "answer",
    [
        "double = ...",
        "def double(x):\n    return ...",
        'def double(x):\n    raise NotImplementedError("not attempted")',
    ],
)
def test_dots_are_not_attempted(judge, answer):
    key = _notebook(answer, first_test=FIRST.replace("assert double(2)", "assert 1 + double(2)"))
    assert [m.reason for m in mark(key, key, 20)][0] == "not attempted"
