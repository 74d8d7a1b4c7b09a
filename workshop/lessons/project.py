"""Where the project stands: its root folder, its public address and its lessons."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from coursekit import paths
from coursekit._checks import closest


@dataclass(frozen=True)
class Project:
    """A checkout of the course.

    Parameters
    ----------
    root : Path
        The folder that holds ``pyproject.toml``.
    repository : str
        The public address, such as ``https://github.com/OWNER/coursekit``.
    branch : str, default "main"
        The branch that badges and links point to.
    strict : bool, default False
        Whether `check` also holds the lessons to the limits in `workshop/lessons/limits.py`
        (``strict-lessons`` in ``pyproject.toml``).
    pyodide : str, default "here"
        Where pages of the site find Pyodide's own packages; ``"here"``: on the site itself.
    """

    root: Path
    repository: str
    branch: str = "main"
    strict: bool = False
    pyodide: str = "here"

    @property
    def slug(self):
        """``OWNER/coursekit``: the part of the address that Colab and Binder ask for."""
        return self.repository.removeprefix("https://github.com/")

    def lessons(self):
        """All lessons, in reading order."""
        return sorted((self.root / "notebooks").glob("*.ipynb"))

    def relative(self, path):
        """The path of a notebook inside the repository, with forward slashes."""
        return Path(path).resolve().relative_to(self.root.resolve()).as_posix()


def find_project(start=None):
    """Find the checkout that holds `start`, or else this package.

    The address is read from one place: ``repository`` under ``[tool.coursekit]`` in
    ``pyproject.toml``.
    """
    folder = paths.folder_around(start or ".", lambda folder: _settings(folder) is not None)
    if folder is None:
        raise FileNotFoundError(
            f"No course found at {Path(start or '.').resolve()}: run this inside a checkout whose "
            "pyproject.toml has a [tool.coursekit] section with the repository's address."
        )
    settings = _settings(folder)
    return Project(
        folder,
        _address(settings),
        settings.get("branch", "main"),
        settings.get("strict-lessons", False),
        settings.get("pyodide", "here"),
    )


def _settings(folder):
    path = folder / "pyproject.toml"
    if not path.is_file():
        return None
    return tomllib.loads(path.read_text("utf-8")).get("tool", {}).get("coursekit")


def _address(settings):
    address = str(settings.get("repository", "")).rstrip("/").removesuffix(".git")
    parts = address.removeprefix("https://github.com/").split("/")
    if not address.startswith("https://github.com/") or len(parts) != 2 or not all(parts):
        raise ValueError(
            "pyproject.toml: repository under [tool.coursekit] must look like "
            f"https://github.com/NAME/coursekit, got {address!r}."
        )
    return address


def choose(project, names):
    """The notebooks that `names` mean: paths, names or starts of names; all when empty."""
    lessons = project.lessons()
    if not names:
        return lessons
    chosen = []
    for name in names:
        path = Path(name)
        if path.suffix == ".ipynb" and path.is_file():
            chosen.append(path.resolve())
            continue
        stem = path.name.removesuffix(".ipynb")
        found = [lesson for lesson in lessons if lesson.stem.startswith(stem)]
        if not found:
            raise ValueError(f"No lesson is called {name!r}.{_nearest(stem, lessons)}")
        chosen.extend(found)
    return sorted(set(chosen))


def _nearest(stem, lessons):
    stems = [lesson.stem for lesson in lessons]
    by_part = {part: name for name in stems for part in (*name.split("_"), name, name[3:])}
    close = closest(stem, by_part, likeness=0.7)
    if close:
        return f" Did you mean {by_part[close]!r}?"
    if not stems:
        return " There are no lessons here."
    first, last = stems[0][:2], stems[-1][:2]
    return f" Name a lesson by its number, {first} to {last}, or by its file: {stems[0]!r}."
