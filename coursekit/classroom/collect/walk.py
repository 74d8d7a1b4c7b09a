"""Everything that lies in a folder or a zip, with what no submission consists of passed over."""

import os
import re
import time
from pathlib import Path

from coursekit.classroom.collect import zips
from coursekit.classroom.collect.files import File

MOST = 200_000
NOTEBOOK_ENDS = (".ipynb", ".ipynb.txt", ".ipynb.json")
_NO_FILE = "it is a link, a pipe or a device, not a file"


def everything(submitted):
    """Return a `File` for each file, in the order of the names.

    Parameters
    ----------
    submitted : Path
        A folder or a zip.

    Raises
    ------
    ValueError
        When it is neither, or holds more than 200,000 files.
    """
    submitted = Path(submitted)
    if submitted.is_dir():
        found = _below(str(submitted), "")
    elif submitted.is_file() and submitted.suffix.lower() == ".zip":
        found = (
            _without_head(file, submitted.name)
            for file in zips.members(str(submitted), submitted.name)
        )
    else:
        raise ValueError(f"{submitted} is neither a folder nor a zip: name what was handed in.")
    files = []
    for file in found:
        if not _is_leftover(file):
            files.append(file)
        if len(files) > MOST:
            raise ValueError(f"{submitted} holds more than {MOST:,} files: is it the right folder?")
    return sorted(files, key=lambda file: (file.name, file.inside))


def is_notebook(file):
    """Whether the name says that it is a notebook, however a browser stored it."""
    return file.name.lower().endswith(NOTEBOOK_ENDS)


def _below(folder, prefix):
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        reason = (error.strerror or "no reason").lower()
        yield File(prefix.rstrip("/"), folder, trouble=f"it cannot be opened ({reason})")
        return
    for entry in entries:
        name = prefix + entry.name
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{name}/")
        elif not entry.is_file(follow_symlinks=False):
            yield File(name, entry.path, trouble=_NO_FILE)
        elif name.lower().endswith(".zip"):
            yield from zips.members(entry.path, name)
        else:
            changed = time.gmtime(entry.stat(follow_symlinks=False).st_mtime)
            yield File(name, entry.path, date=tuple(changed[:6]))


def _without_head(file, head):
    """The zip that was given is no folder of a student."""
    name = file.name.removeprefix(f"{head}/")
    return File(name, file.path, file.inside, file.date, file.trouble)


def _is_leftover(file):
    """What systems and Jupyter leave behind, and hidden files."""
    *folders, name = file.parts
    stem = name.lower().removesuffix(".ipynb")
    return (
        any(re.match(r"\.(?!\.?$)|__MACOSX$", part) for part in file.parts)
        or stem.endswith("-checkpoint")
        or name.lower() in ("thumbs.db", "desktop.ini")
    )
