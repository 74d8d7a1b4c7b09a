"""``python -m workshop exercises``: make the learners' sheets, and prove the sources sound."""

import sys


def add_parser(subparsers):
    """Add ``exercises build`` and ``exercises test``."""
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
    from workshop.exercises.build import build
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
    from workshop.exercises.proof import prove
    from workshop.lessons.project import find_project

    try:
        problems = prove(find_project(), args.names, report=print)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 2
    for problem in problems:
        print(problem, file=sys.stderr)
    return 1 if problems else 0
