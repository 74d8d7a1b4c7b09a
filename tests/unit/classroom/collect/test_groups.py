"""Groups: one notebook for several students, under the names that Moodle and Canvas give it."""

import pytest

from coursekit.classroom.classlist import Student, read_class
from coursekit.classroom.collect.gather import gather
from coursekit.classroom.grading import prepare
from tests.support.classes import NAME, small, write_key, write_tree

CLASS = [
    Student("ada", "Ada Lovelace", {"group": "Red Team", "canvas": "4711"}),
    Student("bob", "Bob Byte", {"group": "Red Team"}),
    Student("cy", "Cy Lon", {"group": "Blue"}),
    Student("dee", "Dee Dash"),
]


@pytest.mark.parametrize(
    "path",
    [
        f"Red Team/{NAME}.ipynb",
        f"red team_{NAME}.ipynb",
        "Red Team_77_assignsubmission_file_/x.ipynb",
        f"redteam_4711_99_{NAME}.ipynb",
    ],
)
def test_one_file_of_a_group_is_that_of_all_members(tmp_path, path):
    write_tree(tmp_path, {path: small("bob"), "cy.ipynb": small("cy")})
    found = gather(tmp_path, NAME, CLASS)
    assert found.works["ada"].file == found.works["bob"].file and found.unmatched == ()
    assert {who: work.numbers_of for who, work in found.works.items()} == {
        "ada": "bob", "bob": "", "cy": "",
    }  # fmt: skip
    assert found.works["ada"].notes == (
        "the group Red Team handed in one notebook: marked with the numbers of bob",
    )
    assert found.works["bob"].notes == found.works["cy"].notes == ()


def test_moodle_gives_each_member_a_copy_with_the_group_before_the_name(tmp_path):
    moodle = "Red Team-{}_{}_assignsubmission_file_/x.ipynb"
    files = {
        moodle.format("Ada Lovelace", 1): small("ada"),
        moodle.format("Bob Byte", 2): small("ada"),
    }
    found = gather(write_tree(tmp_path, files), NAME, CLASS)
    assert {who: work.numbers_of for who, work in found.works.items()} == {"ada": "", "bob": "ada"}


def test_a_member_of_another_group_is_no_reason_to_use_its_numbers(tmp_path):
    write_tree(tmp_path, {"ada.ipynb": small("cy"), "dee.ipynb": small("bob")})
    found = gather(tmp_path, NAME, CLASS)
    assert {work.numbers_of for work in found.works.values()} == {""}
    assert {work.notes for work in found.works.values()} == {()}


def test_a_folder_of_a_group_may_hold_folders_of_its_members(tmp_path):
    write_tree(tmp_path, {"Red Team/ada/x.ipynb": small(), "Red Team/bob/x.ipynb": small("bob")})
    found = gather(tmp_path, NAME, CLASS)
    assert {who: work.file.name for who, work in found.works.items()} == {
        "ada": "Red Team/ada/x.ipynb", "bob": "Red Team/bob/x.ipynb",
    }  # fmt: skip


def test_equal_files_outside_a_group_are_told_with_the_way_out(tmp_path):
    twins = {f"{who}.ipynb": small("ada") for who in ("ada", "bob")}
    assert gather(write_tree(tmp_path / "red", twins), NAME, CLASS).equal == ()
    more = {"ada.ipynb": small(), "cy.ipynb": small(), "dee.ipynb": small("dee")}
    [(file, told)] = gather(write_tree(tmp_path / "all", more), NAME, CLASS).equal
    assert file == "ada.ipynb" and told.startswith("ada, cy handed in the same file to the last")
    [(_, told)] = gather(tmp_path / "red", NAME).equal
    assert "give the class list a column “group”" in told


def test_a_members_key_is_that_of_the_numbers_in_the_notebook(tmp_path):
    write_key(tmp_path / "key", ["ada", "bob"])
    (tmp_path / "class.csv").write_text("user_id,id,group_name\n1,ada,Red\n2,bob,Red\n")
    assert [s.also["group"] for s in read_class(tmp_path / "class.csv")] == ["Red", "Red"]
    write_tree(tmp_path, {f"in/Red/{NAME}.ipynb": small("bob")})
    marking = prepare(
        tmp_path / "in", NAME, tmp_path / "out", tmp_path / "key", tmp_path / "class.csv"
    )
    keys = [marking.job(student)["key"]["path"] for student in marking.students]
    assert keys == [str(tmp_path / f"key/bob/{NAME}.ipynb")] * 2
