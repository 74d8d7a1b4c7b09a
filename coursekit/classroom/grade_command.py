"""The command ``coursekit grade NAME --submitted FOLDER --key FOLDER``."""

import sys
from pathlib import Path

from coursekit.classroom.tables import write_table


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
        submission = _find(Path(args.submitted), student, key.name)
        found = _mark(submission, key, args.timeout)
        rows += [[student, *row] for row in found]
        got, worth = sum(row[1] for row in found), sum(row[2] for row in found)
        print(f"{student}: {got:g} of {worth:g} points{_remark(submission, key)}")
    write_table(args.out, ["id", "test", "points", "of", "reason"], rows)
    print(f"Every test, with the reason where points are missing: {args.out}")
    return 0


def _find(folder, student, name):
    """``folder/<id>/<name>.ipynb``, or ``folder/<id>.ipynb`` where a platform flattened it."""
    flat = folder / f"{student}.ipynb"
    return flat if flat.is_file() else folder / student / name


def _remark(submission, key):
    """A word on numbers that are not those handed out; an empty string when there is none."""
    from coursekit.classroom.marking import own_numbers_kept
    from coursekit.notebooks import store

    try:
        kept = own_numbers_kept(store.read(submission), store.read(key))
    except ValueError:
        return ""
    return "" if kept else " (the cell of own numbers was changed; marked with those handed out)"


def _mark(submission, key, timeout):
    """Rows of test, points, worth and reason for one student."""
    from coursekit.classroom import cells
    from coursekit.classroom.marking import mark
    from coursekit.notebooks import store

    trouble = "nothing was handed in"
    if submission.is_file():
        try:
            found = mark(submission, key, timeout)
            return [[m.grade_id, m.points, m.worth, m.reason] for m in found]
        except ValueError as error:
            trouble = str(error)
    graded = [cell for cell in store.read(key).cells if cells.is_graded(cell)]
    return [[cells.grade_id(cell), 0, cells.points(cell), trouble] for cell in graded]
