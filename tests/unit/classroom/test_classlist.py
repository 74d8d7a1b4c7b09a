"""Class lists: as people write them and as platforms export them; a damaged one is refused."""

import pytest

from coursekit.classroom.classlist import Student, read_class

CANVAS = """\
Student,ID,SIS User ID,SIS Login ID,Section,Homework 1 (12)
    Points Possible,,,,,24.0
"Lovelace, Ada",4711,S1,ada,Group A,
"Byte, Bob",4712,S2,bob,Group B,3.5
"""
MOODLE = """\
First name,Last name,ID number,Email address,Groups
Ada,Lovelace,m-1,ada@example.org,
Bob,Byte,m-2,bob@example.org,A
"""
WORKSHEET = """\
Identifier,Full name,Email address,Status,Grade
Participant 77,Ada Lovelace,ada@example.org,Submitted,
Participant 78,Bob Byte,bob@example.org,,
"""


def _read(tmp_path, text):
    (tmp_path / "class.csv").write_text(text, "utf-8")
    return read_class(tmp_path / "class.csv")


def test_a_gradebook_of_canvas_is_a_class_list(tmp_path):
    ada, bob = _read(tmp_path, CANVAS)
    assert (ada, bob.name) == (Student("4711", "Lovelace, Ada"), "Byte, Bob")
    assert ada.also == {
        "canvas": "4711", "sis user id": "S1", "sis login id": "ada", "section": "Group A",
    }  # fmt: skip


def test_lists_of_moodle_are_class_lists(tmp_path):
    assert _read(tmp_path, MOODLE) == [Student("m-1", "Ada Lovelace"), Student("m-2", "Bob Byte")]
    by_mail = _read(tmp_path, MOODLE.replace("m-2", ""))
    assert [student.id for student in by_mail] == ["ada@example.org", "bob@example.org"]
    (ada, _) = _read(tmp_path, WORKSHEET)
    assert ada == Student("ada@example.org", "Ada Lovelace")
    assert ada.also["participant"] == "Participant 77"


def test_a_list_of_ones_own_may_have_their_columns(tmp_path):
    (ada,) = _read(tmp_path, "id\tname\tEmail address\tSIS Login ID\nada\tAda\ta@b.org\tx7\n")
    assert ada.also == {"email": "a@b.org", "sis login id": "x7"}


@pytest.mark.parametrize(
    "text, words",
    [
        ('id,name\nada,"Ada\nbob,Bob\ncy,Cy\n', "Line 2 .* does not close"),
        ('id,name\nada,Ada\nbob,"Bob\ncy,"Cy"\n', "Line 3 .* does not close"),
        ('id,name\nada,"Ada "L." X"\n', "Line 2"),
        ('id,name\nada,"Ada\nbob,Bob"\ncy,Cy\n', "Line 2 .* does not close"),
        ("id,name,ID\nada,Ada,bob\n", "two columns “ID”"),
        ("id,name,student\nada,Ada,Ida\n", "two columns “student”"),
        ("id,name\nada,A\nbob,B\nAda,C\n", "two students with one id: 'ada' and 'Ada'"),
        ("idnumber,name\n,Ada\n", "Line 2 .* cannot name a folder"),
        ("", "no column"),
        ("name,section\nAda,1\n", "no column “id”"),
    ],
)
def test_a_damaged_list_is_refused_in_one_sentence(tmp_path, text, words):
    with pytest.raises(ValueError, match=words) as error:
        _read(tmp_path, text)
    assert "\n" not in str(error.value)
