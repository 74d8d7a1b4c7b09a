"""Each lesson in Pyodide in Node, against the same lesson at home."""

import tempfile
import time
from pathlib import Path

from benchmarks.common import Result
from coursekit.notebooks import store
from workshop import kernels
from workshop.lessons import execute
from workshop.lessons.project import find_project
from workshop.web import results
from workshop.web.node import Node

ALLOWED = 4  # times the seconds at home
HOME, PAGE = "at home", "in a page"


def run(rounds=1):
    """One result for each lesson; the seconds are those of its cells, without any start."""
    project = find_project()
    with tempfile.TemporaryDirectory() as folder, Node(Path(folder)) as node:
        return [_measured(project, path, node, rounds) for path in project.lessons()]


def _measured(project, path, node, rounds):
    """Return the least seconds of a lesson: what else the machine does only adds to them."""
    seconds = {
        HOME: min(_at_home(path) for _ in range(rounds)),
        PAGE: min(results.run(node, project, path).clock for _ in range(rounds)),
    }
    ratio = seconds[PAGE] / seconds[HOME]
    target = f"{PAGE} at most {ALLOWED} times the seconds {HOME}"
    verdict = {"target": target, "ratio": ratio, "met": ratio <= ALLOWED}
    return Result(path.stem, PAGE, seconds, {HOME: ratio}, {HOME: verdict})


def _at_home(path):
    """Seconds that the cells of a lesson take in a kernel of this environment."""
    with kernels.client(store.read(path), path.parent, 600) as client:
        began = time.perf_counter()
        execute.run_cells(client)
        return time.perf_counter() - began
