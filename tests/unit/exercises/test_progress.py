"""The record of a learner's checks: kept in one file, never in the way."""

import json
import os
import subprocess
import sys
import types

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


def test_a_damaged_file_is_not_lost_and_one_sentence_tells_of_it(file, capsys):
    file.parent.mkdir()
    file.write_text("my work {")
    record.note("accuracy", True)
    assert file.read_text().startswith("my work {\n")
    assert record.read()["accuracy"]["right"]
    progress()
    assert f"1 line of {file} cannot be read" in capsys.readouterr().out


def test_a_line_that_was_cut_harms_no_other(file):
    for right_or_not in (False, True, True):
        record.note("accuracy", right_or_not)
    file.write_bytes(file.read_bytes()[:-9])
    record.note("recall", True)
    assert record.read() == {
        "accuracy": {"attempts": 2, "right": True},
        "recall": {"attempts": 1, "right": True},
    }


@pytest.mark.parametrize("deep", ["[" * 200_000, '{"checks":' * 100_000, '{"a":' * 50_000 + "\n"])
def test_a_deep_file_stops_nothing(file, deep, capsys):
    file.parent.mkdir()
    file.write_text(deep)
    assert check.accuracy(right)
    assert record.read() == {"accuracy": {"attempts": 1, "right": True}}
    progress()
    assert "cannot be read" in capsys.readouterr().out


def test_what_an_older_version_kept_counts(file):
    file.parent.mkdir()
    old = {"checks": {"accuracy": {"attempts": 2, "right": True}}}
    file.write_text(json.dumps(old, indent=1, sort_keys=True))
    record.note("accuracy", False)
    record.note("recall", False)
    assert record.read() == {
        "accuracy": {"attempts": 3, "right": True},
        "recall": {"attempts": 1, "right": False},
    }
    assert record.trouble() == ""


ROUNDS = """
import sys
from coursekit.exercises import record
sys.stdin.readline()
for number in range(200):
    record.note("accuracy", number == 150)
"""


def test_two_kernels_at_once_lose_nothing(file):
    kernels = [
        subprocess.Popen([sys.executable, "-c", ROUNDS], stdin=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for kernel in kernels:
        kernel.stdin.write("go\n")
        kernel.stdin.flush()
    assert [kernel.wait(60) for kernel in kernels] == [0, 0]
    for kernel in kernels:
        kernel.stdin.close()
    assert record.read() == {"accuracy": {"attempts": 400, "right": True}}
    assert record.trouble() == ""


def test_windows_locks_while_it_appends(file, monkeypatch):
    steps = []

    def locking(handle, mode, count):
        steps.append((mode, os.lseek(handle, 0, os.SEEK_CUR), file.stat().st_size))

    fake = types.SimpleNamespace(locking=locking, LK_LOCK="lock", LK_UNLCK="unlock")
    monkeypatch.setitem(sys.modules, "msvcrt", fake)
    record.note("accuracy", True)
    (_, locked, before), (_, unlocked, after) = steps
    assert [step[0] for step in steps] == ["lock", "unlock"]
    assert locked == unlocked > after > before == 0
    assert record.read()["accuracy"]["attempts"] == 1


def _nowhere():
    raise RuntimeError("Could not determine home directory.")


@pytest.mark.parametrize(
    ("chosen", "words"),
    [
        ("~nosuchuser/progress.json", "~nosuchuser/progress.json names no folder"),
        (None, "there is no home folder"),
    ],
)
def test_without_a_folder_one_sentence_says_so(chosen, words, monkeypatch, capsys):
    monkeypatch.setattr(record, "_said", set())
    monkeypatch.setattr(record.Path, "home", staticmethod(_nowhere))
    if chosen:
        monkeypatch.setenv("COURSEKIT_PROGRESS", chosen)
    else:
        monkeypatch.delenv("COURSEKIT_PROGRESS")
    assert check.accuracy(right) and check.accuracy(right)
    assert record.path() is None and record.read() == {}
    assert capsys.readouterr().out.count(words) == 1
    progress()
    assert words in capsys.readouterr().out


def test_a_place_that_cannot_be_written_stops_no_check(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(record, "_said", set())
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COURSEKIT_PROGRESS", str(tmp_path / "file" / "progress.json"))
    assert check.accuracy(right) and check.accuracy(right)
    assert record.read() == {}
    assert capsys.readouterr().out.count("Your progress is not kept") == 1


def test_unknown_entries_survive_nothing_breaks(file):
    file.parent.mkdir()
    file.write_text(json.dumps({"checks": {"gone": {"attempts": 2, "right": True}}, "later": 1}))
    record.note("accuracy", False)
    assert set(record.read()) == {"gone", "accuracy"}


def test_the_command(file, capsys):
    assert main(["progress"]) == 0
    assert "lesson 04" in capsys.readouterr().out
    assert main(["progress", "77"]) == 2
    assert "There is no lesson" in capsys.readouterr().out


def test_nothing_is_kept_when_asked(monkeypatch, capsys):
    monkeypatch.setenv("COURSEKIT_PROGRESS", "off")
    assert record.path() is None
    record.note("accuracy", True)
    progress()
    assert "Nothing is kept" in capsys.readouterr().out
