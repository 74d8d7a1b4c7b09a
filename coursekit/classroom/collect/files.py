"""Files as they came: on the disk or inside a zip, read in one way and never beyond a limit."""

import os
import stat
from dataclasses import dataclass

#: The bytes of a notebook that are read at most, and of a zip inside a zip.
LIMIT = 16 * 2**20


@dataclass(frozen=True)
class File:
    """One file of what was handed in.

    Attributes
    ----------
    name : str
        The path below the folder that was given, through zips too, with ``/``.
    path : str
        The file on the disk: itself, or the zip that holds it.
    inside : tuple of int, default ()
        The place in that zip; one more for each zip inside a zip.
    date : tuple of int, default ()
        When it was last changed, as far as that is known.
    trouble : str, default ""
        Why it cannot be read, if that is known without opening it.
    """

    name: str
    path: str
    inside: tuple[int, ...] = ()
    date: tuple[int, ...] = ()
    trouble: str = ""

    @property
    def parts(self):
        """The names of the folders, then that of the file."""
        return self.name.split("/")


def read_regular(path, limit=LIMIT):
    """Return the bytes of a regular file; a link, pipe or device is refused and never opened.

    Raises
    ------
    ValueError
        When it is none, cannot be read, or is larger than ``limit``.
    """
    # O_NONBLOCK: whoever puts a pipe there in between does not stop the marking.
    flags = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        handle = os.open(path, os.O_RDONLY | flags)
    except OSError as error:
        raise ValueError(
            f"it cannot be opened ({(error.strerror or 'no reason').lower()})"
        ) from None
    with os.fdopen(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise ValueError("it is no regular file")
        return read_at_most(file, limit)


def read_at_most(file, limit=LIMIT):
    """Return what an open file holds; more than ``limit`` bytes raise ``ValueError``."""
    found = file.read(limit + 1)
    if len(found) > limit:
        raise ValueError(f"it is larger than {limit // 2**20} MB")
    return found
