"""Marks and comments of a person: a run adds rows, keeps every byte, and adds up."""

import pytest

from coursekit.classroom import by_hand
from coursekit.classroom.classlist import Student
from tests.support.classes import key

ADA, BOB = Student("ada", "Ada"), Student("bob", "=Bob")
TASKS = {"words": 5}


def test_the_key_tells_what_a_person_marks():
    assert by_hand.tasks_of(key()) == TASKS


def test_rows_are_added_and_none_is_changed(tmp_path):
    path = tmp_path / by_hand.NAME
    by_hand.add_missing(tmp_path, [ADA], TASKS)
    assert path.read_text("utf-8").splitlines() == [
        "id,name,task,points,of,comment",
        "ada,Ada,words,,5,",
        "ada,Ada,whole work,,,",
    ]
    marked = path.read_bytes().replace(b"words,,5,", b'words,4.5,5,"well, said"')
    path.write_bytes(marked)
    by_hand.add_missing(tmp_path, [ADA], TASKS)
    assert path.read_bytes() == marked
    by_hand.add_missing(tmp_path, [BOB, ADA], TASKS)
    assert path.read_bytes() == marked + b"bob,'=Bob,words,,5,\r\nbob,'=Bob,whole work,,,\r\n"
    found = by_hand.read(tmp_path)
    assert (found["ada"].points, found["ada"].waiting, found["ada"].given) == (4.5, 0, True)
    assert found["ada"].comments == ["well, said"]
    assert (found["bob"].points, found["bob"].waiting, found["bob"].given) == (0, 1, False)


def test_a_spreadsheet_may_write_its_own_form(tmp_path):
    text = "\ufeffid;task;comment;points;of\nada;words;good;4,5;5\nada;whole work;;-1;\n\n"
    (tmp_path / by_hand.NAME).write_text(text.rstrip("\n"), "utf-8")
    assert by_hand.read(tmp_path)["ada"].points == 3.5
    by_hand.add_missing(tmp_path, [BOB], TASKS)
    kept, _, added = (tmp_path / by_hand.NAME).read_bytes().partition(b"\r\n")
    assert kept.decode() == text.rstrip("\n")
    assert added == b"bob;words;;;5\r\nbob;whole work;;;\r\n"


@pytest.mark.parametrize(
    "text, words",
    [
        ("id,task,points,of\nada,words,six,5\n", "Line 2 .*'six'"),
        ("id,task,points,of\nada,words,6,5\n", "'6' is no number of points out of 5"),
        ("id,task,points,of\nada,words,nan,5\n", "'nan'"),
        ("id,task,of\nada,words,5\n", "no column “points”"),
        ("", "no column “id”"),
    ],
)
def test_what_cannot_be_added_up_is_refused(tmp_path, text, words):
    (tmp_path / by_hand.NAME).write_text(text, "utf-8")
    with pytest.raises(ValueError, match=words):
        by_hand.read(tmp_path)
