"""One assignment for one class: a notebook for every student, the key for the instructor."""

from pathlib import Path

from coursekit.classroom.classlist import Student
from coursekit.classroom.own import SAMPLE, is_own, personal, recipe
from coursekit.classroom.recipes import ANSWERS
from coursekit.classroom.release import release
from coursekit.classroom.secret import class_secret, seed_of
from coursekit.classroom.tables import write_table
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
    tables of the numbers and, where they follow from the numbers alone, of the answers.  Running it
    again gives the same numbers, so a student who joins later can be added.

    Parameters
    ----------
    source : NotebookNode
    name : str
    students : list of Student
    folder : Path

    Raises
    ------
    ValueError
        When nothing can be written there.
    """
    folder = _made(Path(folder))
    secret = class_secret(folder / KEY)
    numbers, answers = [], []
    for student in students:
        own, seed = source, seed_of(secret, name, student.id)
        if recipe(source):
            own = personal(source, seed, student)
            numbers.append([student.id, student.name, _numbers(own)])
            known = ANSWERS.get(recipe(source), lambda seed: {})(seed)
            answers += [[student.id, quantity, value] for quantity, value in known.items()]
        _write(folder / STUDENTS / student.id / f"{name}.ipynb", release(own))
        _write(folder / KEY / student.id / f"{name}.ipynb", own)
    if numbers:
        write_table(folder / KEY / f"{name}-numbers.csv", ["id", "name", "own numbers"], numbers)
    if answers:
        write_table(folder / KEY / f"{name}-answers.csv", ["id", "quantity", "value"], answers)
    return folder / STUDENTS


def _made(folder):
    try:
        for name in (KEY, STUDENTS):
            (folder / name).mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ValueError(
            f"The notebooks cannot be written to {folder} ({reason}): give --out a folder."
        ) from None
    return folder


def _numbers(notebook):
    return next(cell.source for cell in notebook.cells if is_own(cell)).replace("\n", "; ")


def _write(path, notebook):
    path.parent.mkdir(parents=True, exist_ok=True)
    store.write_if_changed(path, notebook)


def sample_numbers(source):
    """The source with the sample student's numbers, as it is stored."""
    return personal(source, SAMPLE, Student(SAMPLE)) if recipe(source) else source
