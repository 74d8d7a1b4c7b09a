"""What happens to one lesson: run it, bind its numbers, store it."""

from copy import deepcopy

from coursekit.notebooks import store
from coursekit.notebooks.normalise import normalise
from workshop import kernels
from workshop.book import effort, glossary, onward
from workshop.lessons import bind, execute, predict, setup_cell
from workshop.lessons.compare import output_differences, rules_of
from workshop.lessons.lint import formless_in, unbound_in


def run(project, path, forget=False, timeout=600):
    """Execute a lesson and store it; return its problems and whether the file changed.

    After an exception or a number that cannot be bound the file stays as it was.
    """
    notebook = store.read(path)
    prepare(notebook, project, path)
    stored = deepcopy(notebook)
    name = path.name
    try:
        with kernels.client(notebook, path.parent, timeout) as client:
            execute.run_cells(client)
            problems = bind.rewrite(
                notebook, name, lambda records: execute.evaluate(client.kc, records), forget
            )
    except execute.LessonError as error:
        return [f"{name}, {error}"], False
    if problems:
        return problems, False
    effort.write(notebook)
    normalise(notebook)
    _keep_what_agrees(stored, notebook)
    predict.mark(notebook)
    problems = formless_in(notebook, name) + unbound_in(notebook, name)
    return problems, store.write_if_changed(path, notebook)


def _keep_what_agrees(stored, notebook):
    """Keep a stored text where this run differs in a last digit or a measured speed only.

    So a run on another machine changes no more of the file than it has to.
    """
    old = {cell.id: cell for cell in stored.cells if cell.cell_type == "code"}
    for cell in notebook.cells:
        before = old.get(cell.id)
        if before is None or _has_pictures(cell):
            continue
        speeds = [rule for rule in rules_of(cell) if None in rule.get("band", ())]
        if not output_differences(before.outputs, cell.outputs, speeds):
            cell.outputs = before.outputs


def _has_pictures(cell):
    return any(key.startswith("image/") for out in cell.outputs for key in out.get("data", ()))


def measure(project, path, seeds=0, timeout=600):
    """Run a stored lesson in several ways and store its spreads; see `spread`."""
    from workshop.lessons import spread

    notebook = store.read(path)
    try:
        problems = spread.measure(notebook, path.parent, timeout, seeds)
    except execute.LessonError as error:
        return [f"{path.name}, {error}"], False
    problems = [f"{path.name}, {problem}" for problem in problems]
    return problems, store.write_if_changed(path, notebook)


def tidy(project, path):
    """Store a lesson in tidy form without executing it; say whether the file changed."""
    notebook = store.read(path)
    prepare(notebook, project, path)
    return store.write_if_changed(path, notebook)


def prepare(notebook, project, path):
    """Bring head, ids and metadata in order, and lead on from the lesson's end."""
    setup_cell.refresh(notebook, project, path)
    glossary.point(notebook)
    onward.lead_on(notebook, project)
    effort.write(notebook)
    predict.mark(notebook)
    normalise(notebook)
