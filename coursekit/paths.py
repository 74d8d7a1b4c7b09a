"""Where the course finds its data files and keeps what it downloads."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_dir():
    """Return the folder of the data files: `data/` in a checkout, else the package's `_data`."""
    installed = PACKAGE / "_data"
    return installed if installed.is_dir() else PACKAGE.parent / "data"


def checkout(start="."):
    """Return the folder of the course that holds `start`, else the one this package lies in.

    Raises
    ------
    FileNotFoundError
        If there is none: the package alone has no lessons and no exercises.
    """
    folder = folder_around(start, _has_lessons)
    if folder is None:
        raise FileNotFoundError(
            f"There are no lessons at {Path(start).resolve()}: download the course (the "
            "repository, not the package alone) and run this in its folder."
        )
    return folder


def folder_around(start, is_wanted):
    """Return the nearest folder that holds `start` and is wanted, else the package's, else None."""
    here = Path(start).resolve()
    return next(filter(is_wanted, (here, *here.parents, PACKAGE.parent)), None)


def _has_lessons(folder):
    return (folder / "pyproject.toml").is_file() and any(folder.glob("notebooks/00_*.ipynb"))


def cache_dir():
    """Return the folder for downloads: `COURSEKIT_CACHE`, or the usual cache folder of this system.

    The folder need not exist yet; only `coursekit data fetch` creates it.
    """
    chosen = os.environ.get("COURSEKIT_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    try:
        import pooch
    except ImportError:  # a page of the web has no lzma, which pooch imports
        return Path.home() / ".cache" / "coursekit"
    return Path(pooch.os_cache("coursekit"))
