"""The command ``coursekit``: one subcommand a module, loaded only when it is called."""

import argparse
import importlib
import sys

import coursekit
from coursekit._checks import closest

# Each module offers add_parser(subparsers) and sets `run=function(args) -> exit code`.
COMMANDS = {
    "lab": ("coursekit.lab", "open your own copies of the lessons in JupyterLab"),
    "doctor": ("coursekit.doctor", "say whether this environment can run the course"),
    "data": ("coursekit.datasets.command", "list, check and fetch the data of the lessons"),
    "progress": ("coursekit.exercises.progress_report", "show which checks have passed"),
    "release": (
        "coursekit.classroom.release_command",
        "give every student of a class their own numbers, and you the key",
    ),
    "grade": ("coursekit.classroom.grade_command", "mark what a class handed in"),
    "export": (
        "coursekit.classroom.quizzes.command",
        "write quizzes and own-number questions for Canvas or Moodle",
    ),
    "version": (None, "print the version of coursekit"),
}


def main(argv=None):
    """Run ``coursekit`` with ``argv`` (the command line when left out); return the exit code."""
    argv = list(sys.argv[1:] if argv is None else argv)
    command = argv[0] if argv else None
    if command is None or command in ("-h", "--help", "help"):
        print(_overview())
        return 0
    if command in ("version", "--version", "-V"):
        print(f"coursekit {coursekit.__version__}")
        return 0
    if command not in COMMANDS:
        print(_unknown(command), file=sys.stderr)
        return 2
    return _run(command, argv)


def _run(command, argv):
    """Load the one module that ``command`` needs and hand the rest of the line to it."""
    parser = argparse.ArgumentParser(prog="coursekit")
    subparsers = parser.add_subparsers(dest="command")
    importlib.import_module(COMMANDS[command][0]).add_parser(subparsers)
    args = parser.parse_args(argv)
    try:
        return args.run(args) or 0
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130


def _overview():
    """Return the friendly page shown when no command is given."""
    lines = [
        f"coursekit {coursekit.__version__}: the tools of the neural-network course.",
        "",
        "Use it as: coursekit COMMAND",
        "",
        *(f"  {name:<11}{what}" for name, (_, what) in COMMANDS.items()),
        "",
        "`coursekit COMMAND --help` explains a command. New here? Start with: coursekit doctor",
    ]
    return "\n".join(lines)


def _unknown(command):
    """Return one sentence that names the command nearest to a misspelt one."""
    near = closest(command, COMMANDS)
    hint = f"did you mean {near!r}?" if near else f"choose from {', '.join(COMMANDS)}."
    return f"coursekit has no command {command!r}: {hint}"
