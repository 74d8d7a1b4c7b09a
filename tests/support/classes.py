"""A class in small: an assignment, its key, and what students hand in."""

import io
import json
import zipfile

from nbformat import v4

from coursekit.classroom.release import release
from coursekit.notebooks import store

NAME = "hand-computation"


def code(source, **nbgrader):
    """A code cell with nbgrader's marks."""
    record = {"grade": False, "locked": False, "solution": False, "grade_id": "", **nbgrader}
    return v4.new_code_cell(source, metadata={"nbgrader": record})


def key(student="ada"):
    """Two answers, of a function and of two values, with own numbers and a task for a person."""
    own = code(f"student = {student!r}\nn = 3", locked=True, grade_id="own_numbers")
    own.metadata["coursekit"] = {"own": NAME}
    hidden = "attempted({0})\n### BEGIN HIDDEN TESTS\nassert {1}\n### END HIDDEN TESTS"
    answer = "### BEGIN SOLUTION\n{0}\n### END SOLUTION"
    return v4.new_notebook(
        cells=[
            v4.new_code_cell("from coursekit.exercises import attempted"),
            own,
            v4.new_markdown_cell("## 1. Twice"),
            code(
                "def double(x):\n    ### BEGIN SOLUTION\n    twice = x + x\n    return twice\n"
                "    ### END SOLUTION",
                solution=True,
                grade_id="double",
            ),
            v4.new_code_cell("print(n)"),
            code(
                hidden.format("double", "double(2) == 4"),
                grade=True,
                locked=True,
                points=2,
                grade_id="double_tests",
            ),
            v4.new_markdown_cell("## 2. Two values"),
            code(
                "low = ...\nhigh = ...\n" + answer.format("low = n - 1\nhigh = n + 1"),
                solution=True,
                grade_id="values",
            ),
            code(
                hidden.format("low", "low == n - 1 and high == n + 1"),
                grade=True,
                locked=True,
                points=3,
                grade_id="values_tests",
            ),
            v4.new_markdown_cell(
                "## 3. In words",
                metadata={"nbgrader": {"grade_id": "words", "task": True, "points": 5}},
            ),
        ]
    )


def answered(student="ada", double="    return 2 * x", values="low = 2\nhigh = 4"):
    """A submission: what was handed out, with answers."""
    notebook = release(key(student))
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == "double":
            cell.source = f"def double(x):\n{double}"
        elif cell.metadata.get("nbgrader", {}).get("grade_id") == "values":
            cell.source = values
    return notebook


def data(notebook):
    """The bytes of a notebook's file."""
    return store.text_of(notebook).encode()


def write_key(folder, students, name=NAME):
    """A key folder as ``coursekit release`` writes it."""
    for student in students:
        (folder / student).mkdir(parents=True)
        (folder / student / f"{name}.ipynb").write_bytes(data(key(student)))
    return folder


def write_tree(folder, files):
    """Write ``{path: bytes}`` below a folder."""
    for name, content in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def zipped(files):
    """The bytes of a zip of ``{name: bytes}``."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file.getvalue()


def small(student="", text="x"):
    """The bytes of a notebook that only says whose it is."""
    source = f"student = {student!r}\n{text}" if student else text
    return json.dumps({"cells": [{"cell_type": "code", "source": [source]}]}).encode()
