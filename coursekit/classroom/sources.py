"""The key of what is marked: a sheet has one for everybody, an assignment one for each student."""

import csv
from dataclasses import dataclass
from pathlib import Path

from coursekit._checks import nearest
from coursekit.classroom.classlist import Student, can_name_folder
from coursekit.paths import checkout


@dataclass(frozen=True)
class Source:
    """Where the keys of one assignment or sheet stand.

    Attributes
    ----------
    name : str
    students : tuple of Student or None
        Those who have a key; None when everybody has the same one.
    shared : Path or None
        The key of a sheet.
    folder : Path or None
        The key folder of an assignment.
    """

    name: str
    students: tuple | None
    shared: Path | None = None
    folder: Path | None = None

    def key(self, student):
        """The path of a student's key, by id."""
        return self.shared or self.folder / student / f"{self.name}.ipynb"

    @property
    def numbers(self):
        """The table of everybody's own numbers; empty for a sheet."""
        return "" if self.shared else str(self.folder / f"{self.name}-numbers.csv")


class Numbers:
    """``{student id: text of the cell of own numbers}``, read when somebody asks.

    Parameters
    ----------
    path : path of the table that ``coursekit release`` wrote; none is an empty one
    """

    def __init__(self, path):
        self._path = path

    def items(self):
        """Yield ``(student id, text)``."""
        for row in _rows(self._path):
            if len(row) > 2:
                yield row[0], row[2].replace("; ", "\n")


def find_source(name, key=None):
    """Return the `Source` of an assignment or a sheet.

    Parameters
    ----------
    name : str
    key : path, optional
        The folder ``key`` that ``coursekit release`` wrote; for an assignment only.  When left out,
        ``<name>/key`` in the current folder, where ``release`` writes it.

    Raises
    ------
    ValueError
        When there is no such assignment, or no key of it, or a key that is not wanted.
    """
    sheets, assignments = _known("source"), _known("assignments")
    if key is None and name in sheets:
        return Source(name, None, shared=sheets[name])
    if key is not None and name in sheets and name not in _in(Path(key)):
        raise ValueError(f"{name} is a sheet, the same for everybody: leave --key out.")
    folder = Path(key) if key is not None else Path(name) / "key"
    there = _in(folder)
    if name in there:
        return Source(name, _students(folder, name), folder=folder)
    if name not in assignments and name not in sheets:
        nearest(name, [*sheets, *assignments, *there], "assignment")
    if there:
        raise ValueError(f"{folder} holds the key of {', '.join(sorted(there))}, not of {name}.")
    raise ValueError(
        f"There is no key for {name} in {folder}: name with --key the folder “key” that "
        "`coursekit release` wrote."
    )


def _known(kind):
    """The course's own sheets or assignments; none outside a clone of the repository."""
    try:
        folder = checkout() / "exercises" / kind
    except FileNotFoundError:
        return {}
    return {path.stem: path for path in sorted(folder.glob("*.ipynb"))}


def _in(folder):
    """The names of the assignments whose keys stand in a folder."""
    return {path.stem for path in folder.glob("*/*.ipynb")}


def _students(folder, name):
    names = {row[0]: row[1] for row in _rows(folder / f"{name}-numbers.csv") if len(row) > 1}
    ids = sorted(path.parent.name for path in folder.glob(f"*/{name}.ipynb"))
    return tuple(Student(each, names.get(each, "")) for each in ids if can_name_folder(each))


def _rows(path):
    """The rows of the table of own numbers, without its header."""
    try:
        return list(csv.reader(Path(path).read_text("utf-8-sig").splitlines()))[1:]
    except (OSError, UnicodeDecodeError, csv.Error):
        return []
