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
    here = Path(start).resolve()
    for folder in (here, *here.parents, PACKAGE.parent):
        if (folder / "pyproject.toml").is_file() and list(folder.glob("notebooks/00_*.ipynb")):
            return folder
    raise FileNotFoundError(
        f"There are no lessons at {here}: download the course (the repository, not the package "
        "alone) and run this in its folder."
    )


def cache_dir():
    """Return the folder for downloads: `COURSEKIT_CACHE`, or the usual cache folder of this system.

    The folder need not exist yet; only `coursekit data fetch` creates it.
    """
    chosen = os.environ.get("COURSEKIT_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    import pooch

    return Path(pooch.os_cache("coursekit"))
