"""``make exercises``: the releases, and the solutions that ``check.<name>.solution()`` prints."""

import json
from pathlib import Path

from coursekit.classroom import cells
from coursekit.classroom.assignment import sample_numbers
from coursekit.classroom.release import clean, leaks, release, source_problems
from coursekit.notebooks import store
from workshop.exercises import catalogue
from workshop.lessons import setup_cell


def sources(project):
    """The exercise notebooks with their solutions, in reading order."""
    return sorted((project.root / "exercises" / "source").glob("*.ipynb"))


def assignments(project):
    """The assignments with their solutions; students get theirs from ``coursekit release``."""
    return sorted((project.root / "exercises" / "assignments").glob("*.ipynb"))


def released(project, path):
    """Where the release of a source stands."""
    return project.root / "exercises" / "release" / Path(path).name


def solutions_file(project):
    """Where the package keeps the solutions' texts."""
    return project.root / "coursekit" / "exercises" / "solutions.json"


def build(project):
    """Write every release and the solutions; return the problems and the files that changed.

    Sources and assignments are brought to their stored form.  Nothing is written when one of them
    has a problem.
    """
    problems, ready, solutions = [], [], {}
    for path in assignments(project):
        source = tidy_assignment(store.read(path), project)
        problems += source_problems(source, path.name) + _leaks(path, source, release(source))
        ready.append((path, source))
    for path in sources(project):
        source = store.read(path)
        problems += source_problems(source, path.name)
        if problems:
            continue
        setup_cell.refresh(source, project, released(project, path))
        clean(source)
        learner = release(source)
        problems += _leaks(path, source, learner)
        ready += [(path, source), (released(project, path), learner)]
        solutions.update(solution_texts(source))
    if problems:
        return problems, []
    return [], _write(project, ready, solutions)


def tidy_assignment(notebook, project):
    """The stored form of an assignment: set-up cell, and the sample student's numbers."""
    setup_cell.ensure_setup(notebook, project)
    clean(notebook)
    return sample_numbers(notebook)


def _leaks(path, source, learner):
    return [f"{path.name}: the release would show “{line}”." for line in leaks(source, learner)]


def solution_texts(source):
    """``{grade id: solution}`` of one source."""
    return {
        cells.grade_id(cell): cells.solution_text(cell.source)
        for cell in source.cells
        if cells.is_solution(cell)
    }


def _write(project, notebooks, solutions):
    (project.root / "exercises" / "release").mkdir(parents=True, exist_ok=True)
    changed = [path for path, notebook in notebooks if store.write_if_changed(path, notebook)]
    wanted = {path for path, _ in notebooks}  # a release without its source goes
    for stale in sorted((project.root / "exercises" / "release").glob("*.ipynb")):
        if stale not in wanted:
            stale.unlink()
            changed.append(stale)
    guide = project.root / "exercises" / "README.md"
    if guide.is_file():
        text = catalogue.refreshed(guide.read_text("utf-8"), sources(project))
        changed += [guide] * store.write_text_if_changed(guide, text)
    text = json.dumps(solutions, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if store.write_text_if_changed(solutions_file(project), text):
        changed.append(solutions_file(project))
    return changed
