"""A small lesson for tests, and a way to validate it as the real ones are validated."""

import os
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import nbformat

from coursekit.notebooks import store
from coursekit.plots import words

ROOT = Path(__file__).resolve().parents[2]
VALIDATE = [
    "--nbval",
    "--nbval-current-env",
    "--nbval-cell-timeout=120",
    f"--nbval-sanitize-with={ROOT / 'tests' / 'workshop' / 'sanitize.cfg'}",
]
ADDRESS = "https://github.com/somebody/course"

# Words on a picture, any that ask for no numbers.
KEY = next(key for key, text in words.texts().items() if not words.fields(text))

# What a small lesson consists of.
TITLE = "# A small lesson\n\nIt takes five minutes."
COMPUTE = "import numpy as np\n\nscores = np.array([0.85, 0.86])\nscores.mean()"
PROSE = "## The result\n\nThe mean is **{{scores.mean():.3f}}**, all in {{scores:range:.2f}}."
SHOW = 'print("done");'
PICTURE = """from coursekit import plots

fig, ax = plots.subplots()
ax.plot(scores + 0)
plots.show(fig, "KEY")""".replace("KEY", KEY)


def write(project, name, *cells):
    """Store a lesson of Markdown cells (given as ``("md", text)``) and code cells (as text)."""
    notebook = nbformat.v4.new_notebook()
    for cell in cells:
        if isinstance(cell, tuple):
            notebook.cells.append(nbformat.v4.new_markdown_cell(cell[1]))
        else:
            notebook.cells.append(nbformat.v4.new_code_cell(cell))
    path = project.root / "notebooks" / f"{name}.ipynb"
    nbformat.write(notebook, path)
    return path


def write_small_lesson(project, name="01_small"):
    """A lesson with every part that the tools care about."""
    return write(project, name, ("md", TITLE), COMPUTE, ("md", PROSE), SHOW, PICTURE)


def change(path, alter):
    """Let `alter(notebook)` change a stored lesson."""
    notebook = store.read(path)
    alter(notebook)
    nbformat.write(notebook, path)


def cell_with(notebook, text):
    """The first cell whose source holds `text`."""
    return next(cell for cell in notebook.cells if text in cell.source)


def validate(folder, *arguments):
    """Validate lessons in a pytest of its own; return ``{(lesson, item): (message, seconds)}``.

    The message is empty for an item that passed.
    """
    report = folder / "report.xml"
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--color=no"]
    command += ["-p", "tests.support.quick_start", "-p", "workshop.lessons.validate"]
    command += [f"--junitxml={report}", "--rootdir", folder]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_ADDOPTS": ""}
    done = subprocess.run(
        [*map(str, command), *VALIDATE, *arguments, str(folder / "notebooks")],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=200,
        check=False,
    )
    assert report.exists(), done.stdout + done.stderr
    outcome = {}
    for case in ElementTree.parse(report).iter("testcase"):
        broken = [*case.iter("failure"), *case.iter("error"), *case.iter("skipped")]
        message = "\n".join(f"{b.get('message', '')}\n{b.text or ''}" for b in broken)
        name = case.get("classname").split(".")[-2]
        outcome[name, case.get("name")] = (message.strip(), float(case.get("time")))
    return outcome
