"""Whole runs on Linux: killed at any moment, given links and pipes, marked in a real sandbox."""

import json
import os
import subprocess
import sys

import pytest

from coursekit.classroom.classlist import Student
from coursekit.classroom.collect.gather import gather
from coursekit.classroom.collect.zips import read_bytes
from coursekit.cli import main
from tests.support import ROOT
from tests.support.classes import NAME, answered, data, small, write_key, write_tree, zipped


def test_killed_at_any_moment_it_goes_on_and_ends_with_the_same_bytes(tmp_path):
    """110 kills in a program of its own, where a copy of the process is made in no time."""
    students = [f"s{n}" for n in range(7)]
    write_key(tmp_path / "key", students)
    texts = {s: "right" if n % 3 else "wrong" for n, s in enumerate(students[:-1])}
    write_tree(tmp_path / "in", {f"{s}.ipynb": small(text=text) for s, text in texts.items()})
    done = subprocess.run(
        [sys.executable, "-m", "tests.support.kills", str(tmp_path), "110"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    assert int(done.stdout.split()[0]) >= 110 and "6 tables" in done.stdout


def test_links_pipes_and_devices_are_told_and_never_opened(tmp_path):
    students = [Student(each) for each in ("ada", "bob", "c-3", "12")]
    write_tree(tmp_path, {"in/bob/x.ipynb": small(), "secret.ipynb": small("ada")})
    (tmp_path / "in/ada").mkdir()
    (tmp_path / "in/ada/x.ipynb").symlink_to(tmp_path / "secret.ipynb")
    (tmp_path / "in/c-3").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "in/12.ipynb")
    found = gather(tmp_path / "in", NAME, students)
    troubles = {who: work.file.trouble for who, work in found.works.items()}
    link = "it is a link, a pipe or a device, not a file"
    assert troubles == {"bob": "", "ada": link, "12": link, "c-3": link}
    with pytest.raises(ValueError, match="opened"):
        read_bytes(str(tmp_path / "in/ada/x.ipynb"))
    with pytest.raises(ValueError, match="no regular file"):
        read_bytes(str(tmp_path / "in/12.ipynb"))


def test_a_whole_class_from_a_zip_by_real_workers(tmp_path, monkeypatch):
    """Right, partly right, broken, split and absent, marked in a sandbox; nobody loses another."""
    monkeypatch.chdir(tmp_path)
    write_key(tmp_path / NAME / "key", ["ada", "bob", "cy"])
    cut = data(answered("cy"))
    moodle = "{}_12{}_assignsubmission_file_/hand-computation.ipynb"
    files = {
        moodle.format("ada", 1): data(answered("ada")),
        moodle.format("bob", 2): data(answered("bob", double="    return x * x * x")),
        moodle.format("cy", 3): cut[: cut.index(b"low = 2")],
        moodle.format("nobody", 4): data(answered("ada", values="low = 1")),
    }
    (tmp_path / "all.zip").write_bytes(zipped(files))
    line = ["grade", "all.zip", "--assignment", NAME, "--workers", "2"]
    assert main(line) == 0
    records = [json.loads(r) for r in (tmp_path / "grades/journal.jsonl").read_text().splitlines()]
    points = {r["student"]: [task["points"] for task in r["tasks"]] for r in records}
    assert points == {"ada": [2, 3], "bob": [0, 3], "cy": [2, 0]}
    notes = (tmp_path / "grades/notes.csv").read_text("utf-8")
    assert "cells before were read" in notes
