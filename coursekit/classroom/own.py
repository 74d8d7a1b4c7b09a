"""Own numbers: the cell of an assignment whose figures every student gets for themselves."""

import copy

from coursekit._checks import nearest
from coursekit.classroom.recipes import RECIPES

SAMPLE = "sample"


def is_own(cell):
    """Whether the cell holds a student's own numbers."""
    return bool(cell.metadata.get("coursekit", {}).get("own"))


def recipe(notebook):
    """The name of the recipe that an assignment's own numbers follow, or an empty string."""
    return next((cell.metadata["coursekit"]["own"] for cell in notebook.cells if is_own(cell)), "")


def personal(notebook, seed, student):
    """Return a copy of an assignment with the numbers that ``seed`` gives.

    Parameters
    ----------
    notebook : NotebookNode
    seed : str
        See :func:`coursekit.classroom.secret.seed_of`.
    student : Student

    Raises
    ------
    ValueError
        When the notebook has no cell for own numbers, or names a recipe that does not exist.
    """
    name = recipe(notebook)
    if not name:
        raise ValueError("This notebook has no cell for own numbers; release it as it is.")
    nearest(name, list(RECIPES), "recipe")
    own = copy.deepcopy(notebook)
    for cell in own.cells:
        if is_own(cell):
            cell.source = cell_text(RECIPES[name](seed), student)
    return own


def cell_text(numbers, student):
    """The cell: the student's id, then one assignment a number."""
    lines = [f"student = {student.id!r}" + (f"  # {student.name}" if student.name else "")]
    lines += [f"{name} = {_literal(value)}" for name, value in numbers.items()]
    return "\n".join(lines)


def _literal(value):
    """Numbers, texts and (nested) lists as Python writes them."""
    return repr(value.tolist() if hasattr(value, "tolist") else value)
