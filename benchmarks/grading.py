"""Marking a class: coursekit and nbgrader's autograde on the same submissions, in one run.

Both mark `hand-computation`, with answers that are worked out in the notebook.  coursekit runs each
submission in a sandbox, one worker a core; nbgrader runs one after the other, without a sandbox.
"""

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.common import Result
from coursekit.classroom import cells
from coursekit.classroom.assignment import hand_out
from coursekit.classroom.classlist import Student
from coursekit.notebooks import store

ROOT = Path(__file__).parents[1]
NAME = "hand-computation"
ASSIGNMENT = ROOT / "exercises" / "assignments" / f"{NAME}.ipynb"
TOGETHER = 30  # submissions that both mark
SMALL, LARGE = 50, 500  # the growth of time with the class
TEN_THOUSAND = 10_000  # records for the grader alone
ALLOWED_SECONDS = 0.15
ALLOWED_MEGABYTES = 150


def run(rounds=1):
    """Results: beside nbgrader; with a class ten times as large; the grader alone with 10,000."""
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        submissions = make_class(folder, LARGE)
        return [
            beside_nbgrader(folder, submissions[:TOGETHER], rounds),
            growth(folder, submissions),
            grader_alone(folder),
        ]


def make_class(folder, count):
    """Hand out to a class and fill in the answers; return the folders of the submissions."""
    source = store.read(ASSIGNMENT)
    students = [Student(f"s{n:05}") for n in range(count)]
    hand_out(source, NAME, students, folder)
    for student in students:
        path = folder / "students" / student.id / f"{NAME}.ipynb"
        notebook, key = store.read(path), store.read(folder / "key" / student.id / f"{NAME}.ipynb")
        for cell, solved in zip(notebook.cells, key.cells, strict=True):
            if cells.is_solution(cell):
                cell.source = cells.solution_text(solved.source)
        store.write_if_changed(path, notebook)
    return [folder / "students" / student.id for student in students]


def beside_nbgrader(folder, submissions, rounds):
    """Seconds of both for the same submissions, taking turns."""
    competitors = {"coursekit": lambda: mark(folder, submissions)}
    missing = []
    if shutil.which("nbgrader"):
        competitors["nbgrader"] = lambda: autograde(folder, submissions)
    else:
        missing.append("nbgrader")
    times = {name: [] for name in competitors}
    for _ in range(rounds):
        for name, competitor in competitors.items():
            times[name].append(competitor())
    seconds = {name: statistics.median(values) / len(submissions) for name, values in times.items()}
    verdicts, ratios = {}, {}
    if not missing:
        ratios["nbgrader"] = statistics.median(
            theirs / ours for theirs, ours in zip(times["nbgrader"], times["coursekit"])
        )
        verdicts["nbgrader"] = _verdict("nbgrader takes at least 10 times coursekit",
                                        ratios["nbgrader"], ratios["nbgrader"] >= 10)  # fmt: skip
    work = f"one submission of {len(submissions)}, with the start of the command"
    return Result(work, "coursekit", seconds, ratios, verdicts, missing)


def growth(folder, submissions):
    """Seconds for one more submission, and whether they stay the same in a larger class."""
    few, many = (mark(folder, submissions[:count]) for count in (SMALL, LARGE))
    each = (many - few) / (LARGE - SMALL)
    seconds = {f"{SMALL} in all": few, f"{LARGE} in all": many, "each": each}
    ratio = (many / LARGE) / (few / SMALL)
    verdicts = {
        "each": _verdict(f"at most {ALLOWED_SECONDS} s", each, each <= ALLOWED_SECONDS),
        f"{LARGE} in all": _verdict(f"at most 1.1 of {SMALL}, each", ratio, ratio <= 1.1),
    }
    return Result("one more submission", "coursekit", seconds, {"each": each}, verdicts)


def grader_alone(folder):
    """Seconds and megabytes of the grader for 10,000 records: journal, tables, pages, report."""
    code = "from benchmarks.grading import keep_records; keep_records()"
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder), str(TEN_THOUSAND)],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    taken, megabytes = map(float, done.stdout.split()[-2:])
    met = megabytes < ALLOWED_MEGABYTES
    verdict = _verdict(f"less than {ALLOWED_MEGABYTES} MB", megabytes, met)
    work = f"journal and pages of {TEN_THOUSAND:,} records"
    return Result(
        work, "coursekit", {"coursekit": taken}, {"MB": megabytes}, {"coursekit": verdict}
    )


def keep_records():
    """Write and read a journal, then all pages; print the seconds and the most memory taken."""
    import resource

    from coursekit.classroom.journal import Journal
    from coursekit.classroom.reports.write import write
    from tests.support.records import a_class

    folder, count = Path(sys.argv[1]), int(sys.argv[2])
    begin = time.perf_counter()
    journal = Journal(folder / "journal.jsonl")
    for record in a_class(count):
        journal.append(record)
    write(journal.read().values(), folder / "pages", NAME)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(time.perf_counter() - begin, most / (2**20 if sys.platform == "darwin" else 2**10))


def mark(folder, submissions):
    """Seconds that `coursekit grade` takes."""
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        for submission in submissions:
            shutil.copytree(submission, work / "submitted" / submission.name)
        ids = "\n".join(["id", *(submission.name for submission in submissions)])
        (work / "class.csv").write_text(ids + "\n")
        line = ["grade", "submitted", "--assignment", NAME, "--key", str(folder / "key")]
        line += ["--students", "class.csv"]
        seconds = _timed([sys.executable, "-m", "coursekit", *line], work)
        _all_right(work / "grades" / "grades.csv", len(submissions))
        return seconds


def autograde(folder, submissions):
    """Seconds that `nbgrader autograde` takes, after the assignment was made."""
    with tempfile.TemporaryDirectory() as work:
        work = Path(work)
        (work / "source" / "hc").mkdir(parents=True)
        shutil.copy(ASSIGNMENT, work / "source" / "hc")
        subprocess.run(
            ["nbgrader", "generate_assignment", "hc", "--create", "--log-level=ERROR"],
            cwd=work, env=_environment(), check=True, capture_output=True,
        )  # fmt: skip
        for submission in submissions:
            shutil.copytree(submission, work / "submitted" / submission.name / "hc")
        seconds = _timed(["nbgrader", "autograde", "hc", "--create", "--log-level=ERROR"], work)
        subprocess.run(["nbgrader", "export"], cwd=work, env=_environment(), check=True,
                       capture_output=True)  # fmt: skip
        _all_right(work / "grades.csv", len(submissions), score="score")
        return seconds


def _all_right(path, count, score="total"):
    """Stop when somebody did not mark all: a time for other work would say nothing."""
    import csv

    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    worth = sum(map(cells.points, store.read(ASSIGNMENT).cells))
    right = sum(float(row[score]) == worth for row in rows)
    if right != count:
        raise RuntimeError(f"{right} of {count} have all {worth} points of the tests in {path}")


def _timed(command, folder):
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, env=_environment(), check=True, capture_output=True)
    return time.perf_counter() - begin


def _environment():
    import os

    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    return os.environ | {"PYTHONPATH": path}


def _verdict(target, ratio, met):
    return {"target": target, "ratio": float(ratio), "met": bool(met)}
