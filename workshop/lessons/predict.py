"""Hides the answer to a prediction: what is stored stays folded until the reader opens it.

In JupyterLab and Notebook 7 the mark ``outputs_hidden`` folds it. They show the first line of
what they fold, which would tell the answer; so a curtain, a line of its own, stands before it. A
click on it opens the answer, and so does running the cell. In a page made by nbconvert the template
``workshop/page`` folds it.
"""

import re

import nbformat

from workshop.lessons.compare import is_curtain

TAG = "predict"
CURTAIN = "The answer"  # what the folded output shows

_ASKS = re.compile(r"(?:\A|\n\n)\*\*Predict first\.\*\*(?:(?!\n\n).)*\Z", re.DOTALL)
_IS_ASKED = re.compile(r"\bexplore\.\w+\(|\bquiz\(|\bcheck\.\w+\(")


def mark(notebook):
    """Give each cell that answers a prediction its tag and a folded output; clear all others.

    Where a cell shows nothing there is nothing to fold.
    """
    answers = {id(cell) for cell in answering(notebook)}
    for cell in notebook.cells:
        if cell.cell_type != "code":
            continue
        tags = [tag for tag in cell.metadata.get("tags", []) if tag != TAG]
        own = {k: v for k, v in cell.metadata.get("jupyter", {}).items() if k != "outputs_hidden"}
        outputs = [output for output in cell.outputs if not is_curtain(output)]
        if id(cell) in answers:
            tags, own = [*tags, TAG], {**own, "outputs_hidden": True}
            outputs.insert(0, _curtain())
        cell.outputs = outputs
        for key, value in (("tags", tags), ("jupyter", own)):
            cell.metadata.pop(key, None)
            if value:
                cell.metadata[key] = value


def _curtain():
    return nbformat.v4.new_output(
        "display_data", data={"text/plain": CURTAIN}, metadata={"coursekit": {"curtain": True}}
    )


def answering(notebook):
    """The code cells behind a Markdown cell that ends with "**Predict first.** …", up to the next.

    An explorer, a quiz and a check ask the reader themselves, so they stay open, and what follows
    them as well.
    """
    asked = False
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            asked = bool(_ASKS.search(cell.source.rstrip()))
        elif cell.cell_type == "code":
            asked = asked and not _IS_ASKED.search(cell.source)
            if asked and cell.outputs:
                yield cell


def problems(notebook, name):
    """A sentence on the cells whose answer is not hidden, or hidden without a question."""
    answers = {id(cell) for cell in answering(notebook)}
    wrong = [
        cell.id
        for cell in notebook.cells
        if cell.cell_type == "code" and (id(cell) in answers) != is_marked(cell)
    ]
    if wrong:
        yield (
            f"{name} hides other outputs than the answers to its predictions (cells "
            f"{', '.join(wrong)}); run `python -m workshop tidy`."
        )


def is_marked(cell):
    """Whether a cell has the tag, and its output is folded behind the curtain."""
    folded = cell.metadata.get("jupyter", {}).get("outputs_hidden", False)
    behind = bool(cell.get("outputs")) and is_curtain(cell.outputs[0])
    return bool(TAG in cell.metadata.get("tags", []) and folded and behind)
