"""Tables for spreadsheets and platforms: right columns, no formula, no feedback without a grade."""

import csv

import pytest

from coursekit.classroom.by_hand import ByHand
from coursekit.classroom.classlist import Student
from coursekit.classroom.exports.canvas import write_canvas
from coursekit.classroom.exports.grades import write_grades, write_tests
from coursekit.classroom.exports.moodle import write_moodle
from coursekit.classroom.exports.notes import write_notes
from coursekit.classroom.exports.write import Results
from coursekit.classroom.tables import plain, write_table
from tests.support.records import record

PARTLY = ("passed", "failed", "not attempted", "passed", "passed")
ADA = Student("ada", "Ada Lovelace", {"email": "ada@example.org", "idnumber": "m1"})
BOB = Student("bob", "=Bob", {"email": "bob@example.org", "canvas": "7", "section": "+A"})
CY, DI, EVE = Student("cy"), Student("di"), Student("eve")
RECORDS = {
    "ada": record("ada", PARTLY, file="a.ipynb", notes=["late"]),
    "bob": record("bob", file="b.ipynb"),
    "cy": record("cy", ("not attempted",) * 5, file=""),
    "di": record("di", ("unreadable",) * 5, file="d.ipynb"),
    "eve": record("eve", ("crashed",) * 5, file="e.ipynb"),
}
HANDS = {
    "ada": ByHand(2.5, ["<b>well</b>"], 0, {"words"}, True),
    "eve": ByHand(9, [], 0, {"words"}, True),
}


@pytest.fixture
def results():
    return Results([BOB, ADA, CY, DI, EVE], RECORDS, HANDS, 5)


def _rows(path):
    return list(csv.reader(path.read_text("utf-8").splitlines()))


def test_grades_have_a_row_a_student_and_tests_a_row_a_test(tmp_path, results):
    write_grades(tmp_path / "g", results)
    _, bob, ada, cy, *_ = _rows(tmp_path / "g")
    assert bob[:5] == ["bob", "'=Bob", "18", "23", "5 passed"]
    states = "3 passed, 1 failed, 1 not attempted"
    assert ada == ["ada", "Ada Lovelace", "12.5", "23", states, "10", "2.5", "0", "late"]
    assert cy[2] == "0"
    write_tests(tmp_path, results)
    rows = _rows(tmp_path / "tests.csv")
    assert len(rows) == 1 + 25
    assert rows[7] == [
        "ada", "forward_output", "1. Forward", "failed", "0", "3",
        RECORDS["ada"]["tasks"][1]["reason"], "bias left out",
    ]  # fmt: skip


def test_canvas_gets_its_columns_its_points_and_no_empty_grade(tmp_path, results):
    write_canvas(tmp_path, "hand-computation", results, 23)
    assert _rows(tmp_path / "canvas.csv") == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "hand-computation"],
        ["Points Possible", "", "", "", "", "23"],
        ["'=Bob", "7", "", "", "'+A", "18"],
        ["Ada Lovelace", "", "", "ada", "", "12.5"],
        ["eve", "", "", "eve", "", "9"],
    ]


def test_moodle_gets_a_key_that_all_have_and_no_feedback_without_a_grade(tmp_path, results):
    write_moodle(tmp_path, results.students, results)
    head, *rows = _rows(tmp_path / "moodle.csv")
    assert head == ["idnumber", "grade", "feedback"]
    assert [row[:2] for row in rows] == [["bob", "18"], ["ada", "12.5"], ["eve", "9"]]
    assert "1. Forward 2/5: bias left out; " in rows[1][2]
    assert rows[1][2].endswith("; &lt;b&gt;well&lt;/b&gt;")
    assert "hidden" not in rows[1][2]
    write_moodle(tmp_path, [BOB, ADA], Results([BOB, ADA], RECORDS, {}, 0))
    head, *rows = _rows(tmp_path / "moodle.csv")
    assert head[0] == "email address" and rows[1][0] == "ada@example.org"


def test_notes_name_the_file_and_what_belongs_to_nobody(tmp_path, results):
    write_notes(tmp_path, results, [("x/=y.pdf", "it is no notebook")])
    assert _rows(tmp_path / "notes.csv")[1:] == [
        ["ada", "a.ipynb", "late"],
        ["", "x/=y.pdf", "could not be matched: it is no notebook"],
    ]


@pytest.mark.parametrize(
    "text, cell",
    [
        ("=1+1", "'=1+1"), ("\t=1+1", "'=1+1"), ("\r\n-2", "'-2"), ("@x", "'@x"),
        ("'=1", "''=1"), ("＝1", "'＝1"), ("\u200b=1", "'=1"), ("\x1b[31m=red\x1b[0m", "'=red"),
        ("\ufffd[31mred", "red"), ("\x1b]0;title\x07x", "x"), ("a\x00b\x7fc", "a b c"),
        ("two\nlines", "two lines"),
        ("\u202eevil", "evil"), ("\ud800", ""), ("a-b", "a-b"), ("", ""), ("naïve", "naïve"),
    ],
)  # fmt: skip
def test_no_cell_is_a_formula_or_moves_the_cursor(tmp_path, text, cell):
    write_table(tmp_path / "t", ["h"], [[text, 1, 2.5, None]])
    assert _rows(tmp_path / "t")[1] == [cell, "1", "2.5", ""]
    assert plain(plain(text)) == plain(text)


def test_a_table_is_written_whole_or_not_at_all(tmp_path):
    def rows():
        yield ["1"]
        raise KeyboardInterrupt

    (tmp_path / "t").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        write_table(tmp_path / "t", ["h"], rows())
    assert (tmp_path / "t").read_text() == "old" and len(list(tmp_path.iterdir())) == 1
