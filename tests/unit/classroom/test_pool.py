"""Workers: every job ends in one record, whatever becomes of the worker that had it."""

import json
import os
import subprocess
import sys

import pytest

from coursekit.classroom import jobs
from coursekit.classroom.classlist import Student
from coursekit.classroom.collect.files import File
from coursekit.classroom.collect.gather import Work
from coursekit.classroom.pool import DIED, TOO_LONG, run_jobs
from tests.support import ROOT, fake_job
from tests.support.classes import NAME, small, write_key, write_tree


@pytest.fixture
def job_of(tmp_path):
    write_key(tmp_path / "key", ["ada"])

    def make(student, text):
        write_tree(tmp_path, {f"{student}.ipynb": small(text=text)})
        work = Work(File(f"{student}.ipynb", str(tmp_path / f"{student}.ipynb")))
        return jobs.make(Student(student), work, tmp_path / f"key/ada/{NAME}.ipynb", {}, "trust")

    return make


def _states(records):
    return {r["student"]: (r["tasks"][0]["state"], r["tasks"][0]["reason"]) for r in records}


def test_a_worker_that_dies_costs_nobody_a_mark(job_of, tmp_path):
    once = f"right, die once {tmp_path}/once"
    texts = {"a": "right", "b": "please die", "c": "please raise", "d": once}
    work = [job_of(*each) for each in texts.items()] + [job_of(f"e{n}", "right") for n in range(4)]
    found = _states(run_jobs(work, fake_job.run, jobs.lost, workers=2))
    fault = "the marking failed (ZeroDivisionError: a fault)"
    assert found.pop("b") == ("crashed", DIED) and found.pop("c") == ("crashed", fault)
    assert len(found) == 6 and set(found.values()) == {("passed", "")}


def test_a_worker_that_hangs_is_ended(job_of):
    found = _states(run_jobs([job_of("a", "please hang")], fake_job.run, jobs.lost, 1, patience=1))
    assert found == {"a": ("timeout", TOO_LONG)}


def test_jobs_are_taken_when_a_worker_is_free_and_not_before(job_of):
    taken = []
    work = (taken.append(n) or job_of(f"s{n}", "right") for n in range(6))
    records = run_jobs(work, fake_job.run, jobs.lost, workers=1)
    next(records)
    assert len(taken) == 1
    records.close()


def test_workers_end_with_the_run_and_with_their_parent(job_of, tmp_path):
    work = [job_of("a", "right"), job_of("b", "please hang")]
    records = run_jobs(work, fake_job.run, jobs.lost, workers=2)
    next(records)
    records.close()
    script = (
        "import json, os, sys\n"
        "from coursekit.classroom import jobs, pool\n"
        "from tests.support import fake_job\n"
        "if __name__ == '__main__':\n"
        "    work = json.load(open(sys.argv[1]))\n"
        "    for record in pool.run_jobs(work, fake_job.run, jobs.lost, workers=2):\n"
        "        print(os.getpid(), flush=True)\n"
        "        os._exit(9)\n"
    )
    (tmp_path / "work.json").write_text(json.dumps(work))
    (tmp_path / "parent.py").write_text(script)
    done = subprocess.run(
        [sys.executable, str(tmp_path / "parent.py"), str(tmp_path / "work.json")],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,  # the pipes stay open as long as a worker lives
    )
    assert done.returncode == 9 and done.stdout.strip().isdigit()
