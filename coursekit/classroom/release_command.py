"""``coursekit release``: give a class its own numbers."""

import sys
from pathlib import Path

from coursekit.paths import checkout


def add_parser(subparsers):
    """Add ``release`` to ``coursekit``."""
    parser = subparsers.add_parser(
        "release", help="give every student of a class their own notebook, and you the key"
    )
    parser.add_argument("name", help="an assignment, such as churn-week")
    parser.add_argument("--students", required=True, help="class list: a CSV file with a column id")
    parser.add_argument("--out", default=None, help="folder to write to (default: the name)")
    parser.add_argument("--source", default=None, help="folder of assignments of your own")
    parser.set_defaults(run=_release)


def _release(args):
    try:
        students, out, key = _hand_out(args)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{len(students)} notebooks in {out}: hand these out.")
    print(f"The key is in {key}: keep it to yourself, and keep it; marking needs it.")
    return 0


def _hand_out(args):
    from coursekit.classroom import assignment
    from coursekit.classroom.classlist import read_class
    from coursekit.classroom.release import source_problems
    from coursekit.notebooks import store

    students = read_class(args.students)
    path = assignment.find_assignment(_folder(args.source), args.name)
    source = store.read(path)
    if problems := source_problems(source, path.name):
        raise ValueError("\n".join(problems))
    folder = Path(args.out or args.name)
    out = assignment.hand_out(source, args.name, students, folder)
    return students, out, folder / assignment.KEY


def _folder(chosen):
    """The folder of assignments: the one named, else the course's own."""
    if chosen:
        return Path(chosen)
    try:
        return checkout() / "exercises" / "assignments"
    except FileNotFoundError:
        raise ValueError(
            "The assignments stand in the course's repository: run this in a clone of it, or name "
            "a folder of assignments with --source."
        ) from None
