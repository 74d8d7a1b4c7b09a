"""The instructor's commands: ``coursekit exercises``, ``release`` and ``grade``."""

import sys
from pathlib import Path


def add_parser(subparsers):
    """Add the instructor's commands to ``coursekit``."""
    _add_exercises(subparsers)
    _add_release(subparsers)
    _add_grade(subparsers)


def _add_exercises(subparsers):
    parser = subparsers.add_parser(
        "exercises", help="make the learners' notebooks from the sources"
    )
    actions = parser.add_subparsers(dest="action", required=True)
    build = actions.add_parser("build", help="write exercises/release and the solutions' texts")
    build.add_argument("--check", action="store_true", help="fail when a file would change")
    build.set_defaults(run=_build)
    trial = actions.add_parser("test", help="sources must pass every graded test, releases none")
    trial.add_argument("names", nargs="*", help="starts of names, such as 03; all when left out")
    trial.set_defaults(run=_test)


def _build(args):
    from coursekit.classroom.build import build
    from workshop.lessons.project import find_project

    project = find_project()
    problems, changed = build(project)
    for problem in problems:
        print(problem, file=sys.stderr)
    for path in changed:
        print(f"written: {project.relative(path)}")
    if not problems and not changed:
        print("Everything is up to date.")
    return 1 if problems or (args.check and changed) else 0


def _test(args):
    from coursekit.classroom.proof import prove
    from workshop.lessons.project import find_project

    problems = prove(find_project(), args.names, report=print)
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0


def _add_release(subparsers):
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
    from workshop.lessons import store

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
    from workshop.lessons.project import find_project

    try:
        return find_project().root / "exercises" / "assignments"
    except FileNotFoundError:
        raise ValueError(
            "The assignments stand in the course's repository: run this in a clone of it, or name "
            "a folder of assignments with --source."
        ) from None


def _add_grade(subparsers):
    parser = subparsers.add_parser("grade", help="mark a class's notebooks against the key")
    parser.add_argument("name", help="an assignment, such as churn-week")
    parser.add_argument("--submitted", required=True, help="folder with one folder a student")
    parser.add_argument("--key", required=True, help="the key folder that `release` wrote")
    parser.add_argument("--out", default="grades.csv", help="table to write (default: grades.csv)")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for one cell")
    parser.set_defaults(run=_grade)


def _grade(args):
    from coursekit.classroom.grade import grade_class, write_grades

    graded = []
    try:
        for each in grade_class(args.name, args.submitted, args.key, args.timeout):
            graded.append(each)
            print(each)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    write_grades(args.out, graded)
    print(f"Every test, with the reason where points are missing: {args.out}")
    return 0
