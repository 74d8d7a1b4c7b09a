"""Own numbers: the cell of an assignment whose figures every student gets for themselves."""

import ast
import copy

from coursekit._checks import nearest
from coursekit.classroom.recipes import RECIPES

SAMPLE = "sample"
MOST_TEXT = 20_000


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


def notes(submitted, key, numbers=None):
    """Sentences about the cell of own numbers as it was handed in.

    Parameters
    ----------
    submitted : str or None
        The student's cell; ``None`` when it is missing.
    key : NotebookNode
        The key, with the numbers that were handed out.
    numbers : dict, optional
        ``{student id: text of the cell}`` of the class.
    """
    mine = next((cell.source for cell in key.cells if is_own(cell)), None)
    if mine is None:
        return []
    if submitted is None:
        return ["The cell of own numbers is missing; marked with those handed out."]
    wanted, found = values_of(mine), values_of(submitted)
    if wanted == found:
        return []
    for student, text in (numbers or {}).items():
        other = values_of(text)
        if other == found or _drawn(other) == _drawn(found):
            return [f"The own numbers are those of {student}; marked with those handed out."]
    changed = [name for name in wanted if wanted[name] != found.get(name)]
    named = ", ".join(changed) or "more was added"
    return [f"The own numbers were changed ({named}); marked with those handed out."]


def _drawn(values):
    return {name: value for name, value in values.items() if name != "student"}


def values_of(text):
    """``{name: value}`` of a cell of own numbers; what is no plain value is left out."""
    try:
        body = ast.parse(text[:MOST_TEXT]).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return {}
    found = {}
    for statement in body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            try:
                found[statement.targets[0].id] = ast.literal_eval(statement.value)
            except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
                found[statement.targets[0].id] = ...
    return found
