"""The record of a learner's checks: kept in one file, never in the way."""

import json

import pytest

from coursekit.cli import main
from coursekit.exercises import progress, record
from coursekit.exercises.bank import lessons
from coursekit.exercises.checking import check


@pytest.fixture
def file(tmp_path, monkeypatch):
    path = tmp_path / "kept" / "progress.json"
    monkeypatch.setenv("COURSEKIT_PROGRESS", str(path))
    return path


def right(y_true, y_pred):
    return sum(a == b for a, b in zip(y_true, y_pred, strict=True)) / len(y_true)


def test_checks_are_kept_and_stay_right(file, capsys):
    check.accuracy(lambda y_true, y_pred: 0.5)
    assert record.read()["accuracy"] == {"attempts": 1, "right": False}
    check.accuracy(right)
    check.accuracy(lambda y_true, y_pred: 0.5)
    assert record.read()["accuracy"] == {"attempts": 3, "right": True}
    capsys.readouterr()
    progress()
    assert f"together: 1 of {sum(map(len, lessons().values()))}" in capsys.readouterr().out
    progress(0)
    assert "✔ check.accuracy" in capsys.readouterr().out


def test_an_empty_answer_is_no_attempt(file):
    check.accuracy(...)
    assert not file.exists()


@pytest.mark.parametrize(
    "broken", [b"", b"{", b"\xff\xfe", b"[]", b'{"checks": 3}', b'{"checks": {"accuracy": 1}}']
)
def test_a_damaged_file_is_put_aside_and_work_goes_on(file, broken):
    file.parent.mkdir()
    file.write_bytes(broken)
    assert record.read() == {}
    check.accuracy(right)
    assert record.read() == {"accuracy": {"attempts": 1, "right": True}}


def test_a_damaged_file_is_not_lost(file):
    file.parent.mkdir()
    file.write_text("my work {")
    record.note("accuracy", True)
    assert file.with_name("progress.json.broken").read_text() == "my work {"


def test_a_place_that_cannot_be_written_stops_no_check(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSEKIT_PROGRESS", str(tmp_path / "file" / "progress.json"))
    assert check.accuracy(right)
    assert record.read() == {}


def test_unknown_entries_survive_nothing_breaks(file):
    file.parent.mkdir()
    file.write_text(json.dumps({"checks": {"gone": {"attempts": 2, "right": True}}, "later": 1}))
    record.note("accuracy", False)
    assert set(record.read()) == {"gone", "accuracy"}


def test_the_command(file, capsys):
    assert main(["progress"]) == 0
    assert "lesson 03" in capsys.readouterr().out
    assert main(["progress", "77"]) == 2
    assert "There is no lesson" in capsys.readouterr().out


def test_nothing_is_kept_when_asked(monkeypatch, capsys):
    monkeypatch.setenv("COURSEKIT_PROGRESS", "off")
    assert record.path() is None
    record.note("accuracy", True)
    progress()
    assert "Nothing is kept" in capsys.readouterr().out
