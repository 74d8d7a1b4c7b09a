"""``coursekit export``: the quizzes and own-number questions as files for Canvas and Moodle."""

import sys
from pathlib import Path

ASSIGNMENT = "hand-computation"


def add_parser(subparsers):
    """Add ``export`` to ``coursekit``."""
    parser = subparsers.add_parser("export", help="write questions for Canvas or Moodle")
    parser.add_argument("what", choices=["quizzes", "own-numbers"])
    parser.add_argument("--to", required=True, choices=["canvas", "moodle"])
    parser.add_argument("--out", required=True, help="file to write")
    parser.add_argument(
        "--lesson", nargs="+", default=[], help="quizzes: two digits, such as 04 (default: all)"
    )
    parser.add_argument(
        "--variants", type=int, default=0, help="own-numbers: how many sets of numbers to draw"
    )
    parser.add_argument("--students", help="own-numbers: a class list; needs --key")
    parser.add_argument("--key", help=f"own-numbers: the key folder of {ASSIGNMENT}")
    parser.set_defaults(run=_export)


def _export(args):
    try:
        written = [_write(path, data()) for path, data in _files(args)]
    except (ValueError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    print(*(f"Written: {path}" for path in written), sep="\n")
    return 0


def _files(args):
    """Each file to write, and the function that makes its bytes."""
    from coursekit.classroom.quizzes.canvas import canvas_qti
    from coursekit.classroom.quizzes.moodle import moodle_xml

    _refuse(args)
    sections, out = _sections(args), Path(args.out)
    if args.to == "moodle":
        return [(out, lambda: moodle_xml(sections))]
    if args.what == "own-numbers":
        return [(out, lambda: canvas_qti(sections, ASSIGNMENT))]
    if len(sections) == 1:
        return [(out, lambda: canvas_qti(sections, sections[0].name))]
    # Canvas reads one quiz a file.
    return [
        (out.with_name(f"{out.stem}-{each.name[-2:]}.zip"), lambda s=each: canvas_qti([s], s.name))
        for each in sections
    ]


def _refuse(args):
    """Say no to options that the chosen export would not use."""
    quizzes = args.what == "quizzes"
    strange = ["variants", "students", "key"] if quizzes else ["lesson"]
    for name in strange:
        if getattr(args, name):
            raise ValueError(f"--{name} does not go with `export {args.what}`.")
    if quizzes:
        return
    if bool(args.students) != bool(args.key) or bool(args.variants) == bool(args.students):
        raise ValueError("Give --variants NUMBER, or --students CLASS.csv with --key KEY.")
    if args.variants < 0:
        raise ValueError(f"--variants must be 1 or more; it is {args.variants}.")


def _sections(args):
    from coursekit.classroom.quizzes import items

    if args.what == "quizzes":
        return items.quizzes(args.lesson)
    if args.variants:
        return items.own_numbers({f"variant {n}": f"lms-{n}" for n in range(1, args.variants + 1)})
    return items.own_numbers(_seeds(args.students, Path(args.key)))


def _seeds(students, key):
    """The seeds with which ``coursekit release`` drew each student's numbers."""
    from coursekit.classroom import secret
    from coursekit.classroom.classlist import read_class

    if not (key / secret.NAME).is_file():
        raise ValueError(f"{key} holds no {secret.NAME}: name the key that `release` wrote.")
    drawn = secret.class_secret(key)
    return {
        student.id: secret.seed_of(drawn, ASSIGNMENT, student.id)
        for student in read_class(students)
    }


def _write(path, data):
    from coursekit._files import replacing

    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(data)
    return path
