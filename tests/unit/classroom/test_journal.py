"""Nothing that was marked is lost, whenever the run is killed, and nothing is marked twice."""

import json

import pytest

from coursekit.classroom.journal import Journal
from coursekit.classroom.lock import locked
from tests.support import fake_job
from tests.support.classes import NAME, small, write_key, write_tree
from tests.support.kills import marking, tables
from tests.support.records import record


def test_what_is_appended_is_read_in_a_new_run(tmp_path):
    journal = Journal(tmp_path / "j")
    assert dict(journal.read()) == {}
    for each in (record("ada"), record("bob"), record("ada", seconds=9.0)):
        journal.append(each)
    for again in (journal, Journal(tmp_path / "j")):
        assert dict(again.read()) == {"ada": record("ada", seconds=9.0), "bob": record("bob")}
    assert len((tmp_path / "j").read_text().splitlines()) == 3


@pytest.mark.parametrize("cut", [1, 20, 300, 3000])
def test_a_line_that_was_not_written_to_its_end_is_dropped(tmp_path, cut):
    journal = Journal(tmp_path / "j")
    journal.append(record("ada"))
    whole = (tmp_path / "j").read_bytes()
    (tmp_path / "j").write_bytes(whole + (whole[:-1] * 3)[:cut])
    again = Journal(tmp_path / "j")
    assert list(again.read()) == ["ada"]
    again.append(record("bob"))
    assert list(Journal(tmp_path / "j").read()) == ["ada", "bob"]
    assert (tmp_path / "j").read_bytes().endswith(b"\n")


def test_a_damaged_line_loses_its_own_student_only(tmp_path):
    journal = Journal(tmp_path / "j")
    for student in ("ada", "bob", "cy"):
        journal.append(record(student))
    lines = (tmp_path / "j").read_bytes().splitlines(keepends=True)
    (tmp_path / "j").write_bytes(lines[0] + lines[1][:50] + b"\n" + lines[2])
    again = Journal(tmp_path / "j")
    assert dict(again.read()) == {"ada": record("ada"), "cy": record("cy")}


def test_a_journal_keeps_places_and_not_records(tmp_path):
    journal = Journal(tmp_path / "j")
    journal.append(record("ada", notes=["n" * 1_000_000]))
    assert len(json.dumps(str(vars(journal)))) < 1000


def test_two_runs_do_not_write_to_one_folder(tmp_path):
    with locked(tmp_path), pytest.raises(ValueError, match="Another run"), locked(tmp_path):
        pass
    with locked(tmp_path):
        pass


@pytest.fixture
def a_class(tmp_path):
    students = [f"s{n}" for n in range(7)]
    write_key(tmp_path / "key", students)
    texts = {s: "right" if n % 3 else "wrong" for n, s in enumerate(students[:-1])}
    write_tree(tmp_path / "in", {f"{s}.ipynb": small(text=text) for s, text in texts.items()})
    return tmp_path


def test_a_second_run_marks_only_what_changed(a_class, monkeypatch):
    asked = []
    mark = fake_job.run
    monkeypatch.setattr(fake_job, "run", lambda job: asked.append(job["student"]) or mark(job))
    marking(a_class, a_class / "out")
    assert len(asked) == 7
    before = tables(a_class / "out")
    marking(a_class, a_class / "out")
    assert len(asked) == 7 and tables(a_class / "out") == before
    (a_class / "in/s3.ipynb").write_bytes(small(text="right now"))
    (a_class / f"key/s4/{NAME}.ipynb").write_bytes(
        (a_class / f"key/s4/{NAME}.ipynb").read_bytes().replace(b"== 4", b"== 2 + 2")
    )
    marking(a_class, a_class / "out")
    assert asked[7:] == ["s3", "s4"]
