"""How far a learner has come: one line a lesson, and what is still open."""

from coursekit.exercises import record
from coursekit.exercises.bank import lessons


def progress(lesson=None):
    """Print which checks have passed on this computer.

    Parameters
    ----------
    lesson : str or int, optional
        A lesson's number: its checks are listed one by one.  All lessons, one line each, when left
        out.

    Raises
    ------
    ValueError
        For a lesson that has no checks.
    """
    print(report(lesson))


def report(lesson=None):
    """The text that :func:`progress` prints."""
    bank, done = lessons(), record.read()
    if lesson is not None:
        return _of_lesson(_known(lesson, bank), bank, done)
    lines = [_line(number, names, done) for number, names in bank.items()]
    names = [name for each in bank.values() for name in each]
    total = f"together: {_count(names, done)} of {len(names)} checks passed"
    return "\n".join([*lines, total, _where()])


def _line(number, names, done):
    right = _count(names, done)
    bar = "●" * right + "○" * (len(names) - right)
    return f"lesson {number}  {right:>2} of {len(names):>2}  {bar}"


def _of_lesson(number, bank, done):
    marks = {True: "✔", False: "✘", None: "○"}
    lines = [
        f"{marks[done[name]['right'] if name in done else None]} check.{name}"
        for name in bank[number]
    ]
    return "\n".join([f"lesson {number}", *lines, "✔ right  ✘ tried  ○ not tried"])


def _count(names, done):
    return sum(done.get(name, {}).get("right", False) for name in names)


def _known(lesson, bank):
    number = f"{lesson:02d}" if isinstance(lesson, int) else str(lesson).zfill(2)
    if number not in bank:
        raise ValueError(f"There is no lesson {lesson!r} with checks; there are {', '.join(bank)}.")
    return number


def _where():
    file, trouble = record.path(), record.trouble()
    kept = [] if file is None else [f"Kept in {file}."]
    return "\n".join([*kept, *([trouble] if trouble else [])])


def add_parser(subparsers):
    """Add ``coursekit progress`` to the command."""
    parser = subparsers.add_parser("progress", help="show which checks have passed")
    parser.add_argument("lesson", nargs="?", help="a lesson's number, such as 03")
    parser.set_defaults(run=_run)


def _run(args):
    try:
        progress(args.lesson)
    except ValueError as error:
        print(error)
        return 2
    return 0
