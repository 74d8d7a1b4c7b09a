"""From a source notebook with solutions to the notebook a learner gets."""

import copy

from coursekit.classroom import cells
from coursekit.notebooks import normalise

#: A line shorter than this may stand in a release by chance (``return a``).
SHORT = 16


def release(notebook):
    """Return the learner's copy: no solution, no hidden test, no output, no run numbers.

    Parameters
    ----------
    notebook : NotebookNode
        A source with nbgrader's metadata and delimiters.

    Returns
    -------
    NotebookNode
        A new notebook; the same source always gives the same bytes.
    """
    learner = copy.deepcopy(notebook)
    clean(learner)
    for cell in learner.cells:
        if cell.cell_type == "code":
            cell.source = cells.without_hidden_tests(cells.without_solution(cell.source))
    return learner


def clean(notebook):
    """Bring a source to its stored form, in place: tidy metadata, stable ids, nothing executed."""
    kept = [
        (cell, {key: cell.metadata[key] for key in ("nbgrader",) if key in cell.metadata})
        for cell in notebook.cells
    ]
    normalise.normalise(notebook)
    for cell, metadata in kept:
        cell.metadata.update(metadata)
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None


def source_problems(notebook, name):
    """Sentences about what keeps a source from being released; an empty list when all is well."""
    problems, seen = [], set()
    for cell in notebook.cells:
        where = f"{name}, cell {cell.get('id', '?')}"
        grade_id = cells.grade_id(cell)
        if grade_id in seen:
            problems.append(f"{where}: the grade id {grade_id!r} is taken twice.")
        seen.add(grade_id or object())
        if trouble := cells.delimiter_problem(cell.source):
            problems.append(f"{where}: {trouble}.")
        problems += [f"{where}: {sentence}" for sentence in _cell_problems(cell)]
    if not any(cells.is_graded(cell) for cell in notebook.cells):
        problems.append(f"{name}: no cell gives points.")
    return problems


def _cell_problems(cell):
    has_solution = "### BEGIN SOLUTION" in cell.source
    if cells.is_solution(cell) and not has_solution:
        yield "a solution cell without “### BEGIN SOLUTION”: it would be released with its answer."
    if has_solution and not cells.is_solution(cell):
        yield "a solution stands in a cell that nbgrader does not know as a solution cell."
    if "### BEGIN HIDDEN TESTS" in cell.source and not cells.is_graded(cell):
        yield "hidden tests stand in a cell that gives no points."
    if cells.is_graded(cell) and cells.points(cell) <= 0:
        yield "a graded cell must give at least one point."
    if cells.is_graded(cell) and not cells.is_locked(cell):
        yield "a graded cell must be locked."
    if cells.is_graded(cell) and not cells.without_hidden_tests(cell.source).strip():
        yield "a graded cell needs a visible test too: an empty cell would pass for everybody."
    if cells.is_graded(cell) and "### BEGIN HIDDEN TESTS" not in cell.source:
        yield "a graded cell needs a hidden test: visible tests alone can be answered by heart."


def leaks(source, learner):
    """Lines of solutions and hidden tests that can be found in the learner's notebook."""
    secret = {
        line.strip()
        for cell in source.cells
        for region in cells.regions(cell.source)
        for line in region.splitlines()
        if len(line.strip()) >= SHORT and not line.strip().startswith("#")
    }
    shown = "\n".join(cell.source for cell in learner.cells)
    return sorted(line for line in secret if line in shown)
