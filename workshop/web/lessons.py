"""A lesson's copy for a page of the web: the set-up cell of the page, and cells that need Keras.

Such a cell has the tag ``needs-keras`` in the lesson. Its copy shows the code and what it printed
where it was run, for no browser runs TensorFlow.
"""

import ast
import inspect
from copy import deepcopy
from importlib import import_module

import nbformat

from coursekit.notebooks import store
from workshop.lessons import compare, setup_cell

TAG = "needs-keras"
STORED = "stored-output"  # the tag of its copy
SETUP = """\
# In a page this cell makes the course ready. Nothing there stops a loop that never ends: restart
# the kernel (menu Kernel), and what you wrote stays.
from coursekit import web

web.start()"""
#: A page loads it late, with what needs it: for a cell that imports it. It cannot see what the
#: course's own functions import.
LATE = "sklearn"
FETCH = f"\n\nimport {LATE}  # the page fetches it for this lesson"
WHY = (
    "*This cell compares with Keras, which needs TensorFlow, and no browser can run that. {what} "
    "To run it yourself, open the lesson in [Colab]({colab}), in [Binder]({binder}) or at home.*"
)
PRINTED = "Below its code stands what it printed where it was run."
SILENT = "It prints nothing; its numbers stand in the text."


def notebooks(project):
    """Return the lessons and the learners' sheets, in reading order."""
    return project.lessons() + sorted((project.root / "exercises" / "release").glob("*.ipynb"))


def page_copy(project, path):
    """Return the notebook at ``path`` as a page shows it; every cell keeps its id.

    Parameters
    ----------
    project : Project
    path : Path

    Raises
    ------
    ValueError
        When a cell that needs Keras was never run, or showed more than text.
    """
    notebook = deepcopy(store.read(path))
    where = setup_cell.addresses(project, path)
    learns = any(map(_calls_late, notebook.cells))
    for place, cell in enumerate(notebook.cells):
        if setup_cell.is_setup(cell):
            cell.source, cell.outputs = SETUP + FETCH * learns, []
        elif needs_keras(cell):
            notebook.cells[place] = _shown(cell, where)
    return notebook


def needs_keras(cell):
    """Whether the point of a cell is Keras itself."""
    return cell.cell_type == "code" and TAG in cell.metadata.get("tags", [])


def _calls_late(cell):
    """Whether a cell imports a function of the course that imports scikit-learn when called."""
    if cell.cell_type != "code":
        return False
    imported = [(node, each) for node in _from_imports(cell.source) for each in node.names]
    ours = [(node.module, each.name) for node, each in imported if _is_of(node, "coursekit")]
    things = [getattr(import_module(module), name, None) for module, name in ours]
    sources = [inspect.getsource(thing) for thing in things if inspect.isfunction(thing)]
    return any(_is_of(node, LATE) for source in sources for node in _from_imports(source))


def _from_imports(source):
    """Return all ``from … import …`` of a source text."""
    return [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.ImportFrom)]


def _is_of(node, package):
    """Whether an import takes something from a package."""
    return (node.module or "").partition(".")[0] == package


def _shown(cell, where):
    """Return a cell of text with the code and the stored output."""
    printed = _printed(cell)
    why = WHY.format(what=PRINTED if printed else SILENT, **where)
    parts = [why, _fenced("python", cell.source)]
    if printed and "predict" in cell.metadata.tags:
        opened, closed = "<details><summary>The answer</summary>", "</details>"
        parts += [opened, _fenced("text", printed), closed]
    elif printed:
        parts.append(_fenced("text", printed))
    made = nbformat.v4.new_markdown_cell("\n\n".join(parts), metadata={"tags": [STORED]})
    made.id = cell.id
    return made


def _printed(cell):
    """Return what the cell printed, as text."""
    outputs = compare.joined(cell.outputs)
    if cell.execution_count is None or any(o["output_type"] != "stream" for o in outputs):
        raise ValueError(
            f"The cell {cell.id} needs Keras, so a page shows its stored output: run the lesson, "
            "and let the cell print text only."
        )
    return "".join(output["text"] for output in outputs).rstrip()


def _fenced(language, text):
    return f"```{language}\n{text}\n```"
