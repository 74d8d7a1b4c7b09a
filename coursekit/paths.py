"""Where the course finds its data files and keeps what it downloads."""

import os
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def data_dir():
    """Return the folder of the data files: `data/` in a checkout, else the package's `_data`."""
    installed = PACKAGE / "_data"
    return installed if installed.is_dir() else PACKAGE.parent / "data"


def checkout():
    """Return the clone of the course's repository: around this folder, or around the package.

    Raises
    ------
    FileNotFoundError
        Where there is none.
    """
    here = Path.cwd().resolve()
    for folder in (here, *here.parents, PACKAGE.parent):
        if (folder / "exercises" / "assignments").is_dir() and (folder / "coursekit").is_dir():
            return folder
    raise FileNotFoundError(f"{here} lies in no clone of the course's repository.")


def cache_dir():
    """Return the folder for downloads: `COURSEKIT_CACHE`, or the usual cache folder of this system.

    The folder need not exist yet; only `coursekit data fetch` creates it.
    """
    chosen = os.environ.get("COURSEKIT_CACHE")
    if chosen:
        return Path(chosen).expanduser()
    import pooch

    return Path(pooch.os_cache("coursekit"))
