"""``python -m workshop web``: the course in Pyodide, as a page of the web runs it."""

import sys
import tempfile
from pathlib import Path

from workshop.lessons import project as projects
from workshop.web import pyodide, results


def add_parser(actions):
    """Add ``web`` with its own actions."""
    parser = actions.add_parser("web", help="run the lessons in Pyodide, as a page does")
    parts = parser.add_subparsers(dest="part", required=True)
    fetch = parts.add_parser("fetch", help="fetch Pyodide and its packages, verified, once")
    fetch.set_defaults(run=fetch_pyodide)
    run = parts.add_parser("run", help="run lessons in Node, and say what differs from home")
    run.add_argument("names", nargs="*", help="lessons, such as 01 (default: all)")
    run.set_defaults(run=run_lessons)


def fetch_pyodide(options):
    """Fetch what is missing; return 1 after a sentence when it cannot be had."""
    try:
        if not pyodide.whole():
            print("Fetching Pyodide and its packages for the tests (60 MB, once) …", flush=True)
            pyodide.fetch()
    except pyodide.Gone as gone:
        print(gone, file=sys.stderr)
        return 1
    return 0


def run_lessons(options):
    """Print a table of lessons with exceptions, other outputs and seconds; 1 if any is not 0."""
    from workshop.web.node import Node

    try:
        project = projects.find_project()
        paths = projects.choose(project, options.names)
        pyodide.fetch()
    except (ValueError, FileNotFoundError, pyodide.Gone) as error:
        print(error, file=sys.stderr)
        return 1
    print(results.HEAD, flush=True)
    failed = False
    with tempfile.TemporaryDirectory() as folder, Node(Path(folder)) as node:
        for path in paths:
            result = results.run(node, project, path)
            print(result.row(results.seconds_at_home(project, path)), flush=True)
            for sentence in result.exceptions + result.differences:
                print(f"    {sentence}", file=sys.stderr, flush=True)
            failed |= bool(result.exceptions or result.differences)
    return int(failed)
