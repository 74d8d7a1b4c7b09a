"""The proof that exercises are sound: a source passes every graded test, its release none."""

import tempfile
from pathlib import Path

from coursekit._checks import NOT_ATTEMPTED
from coursekit.classroom.limits import Limits
from coursekit.classroom.marking import mark
from coursekit.classroom.release import release
from coursekit.classroom.states import State
from coursekit.notebooks import store
from workshop.exercises import in_order
from workshop.exercises.build import assignments, released, sources


def prove(project, names=(), report=lambda line: None):
    """Run sources, releases and assignments; return a sentence for each cell that ends wrongly.

    Parameters
    ----------
    project : Project
    names : sequence of str
        Starts of names; all sources when empty.
    report : callable
        Gets one line per notebook.

    Raises
    ------
    ValueError
        When no notebook begins with one of the names.
    """
    _must_exist(project, names)
    problems = []
    for path in sources(project):
        if names and not path.name.startswith(tuple(names)):
            continue
        found = prove_source(path) + prove_release(released(project, path), path)
        report(f"{path.stem}: {'sound' if not found else f'{len(found)} problems'}")
        problems += found
    for path in assignments(project):
        if names and not path.name.startswith(tuple(names)):
            continue
        found = prove_source(path) + prove_empty(path)
        report(f"{path.stem}: {'sound' if not found else f'{len(found)} problems'}")
        problems += found
    return problems


def _must_exist(project, names):
    known = [path.stem for path in (*sources(project), *assignments(project))]
    for name in names:
        if not any(stem.startswith(name.removesuffix(".ipynb")) for stem in known):
            raise ValueError(f"There is no exercise {name!r}; there are: {', '.join(known)}.")


def prove_empty(path, kernel=True):
    """Sentences about graded cells of an assignment that do not tell an empty answer."""
    key = store.read(path)
    return _of_empty(path, release(key), key, kernel)


def prove_source(path, kernel=True):
    """Sentences about graded cells that the solutions do not pass, in a kernel and when marked."""
    key = store.read(path)
    reasons = [*_in_order(key, kernel).items(), *((t.grade_id, t.reason) for t in _tasks(key, key))]
    return [
        f"{path.name}: the solution fails {name}: {reason}" for name, reason in reasons if reason
    ]


def prove_release(path, source, kernel=True):
    """Sentences about graded cells of a release that do not tell an empty answer."""
    if not path.is_file():
        return [f"{path.name} has no release yet: run `make exercises`."]
    return _of_empty(path, store.read(path), store.read(source), kernel)


def _in_order(notebook, kernel):
    """What a run from top to bottom in a kernel gives, or nothing where none is wanted."""
    if not kernel:
        return {}
    with tempfile.TemporaryDirectory() as folder:
        return in_order.run(notebook, Path(folder), timeout=120)


def _of_empty(path, empty, key, kernel):
    reasons = _in_order(empty, kernel)
    passed = [f"{path.name}: an empty answer passes {n}." for n, why in reasons.items() if not why]
    passed += [
        f"{path.name}: {name} says of an empty answer “{reason}”."
        for name, reason in reasons.items()
        if reason not in ("", NOT_ATTEMPTED)
    ]
    return passed + [
        f"{path.name}: an empty {task.grade_id} is marked as {task.state}: {task.reason}."
        for task in _tasks(empty, key)
        if task.state is not State.NOT_ATTEMPTED
    ]


def _tasks(submission, key):
    """The marks; what runs here are the sources of this repository, so no sandbox is needed."""
    return mark(submission, key, Limits(cell=120), "trust").tasks
