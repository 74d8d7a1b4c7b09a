"""A lesson's copy for a page of the web: the set-up cell of the page, and cells that need Keras.

Such a cell has the tag ``needs-keras`` in the lesson. Its copy shows the code and what it printed
where it was run, for no browser runs TensorFlow.
"""

from copy import deepcopy

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
#: A page fetches scikit-learn for a cell that imports it, but cannot see what the course's own
#: functions import: a cell that calls such a function has this tag.
LEARNS = "needs-sklearn"
FETCH = "\n\nimport sklearn  # the page fetches it for this lesson"
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
    learns = any(LEARNS in cell.metadata.get("tags", []) for cell in notebook.cells)
    for place, cell in enumerate(notebook.cells):
        if setup_cell.is_setup(cell):
            cell.source, cell.outputs = SETUP + FETCH * learns, []
        elif needs_keras(cell):
            notebook.cells[place] = _shown(cell, where)
    return notebook


def needs_keras(cell):
    """Whether the point of a cell is Keras itself."""
    return cell.cell_type == "code" and TAG in cell.metadata.get("tags", [])


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
