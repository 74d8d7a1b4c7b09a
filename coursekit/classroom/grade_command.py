"""``coursekit grade``: mark what a class handed in."""

import argparse
import contextlib
import functools
import logging
import sys
from pathlib import Path

from coursekit._checks import positive, positive_integer

_EXIT = """\
exit codes:
  0    everybody is marked and the tables are written
  2    refused, with one sentence: nothing was marked, or no table was touched
  130  interrupted: what is marked is kept, and the same command goes on from there
"""


def add_parser(subparsers):
    """Add ``grade`` to ``coursekit``."""
    parser = subparsers.add_parser(
        "grade",
        help="mark what a class handed in",
        epilog=_EXIT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("submitted", help="folder or zip, as the platform gave it out")
    parser.add_argument("--assignment", required=True, help="such as churn-week, or a sheet")
    parser.add_argument("--key", help="the key folder that `release` wrote (default: NAME/key)")
    parser.add_argument("--students", help="class list, also as Canvas or Moodle export it")
    parser.add_argument("--out", default="grades", help="folder for the results (default: grades)")
    parser.add_argument("--only", nargs="+", default=[], metavar="ID", help="mark these anew")
    parser.add_argument("--replace", action="store_true", help="let points be lost without asking")
    _add_running(parser)
    parser.set_defaults(run=_grade)


def _add_running(parser):
    parser.add_argument("--workers", type=int, help="submissions at one time (default: one a core)")
    parser.add_argument("--scheduler", help="mark on a dask cluster, such as tcp://10.0.0.5:8786")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one cell")
    parser.add_argument("--timeout-all", type=float, default=300, help="seconds for one submission")
    parser.add_argument("--limit-memory", type=int, default=3072, help="megabytes for a submission")
    parser.add_argument(
        "--trust", action="store_true", help="run the students' code without a sandbox, as you"
    )


def _grade(args):
    from coursekit.classroom.lock import locked

    try:
        marking = _prepare(args)
        with locked(marking.out), _log(marking.out):
            return _run(marking, args)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2


def _prepare(args):
    from coursekit.classroom.grading import prepare
    from coursekit.classroom.sandbox import find

    limits = {
        "cell": positive(args.timeout, "--timeout"),
        "submission": positive(args.timeout_all, "--timeout-all"),
        "memory": positive_integer(args.limit_memory, "--limit-memory"),
    }
    if args.scheduler and args.workers is not None:
        raise ValueError("--workers is for this machine: a --scheduler has workers of its own.")
    if args.workers is not None:
        positive_integer(args.workers, "--workers")
    marking = prepare(
        args.submitted,
        args.assignment,
        args.out,
        key=args.key,
        students=args.students,
        only=args.only,
        limits=limits,
    )
    sandbox = find("trust" if args.trust else "")
    marking.sandbox = sandbox.name
    sandbox.close()  # the workers have their own
    marking.out.mkdir(parents=True, exist_ok=True)
    return marking


def _run(marking, args):
    from coursekit.classroom import grading

    journal = grading.open_journal(marking)
    replace = args.replace
    if not replace and (lost := grading.earlier_losses(marking, journal)):
        replace = _asked(lost)
    try:
        _mark(marking, journal, _scheduler(args))
    except KeyboardInterrupt:
        known = sum(student.id in journal.read() for student in marking.students)
        print(
            f"Interrupted: {known} of {len(marking.students)} are marked and kept; "
            "the same command goes on from there.",
            file=sys.stderr,
        )
        return 130
    if lost := grading.write_results(marking, journal, replace):
        _asked(lost)
        grading.write_results(marking, journal, replace=True)
    _tell(marking, grading.results_of(marking, journal))
    _write_pages(marking, grading.results_of(marking, journal))
    return 0


def _write_pages(marking, results):
    from coursekit.classroom.reports.write import records_of, write

    report = write(records_of(results), marking.out, marking.source.name)
    print(f"The class at a glance: {report}")


def _scheduler(args):
    """Where the jobs are done: on a cluster, or on this machine."""
    from coursekit.classroom import cluster

    return cluster.scheduler(args.scheduler) if args.scheduler else _local(args)


def _local(args):
    """The scheduler of this machine."""
    from coursekit.classroom import job
    from coursekit.classroom.jobs import lost
    from coursekit.classroom.pool import run_jobs

    patience = 120 + 2 * args.timeout_all
    return functools.partial(
        run_jobs, run=job.run, lost=lost, workers=args.workers, patience=patience
    )


def _mark(marking, journal, run_jobs):
    from tqdm import tqdm

    from coursekit.classroom.grading import mark_all

    total = len(marking.only) or len(marking.students)
    with tqdm(total=total, unit="student", disable=None) as bar:
        for _ in mark_all(marking, journal, run_jobs):
            bar.update()


def _asked(lost):
    """Ask whether points may be lost; without a terminal, or on no, refuse."""
    told = "".join(f"\n- {sentence}" for sentence in lost)
    if not sys.stdin.isatty():
        raise ValueError(f"Nothing was overwritten:{told}\nIf this is right, add --replace.")
    answer = input(f"This would replace better results:{told}\nReplace them? [y/N] ")
    if answer.strip().lower() not in ("y", "yes"):
        raise ValueError("Nothing was overwritten.")
    return True


def _tell(marking, results):
    from coursekit.classroom.by_hand import NAME

    absent = unmarked = waiting = marked = 0
    for result in results:
        absent += not result.record["file"]
        marked += result.is_mark
        unmarked += bool(result.record["file"]) and not result.is_mark
        waiting += result.hand.waiting
    print(f"{marked} of {len(results.students)} have a mark: {marking.out / 'grades.csv'}")
    lines = [
        (absent, "Nothing handed in (not in canvas.csv and moodle.csv)"),
        (unmarked, "Could not be read or run (not in canvas.csv and moodle.csv)"),
        (len(marking.gathered.unmatched), "Files that belong to nobody"),
        (len(marking.gathered.equal), "Files that several handed in: groups? (a column “group”)"),
        (waiting, f"Tasks that wait for points in {marking.out / NAME}"),
    ]
    for count, what in lines:
        if count:
            print(f"{what}: {count}")
    print(f"What to look at: {marking.out / 'notes.csv'}")


@contextlib.contextmanager
def _log(folder):
    """Write what happens, with times, to the folder's log."""
    from coursekit.classroom.grading import LOG

    logger = logging.getLogger("coursekit.classroom")
    handler = logging.FileHandler(Path(folder) / LOG, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    logger.propagate = False
    try:
        yield
    finally:
        logger.removeHandler(handler)
        handler.close()
