"""Jobs on a real cluster of two worker processes: one dies in mid-run, and nothing is lost."""

import os
import signal

import dask
import pytest
from distributed import Client, LocalCluster

from coursekit.classroom import cluster, job
from coursekit.classroom.assignment import hand_out
from coursekit.classroom.classlist import Student
from coursekit.classroom.collect.files import File
from coursekit.classroom.collect.gather import Work
from coursekit.classroom.jobs import make
from coursekit.cli import main
from coursekit.notebooks import store
from tests.support import ROOT, jobs

NAME = "hand-computation"


@pytest.fixture(scope="module")
def address():
    settings = {
        "distributed.scheduler.allowed-failures": 1,
        "distributed.worker.memory.terminate": False,
        "distributed.comm.timeouts.connect": "8s",
        "distributed.nanny.pre-spawn-environ": {"OMP_NUM_THREADS": "1"},
    }
    with (
        dask.config.set(settings),
        LocalCluster(
            n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50
        ) as local,
    ):
        yield local.scheduler_address


def marked(todo, address):
    return list(cluster.run_jobs(iter(todo), jobs.run, jobs.lost, address))


def end_one_worker(address):
    with Client(address, set_as_default=False) as client:
        pids = client.run(os.getpid)
    os.kill(next(iter(pids.values())), signal.SIGTERM if os.name == "nt" else signal.SIGKILL)


def test_a_worker_killed_in_mid_run_loses_nothing(address):
    todo = jobs.jobs(30, sleep=0.05)
    found = []
    for record in cluster.run_jobs(iter(todo), jobs.run, jobs.lost, address):
        found.append(record)
        if len(found) == 5:
            end_one_worker(address)
    assert sorted(found, key=lambda r: r["answer"]) == [
        {"student": f"s{n}", "answer": n * n} for n in range(30)
    ]


def test_a_fault_of_the_marking_is_told_of_its_student_alone(address):
    todo = jobs.jobs(3)
    todo[1]["fail"] = True
    found = {record["student"]: record for record in marked(todo, address)}
    assert found["s1"]["reason"] == "the marking failed (RuntimeError: no)"
    assert found["s0"]["answer"] == 0 and found["s2"]["answer"] == 4


def test_jobs_are_taken_as_they_are_needed(address):
    taken = []

    def endless():
        for each in jobs.jobs(1000):
            taken.append(each["student"])
            yield each

    run = cluster.run_jobs(endless(), jobs.run, jobs.lost, address)
    for _ in range(3):
        next(run)
    run.close()
    assert len(taken) < 20


def test_files_travel_in_the_job(address):
    def prepare(job):
        return job | {"number": 7}

    found = list(cluster.run_jobs(jobs.jobs(2), jobs.run, jobs.lost, address, prepare))
    assert [record["answer"] for record in found] == [49, 49]


def test_a_submission_is_marked_there_as_it_is_here(address, tmp_path):
    source = store.read(ROOT / "exercises" / "assignments" / f"{NAME}.ipynb")
    hand_out(source, NAME, [Student("ada")], tmp_path)
    path, key = (tmp_path / part / "ada" / f"{NAME}.ipynb" for part in ("students", "key"))
    work = Work(File("ada.ipynb", str(path)))
    made = make(Student("ada"), work, key, {}, "trust")
    [there] = cluster.scheduler(address)([made])
    here = job.run(made)
    assert there | {"seconds": 0} == here | {"seconds": 0}
    assert {task["state"] for task in here["tasks"]} == {"not attempted"}


def test_workers_of_this_machine_do_not_go_with_a_scheduler(capsys):
    line = "grade x --assignment y --scheduler tcp://127.0.0.1:9 --workers 2"
    assert main(line.split()) == 2
    assert "a --scheduler has workers of its own" in capsys.readouterr().err


def test_another_version_on_the_workers_is_refused(address, monkeypatch):
    monkeypatch.setattr(cluster.coursekit, "__version__", "0.0.other")
    with pytest.raises(ValueError, match="install the same on all"):
        marked(jobs.jobs(1), address)


def test_an_address_where_nobody_answers(monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    with pytest.raises(ValueError, match="No scheduler answers at tcp://127.0.0.1:9"):
        marked(jobs.jobs(1), "tcp://127.0.0.1:9")


def test_a_job_that_ends_its_workers_costs_nobody_else(address):
    todo = jobs.jobs(8)
    todo[2] |= {"end": True, "sleep": 0.5}  # by then the others' records have come
    found = {record["student"]: record for record in marked(todo, address)}
    assert found.pop("s2") == {"student": "s2", "state": "crashed", "reason": cluster.DIED}
    assert {record["answer"] for record in found.values()} == {0, 1, 9, 16, 25, 36, 49}
