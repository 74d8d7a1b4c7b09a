"""Write a file whole or not at all: a crash in between leaves the old one."""

import contextlib
import os
import tempfile
from pathlib import Path


@contextlib.contextmanager
def replacing(path, mode=None):
    """Open ``path`` for writing bytes; what is written takes its place in one move at the end.

    Parameters
    ----------
    path : path
        In a folder that exists.
    mode : int, optional
        The file's permissions, such as ``0o600``.  When left out: those it has, and for a new file
        what the user's umask allows.
    """
    path = Path(path)
    handle, draft = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        os.chmod(draft, _usual(path) if mode is None else mode)
        os.replace(draft, path)
    except BaseException:
        os.unlink(draft)
        raise


def write_text(path, text, mode=None):
    """Replace ``path`` by ``text`` in UTF-8, with the line ends that ``text`` has."""
    with replacing(path, mode) as file:
        file.write(text.encode())


def _usual(path):
    if path.exists():
        return path.stat().st_mode & 0o777
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
