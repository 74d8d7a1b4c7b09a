"""The command ``coursekit grade NAME --submitted FOLDER --key FOLDER``."""

import csv
import sys
from pathlib import Path


def add_parser(subparsers):
    """Add ``grade`` to ``coursekit``."""
    parser = subparsers.add_parser("grade", help="mark a class's notebooks against the key")
    parser.add_argument("name", help="an assignment, such as churn-week")
    parser.add_argument("--submitted", required=True, help="folder with one folder a student")
    parser.add_argument("--key", required=True, help="the key folder that `release` wrote")
    parser.add_argument("--out", default="grades.csv", help="table to write (default: grades.csv)")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one cell")
    parser.set_defaults(run=_run)


def _run(args):
    keys = sorted(Path(args.key).glob(f"*/{args.name}.ipynb"))
    if not keys:
        print(f"No key for {args.name!r} in {args.key}.", file=sys.stderr)
        return 2
    rows = []
    for key in keys:
        student = key.parent.name
        found = _mark(Path(args.submitted) / student / key.name, key, args.timeout)
        rows += [[student, *row] for row in found]
        got, worth = sum(row[1] for row in found), sum(row[2] for row in found)
        print(f"{student}: {got:g} of {worth:g} points")
    _write(Path(args.out), rows)
    print(f"Every test, with the reason where points are missing: {args.out}")
    return 0


def _mark(submission, key, timeout):
    """Rows of test, points, worth and reason for one student."""
    from coursekit.grading import marks
    from coursekit.grading.marking import mark
    from coursekit.notebooks import store

    trouble = "nothing was handed in"
    if submission.is_file():
        try:
            found = mark(submission, key, timeout)
            return [[m.grade_id, m.points, m.worth, m.reason] for m in found]
        except ValueError as error:
            trouble = str(error)
    graded = [cell for cell in store.read(key).cells if marks.is_graded(cell)]
    return [[marks.grade_id(cell), 0, marks.points(cell), trouble] for cell in graded]


def _write(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "test", "points", "of", "reason"])
        writer.writerows([[_plain(value) for value in row] for row in rows])


def _plain(value):
    """A cell that no spreadsheet takes for a formula."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@" else value
