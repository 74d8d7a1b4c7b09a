"""Each lesson in Pyodide in Node, against the same lesson at home.

Both have started and imported the packages of others before the clock runs. At home all cells run;
a page shows those that need Keras instead, so that the seconds of its own cells stand beside.
"""

import os
import tempfile
import time
from importlib.util import find_spec
from itertools import chain
from pathlib import Path

import nbformat

from benchmarks.common import BUSY, Result
from coursekit.notebooks import store
from workshop import kernels
from workshop.lessons import project as projects
from workshop.web import bytecode, lessons, results
from workshop.web.node import Node

ALLOWED = 4  # times the seconds at home
HOME, SAME, PAGE = "at home", "the page's cells at home", "in a page"
IN_PAGE_ONLY = ("pyodide_kernel", "piplite")
LIMIT = 600  # seconds for one cell


def run(rounds=1, names=()):
    """One result for each lesson, or for those named: the least seconds of some rounds."""
    project = projects.find_project()
    with tempfile.TemporaryDirectory() as folder, Node(Path(folder)) as node:
        node.run([_imports()])
        return [_measured(project, path, node, rounds) for path in projects.choose(project, names)]


def _imports(*more):
    """Return a cell that imports what the lessons import of others' packages."""
    names = [*chain.from_iterable(bytecode.GROUPS.values()), *more]
    return "\n".join(f"import {name}" for name in names if not name.startswith(IN_PAGE_ONLY))


def _measured(project, path, node, rounds):
    """Return the least seconds of a lesson: what else the machine does only adds to them."""
    shown = {cell.id for cell in lessons.page_copy(project, path).cells if cell.cell_type == "code"}
    home = min((_at_home(path) for _ in range(rounds)), key=lambda each: sum(each.values()))
    page = min((results.run(node, project, path) for _ in range(rounds)), key=lambda r: r.clock)
    seconds = {
        HOME: sum(home.values()),
        SAME: sum(value for name, value in home.items() if name in shown),
        PAGE: page.clock,
    }
    ratios = {name: page.clock / seconds[name] for name in (HOME, SAME)}
    target = f"{PAGE} at most {ALLOWED} times the seconds {HOME}"
    verdict = {"target": target, "ratio": ratios[HOME], "met": ratios[HOME] <= ALLOWED}
    return Result(path.stem, PAGE, seconds, ratios, {HOME: verdict}, note=_note(page))


def _note(page):
    """Say what makes a time worth less: errors, other outputs, a busy machine."""
    said = [f"{len(page.exceptions)} exceptions"] if page.exceptions else []
    said += [f"{len(page.differences)} other outputs"] if page.differences else []
    busy = page.clock > BUSY * page.seconds
    return ", ".join(said + ["the machine was busy"] * busy)


def _at_home(path):
    """Seconds of each code cell of a lesson in a kernel of this environment, by its id."""
    notebook = store.read(path)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    keras = ["keras"] if find_spec("keras") else []
    notebook.cells = [nbformat.v4.new_code_cell(_imports(*keras)), *cells]
    seconds = {}
    with kernels.client(notebook, path.parent, LIMIT) as client:
        for place, cell in enumerate(notebook.cells):
            began = time.perf_counter()
            client.execute_cell(cell, place)
            seconds[cell.id] = time.perf_counter() - began
    del seconds[notebook.cells[0].id]
    return seconds


def table(found):
    """The results as a Markdown table, a lesson a line, and how busy the machine is."""
    lines = [
        f"| lesson | {HOME} | {SAME} | {PAGE} | ratio | of the same cells | |",
        "|---|---|---|---|---|---|---|",
    ]
    for result in found:
        times = " | ".join(f"{result.seconds[name]:.1f} s" for name in (HOME, SAME, PAGE))
        ratios = " | ".join(f"{result.ratios[name]:.1f}" for name in (HOME, SAME))
        missed = "" if result.verdicts[HOME]["met"] else f"**more than {ALLOWED}** "
        lines.append(f"| {result.work} | {times} | {ratios} | {missed}{result.note} |")
    load = f"{os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else "unknown"
    return "\n".join([*lines, "", f"Load of the machine at the end: {load}; 1 is this run alone."])
