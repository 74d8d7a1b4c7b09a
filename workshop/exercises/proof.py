"""The proof that exercises are sound: a source passes every graded test, its release none."""

import tempfile
from pathlib import Path

from coursekit.classroom import trial
from coursekit.classroom.release import release
from coursekit.exercises.verdict import NOT_ATTEMPTED
from coursekit.notebooks import store
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
        found = prove_source(path) + prove_release(released(project, path))
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


def prove_empty(path):
    """Sentences about graded cells of an assignment that do not tell an empty answer."""
    with tempfile.TemporaryDirectory() as folder:
        found = trial.run(release(store.read(path)), Path(folder), timeout=120)
    return _of_empty(path, found)


def prove_source(path):
    """Sentences about graded cells that the solutions do not pass."""
    return [
        f"{path.name}: the solution fails {mark.grade_id}: {mark.reason}"
        for mark in _marks(path)
        if mark.points < mark.worth
    ]


def prove_release(path):
    """Sentences about graded cells of a release that do not tell an empty answer."""
    if not path.is_file():
        return [f"{path.name} has no release yet: run `make exercises`."]
    return _of_empty(path, _marks(path))


def _of_empty(path, marks):
    passed = [
        f"{path.name}: an empty answer passes {mark.grade_id}." for mark in marks if mark.points
    ]
    return passed + [
        f"{path.name}: {mark.grade_id} says of an empty answer “{mark.reason}”."
        for mark in marks
        if not mark.points and mark.reason != NOT_ATTEMPTED
    ]


def _marks(path):
    with tempfile.TemporaryDirectory() as folder:
        return trial.run(store.read(path), Path(folder), timeout=120)
