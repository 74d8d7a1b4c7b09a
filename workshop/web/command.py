"""``python -m workshop web``: the course in Pyodide, as a page of the web runs it."""

import sys

from workshop.web import pyodide


def add_parser(actions):
    """Add ``web`` with its own actions."""
    parser = actions.add_parser("web", help="run the lessons in Pyodide, as a page does")
    parts = parser.add_subparsers(dest="part", required=True)
    fetch = parts.add_parser("fetch", help="fetch Pyodide and its packages, verified, once")
    fetch.set_defaults(run=fetch_pyodide)


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
