"""Work is found under any name that people and platforms give, and nothing is lost in silence."""

import os
import unicodedata
import zipfile

import pytest

from coursekit.classroom.classlist import Student
from coursekit.classroom.collect import zips
from coursekit.classroom.collect.gather import gather
from coursekit.classroom.collect.zips import read_bytes
from tests.support.classes import NAME, small, write_tree, zipped

CLASS = [
    Student("ada", "Ada Lovelace", {"participant": "Participant 77", "canvas": "4711"}),
    Student("bob", "Bob O'Neil Byte"),
    Student("c-3", "Çağrı Ünal", {"email": "cagri@example.org", "sis login id": "cunal"}),
    Student("12", "Twelve"),
]
MOODLE = "Ada Lovelace_1234567_assignsubmission_file_"


@pytest.mark.parametrize(
    "path, student",
    [
        (f"ada/{NAME}.ipynb", "ada"),
        ("ada.ipynb", "ada"),
        (f"ada_{NAME}.ipynb", "ada"),
        (f"{NAME}_ada.ipynb", "ada"),
        (f"12_{NAME}.ipynb", "12"),
        (f"c-3-{NAME}.ipynb", "c-3"),
        ("ADA/Hand-Computation (1).IPYNB", "ada"),
        ("ada/work/more/x-1.ipynb", "ada"),
        ("ada (2).ipynb", "ada"),
        ("ada.ipynb.txt", "ada"),
        (f"{MOODLE}/{NAME}.ipynb", "ada"),
        (f"{MOODLE}{NAME}.ipynb", "ada"),
        (f"Participant_77_assignsubmission_file_/{NAME}.ipynb", "ada"),
        ("Lovelace Ada_9_assignsubmission_file_/bob.ipynb", "ada"),
        (f"lovelaceada_4711_99_{NAME}-1.ipynb", "ada"),
        (f"lovelaceada_LATE_1_99_{NAME}.ipynb", "ada"),
        (f"oneilbytebob_1_2_{NAME}.ipynb", "bob"),
        ("Bob O'Neil Byte/x.ipynb", "bob"),
        (f"cunal/{NAME}.ipynb", "c-3"),
        ("cagri@example.org.ipynb", "c-3"),
        ("Çağrı Ünal_5_assignsubmission_file_/x.ipynb", "c-3"),
        (unicodedata.normalize("NFD", "Çağrı Ünal/x.ipynb"), "c-3"),
        ("all of them/group 1/ada/x.ipynb", "ada"),
        (f"unknown/{NAME}.ipynb", None),
        ("adamant/x.ipynb", None),
    ],
)
def test_a_file_finds_its_student(tmp_path, path, student):
    write_tree(tmp_path, {path: small(), "bob/unrelated.ipynb": small(text="y")})
    found = gather(tmp_path, NAME, CLASS)
    others = [] if student else [path]
    assert [name for name, _ in found.unmatched] == [
        unicodedata.normalize("NFC", o) for o in others
    ]
    marked = {who: work.file.name for who, work in found.works.items()}
    assert student in (None, "bob") or marked[student] == path


def test_the_own_numbers_tell_whose_a_nameless_file_is(tmp_path):
    write_tree(tmp_path, {"x.ipynb": small("ada"), "y.ipynb": small("eve"), "z.ipynb": small()})
    found = gather(tmp_path, NAME, CLASS)
    assert set(found.works) == {"ada"} and "own numbers" in found.works["ada"].notes[0]
    assert dict(found.unmatched) == dict.fromkeys(
        ["y.ipynb", "z.ipynb"], "it names nobody of the class"
    )


def test_a_copy_of_somebodys_notebook_is_not_that_persons_work(tmp_path):
    moodle = "Eve Else_5_assignsubmission_file_/x.ipynb"
    write_tree(tmp_path, {"bob.ipynb": small(), "e.ipynb": small("bob"), moodle: small("ada")})
    found = gather(tmp_path, NAME, CLASS)
    assert {who: work.file.name for who, work in found.works.items()} == {"bob": "bob.ipynb"}
    assert dict(found.unmatched) == {
        "e.ipynb": "it has the own numbers of bob, who handed in another",
        moodle: "it names nobody of the class",
    }


def test_a_name_that_two_students_have_is_nobodys(tmp_path):
    twins = [Student("a1", "Kim Lee"), Student("a2", "Lee Kim")]
    write_tree(tmp_path, {"Kim Lee_7_assignsubmission_file_/x.ipynb": small(), "a1.ipynb": small()})
    found = gather(tmp_path, NAME, twins)
    assert list(found.works) == ["a1"]
    assert found.unmatched[0][1] == "it could be that of a1, a2"


def test_the_newest_version_counts_and_the_others_are_told(tmp_path):
    write_tree(
        tmp_path,
        {
            f"ada/{NAME}.ipynb": small(text="1"),
            f"ada/{NAME} (2).ipynb": small(text="2"),
            f"ada/{NAME} (10).ipynb": small(text="10"),
            f"ada/{NAME} (3).ipynb": small(text="10"),
            "ada/zzz-99.ipynb": small(text="another notebook"),
        },
    )
    os.utime(tmp_path / f"ada/{NAME} (2).ipynb", (2e9, 2e9))
    work = gather(tmp_path, NAME, CLASS).works["ada"]
    assert work.file.name == f"ada/{NAME} (10).ipynb"
    (note,) = work.notes
    assert "(2).ipynb" in note and "zzz" in note and "(3).ipynb" not in note


def test_of_equal_names_the_newer_file_counts(tmp_path):
    write_tree(tmp_path, {f"ada/a/{NAME}.ipynb": small(), f"ada/b/{NAME}.ipynb": small(text="y")})
    os.utime(tmp_path / f"ada/a/{NAME}.ipynb", (2e9, 2e9))
    assert gather(tmp_path, NAME, CLASS).works["ada"].file.name == f"ada/a/{NAME}.ipynb"


def test_what_systems_leave_behind_is_passed_over(tmp_path):
    write_tree(
        tmp_path,
        {
            f"ada/{NAME}.ipynb": small(),
            f"ada/.ipynb_checkpoints/{NAME}-checkpoint.ipynb": small(text="old"),
            f"ada/{NAME}-checkpoint.ipynb": small(text="old"),
            f"__MACOSX/ada/._{NAME}.ipynb": b"\0\5",
            "ada/.DS_Store": b"x",
        },
    )
    found = gather(tmp_path, NAME, CLASS)
    assert found.works["ada"].notes == () and found.unmatched == ()


def test_a_zip_is_read_as_it_came(tmp_path):
    inner = zipped({f"work/{NAME}.ipynb": small(text="inner")})
    files = {
        f"{MOODLE}/{NAME}.ipynb": small(text="ada's"),
        f"Bob O'Neil Byte_8_assignsubmission_file_/{NAME}.zip": inner,
        "c-3/deep.zip": zipped({"1.zip": zipped({"2.zip": zipped({"x.ipynb": small()})})}),
        "12/notes.pdf": b"%PDF",
        "nobody/x.rar": b"Rar!",
    }
    (tmp_path / "all.zip").write_bytes(zipped(files))
    found = gather(tmp_path / "all.zip", NAME, CLASS)
    file = found.works["bob"].file
    assert read_bytes(file.path, file.inside) == small(text="inner")
    assert found.works["c-3"].file.trouble == "it lies in more than 3 zips"
    assert found.works["12"].file.trouble == "it is no notebook"
    assert found.unmatched == (("nobody/x.rar", "it is no notebook"),)
    assert list(tmp_path.iterdir()) == [tmp_path / "all.zip"]


def test_a_member_that_leads_out_of_the_zip_or_is_encrypted_is_told(tmp_path):
    content = zipped(
        {"ada/../../x.ipynb": small(), "/bob/x.ipynb": small(), "c-3/x.ipynb": small()}
    )
    encrypted = bytearray(zipped({"x.ipynb": small()}))
    place = encrypted.rfind(b"PK\x01\x02")
    encrypted[place + 8] |= 1
    write_tree(tmp_path, {"a.zip": content, "12.zip": bytes(encrypted)})
    found = gather(tmp_path, NAME, CLASS)
    troubles = {who: work.file.trouble for who, work in found.works.items()}
    leads = "its name leads out of the zip"
    assert troubles == {"ada": leads, "bob": leads, "c-3": "", "12": "it is encrypted"}


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    (tmp_path / "ada.zip").write_bytes(zipped({"x.ipynb": b"0" * (17 * 2**20)}))
    file = gather(tmp_path, NAME, CLASS).works["ada"].file
    with pytest.raises(ValueError, match="larger than 16 MB"):
        read_bytes(file.path, file.inside)
    monkeypatch.setattr(zips, "LIST_LIMIT", 40)
    (tmp_path / "bob.zip").write_bytes(zipped({"x.ipynb": small()}))
    opened = []
    monkeypatch.setattr(zipfile, "ZipFile", opened.append)
    assert gather(tmp_path, NAME, CLASS).works["bob"].file.trouble == "the zip holds too many files"
    assert opened == []


@pytest.mark.parametrize("cut", [0, 5, 60, -10])
def test_a_damaged_zip_is_its_students_trouble(tmp_path, cut):
    whole = zipped({f"{NAME}.ipynb": small()})
    write_tree(tmp_path, {"ada.zip": whole[:cut], "bob.zip": whole})
    found = gather(tmp_path, NAME, CLASS)
    assert "zip" in found.works["ada"].file.trouble and not found.works["bob"].file.trouble


def test_a_file_that_canvas_calls_late_is_told(tmp_path):
    write_tree(tmp_path, {f"lovelaceada_LATE_4711_99_{NAME}.ipynb": small()})
    assert gather(tmp_path, NAME, CLASS).works["ada"].notes == ("handed in late, as Canvas tells",)


@pytest.mark.parametrize(
    "path, student",
    [
        ("all/ada/x.ipynb", Student("ada")),
        (f"all/{MOODLE}/x.ipynb", Student("1234567", "Ada Lovelace")),
        (f"all/lovelaceada_4711_99_{NAME}.ipynb", Student("4711", "lovelaceada")),
        (f"all/ada_{NAME} (1).ipynb", Student("ada")),
    ],
)
def test_without_a_class_list_names_make_the_class(tmp_path, path, student):
    write_tree(tmp_path, {path: small(), "all/zoe.ipynb": small()})
    assert gather(tmp_path, NAME).students == {student.id: student, "zoe": Student("zoe")}


@pytest.mark.parametrize(
    "files, words",
    [
        ({}, "no notebook"),
        ({"readme.md": b"x"}, "no notebook"),
        ({"x/y.ipynb": small()}, "could be matched"),
    ],
)
def test_a_wrong_folder_is_refused(tmp_path, files, words):
    with pytest.raises(ValueError, match=words):
        gather(write_tree(tmp_path, files), NAME, CLASS)
    with pytest.raises(ValueError, match="neither a folder nor a zip"):
        gather(tmp_path / "none", NAME, CLASS)
