"""A job is plain JSON, gives the same record anywhere, and no notebook makes it fail."""

import json
import os

import pytest
from hypothesis import given, settings

from coursekit.classroom import jobs
from coursekit.classroom.classlist import Student
from coursekit.classroom.collect.files import File
from coursekit.classroom.collect.gather import Work
from coursekit.classroom.job import run
from coursekit.classroom.states import State
from tests.support.classes import answered, data, key
from tests.unit.classroom.collect.test_notebook import damaged

POINTS = [2, 3]


@pytest.fixture
def job_of(tmp_path):
    (tmp_path / "key.ipynb").write_bytes(data(key()))

    def make(content, **settings):
        (tmp_path / "x.ipynb").write_bytes(content)
        work = Work(File("x.ipynb", str(tmp_path / "x.ipynb")), settings.pop("notes", ()))
        values = {"limits": {}, "sandbox": "trust"} | settings
        return jobs.make(Student("ada", "Ada"), work, tmp_path / "key.ipynb", **values)

    return make


def _without_time(record):
    return {name: value for name, value in record.items() if name != "seconds"}


def test_a_job_is_json_and_needs_no_file_when_they_are_in_it(job_of, tmp_path):
    job = job_of(data(answered()), notes=("handed in late",))
    here = run(json.loads(json.dumps(job)))
    inlined = json.loads(json.dumps(jobs.inlined(job)))
    for name in ("x.ipynb", "key.ipynb"):
        (tmp_path / name).unlink()
    assert _without_time(run(inlined)) == _without_time(json.loads(json.dumps(here)))
    assert [task["points"] for task in here["tasks"]] == POINTS
    assert {**here, "tasks": 0, "seconds": 0, "notes": here["notes"][:1]} == {
        "student": "ada", "name": "Ada", "file": "x.ipynb", "version": 1, "tasks": 0, "seconds": 0,
        "digest": job["digest"], "notes": ["handed in late"], "sandbox": "trust",
        "fingerprint": here["fingerprint"],
    }  # fmt: skip


def test_the_digest_stands_for_all_that_the_record_says(job_of, tmp_path):
    content = data(answered())
    digests = [
        job_of(content)["digest"],
        job_of(content + b"\n")["digest"],
        job_of(content, notes=("late",))["digest"],
        job_of(content, limits={"cell": 5})["digest"],
        job_of(content, sandbox="bwrap")["digest"],
    ]
    again = job_of(content)["digest"]
    (tmp_path / "key.ipynb").write_bytes(data(key()) + b"\n")
    digests.append(job_of(content)["digest"])
    assert len(set(digests)) == 6 and again == digests[0]


def test_a_changed_table_of_numbers_is_a_reason_to_mark_anew(job_of, tmp_path):
    content, table = data(answered()), tmp_path / "numbers.csv"
    digests = [job_of(content, numbers=str(table))["digest"]]
    for text in ("id,name,own numbers\nbob,,n = 4\n", "id,name,own numbers\nbob,,n = 5\n"):
        table.write_text(text)
        os.utime(table, (len(digests), len(digests)))  # some file systems count in whole seconds
        digests.append(job_of(content, numbers=str(table))["digest"])
    assert len(set(digests)) == 3 and job_of(content, numbers=str(table))["digest"] == digests[2]


def test_what_is_not_there_or_cannot_be_read_has_a_record_too(job_of, tmp_path):
    nothing = jobs.make(Student("ada"), None, tmp_path / "key.ipynb", {}, "trust")
    locked = Work(File("x.ipynb", "none", trouble="it is encrypted"))
    troubled = jobs.make(Student("ada"), locked, tmp_path / "key.ipynb", {}, "trust")
    for job, state, reason in [
        (nothing, "not attempted", jobs.NOTHING),
        (troubled, "unreadable", "it is encrypted"),
        (job_of(b""), "unreadable", "the file is empty"),
        (jobs.inlined(troubled), "unreadable", "it is encrypted"),
    ]:
        record = run(job)
        assert [(t["state"], t["reason"]) for t in record["tasks"]] == [(state, reason)] * 2
        assert [t["worth"] for t in record["tasks"]] == POINTS and record["notes"] == [reason]
        assert [t["exercise"] for t in record["tasks"]] == ["1. Twice", "2. Two values"]


@settings(max_examples=12, deadline=None)
@given(content=damaged())
def test_no_damage_to_a_notebook_makes_marking_fail(content, tmp_path_factory):
    folder = tmp_path_factory.mktemp("damaged")
    (folder / "key.ipynb").write_bytes(data(key()))
    (folder / "x.ipynb").write_bytes(content)
    work = Work(File("x.ipynb", str(folder / "x.ipynb")))
    record = run(jobs.make(Student("ada"), work, folder / "key.ipynb", {"cell": 20}, "trust"))
    assert [task["id"] for task in record["tasks"]] == ["double_tests", "values_tests"]
    assert {task["state"] for task in record["tasks"]} <= {str(state) for state in State}
    json.dumps(record)
