"""What happens to one lesson: run it, bind its numbers, store it."""

from coursekit import kernels
from coursekit.notebooks import store
from coursekit.notebooks.normalise import normalise
from workshop.book import glossary, onward
from workshop.lessons import bind, execute, setup_cell
from workshop.lessons.lint import formless_in, unbound_in


def run(project, path, forget=False, timeout=600):
    """Execute a lesson and store it; return its problems and whether the file changed.

    After an exception or a number that cannot be bound the file stays as it was.
    """
    notebook = store.read(path)
    prepare(notebook, project, path)
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
    normalise(notebook)
    problems = formless_in(notebook, name) + unbound_in(notebook, name)
    return problems, store.write_if_changed(path, notebook)


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
    normalise(notebook)
