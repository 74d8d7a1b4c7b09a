"""One assignment for one class: a notebook for every student, the key for the instructor."""

import csv
from pathlib import Path

from coursekit.grading.own import SAMPLE, personal, recipe
from coursekit.grading.release import release
from coursekit.grading.secret import class_secret, seed_of
from coursekit.notebooks import store

KEY = "key"
STUDENTS = "students"


def find_assignment(folder, name):
    """The source of an assignment, by the name of its notebook.

    Raises
    ------
    ValueError
        With the names that exist.
    """
    path = Path(folder) / f"{name}.ipynb"
    if not path.is_file():
        known = ", ".join(sorted(p.stem for p in Path(folder).glob("*.ipynb"))) or "none"
        raise ValueError(f"There is no assignment {name!r}; there are: {known}.")
    return path


def hand_out(source, name, students, folder):
    """Write one notebook a student and the key; return the folder of the students' notebooks.

    ``folder/students/<id>/<name>.ipynb`` is what a student gets.  ``folder/key`` is for the
    instructor alone: the class's secret, every student's notebook with solutions and hidden tests,
    and ``numbers.csv``.  Running it again gives the same numbers.

    Parameters
    ----------
    source : NotebookNode
    name : str
    students : list of Student
    folder : Path
    """
    folder = Path(folder)
    secret = class_secret(folder / KEY)
    rows = []
    for student in students:
        own = source
        if recipe(source):
            own = personal(source, seed_of(secret, name, student.id), student)
            rows.append([student.id, student.name, _numbers(own)])
        _write(folder / STUDENTS / student.id / f"{name}.ipynb", release(own))
        _write(folder / KEY / student.id / f"{name}.ipynb", own)
    _write_numbers(folder / KEY / f"{name}-numbers.csv", rows)
    return folder / STUDENTS


def _numbers(notebook):
    from coursekit.grading.own import is_own

    return next(cell.source for cell in notebook.cells if is_own(cell)).replace("\n", "; ")


def _write(path, notebook):
    path.parent.mkdir(parents=True, exist_ok=True)
    store.write_if_changed(path, notebook)


def _write_numbers(path, rows):
    if not rows:
        return
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "own numbers"])
        writer.writerows(rows)


def sample_numbers(source):
    """The source with the sample student's numbers, as it is stored."""
    from coursekit.grading.classlist import Student

    return personal(source, SAMPLE, Student(SAMPLE)) if recipe(source) else source
