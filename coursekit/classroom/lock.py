"""One run at a time may write to a folder; the lock ends with the run, however that ends."""

import contextlib
import os

NAME = ".lock"


@contextlib.contextmanager
def locked(folder):
    """Hold the folder for the time of the block.

    Raises
    ------
    ValueError
        When another run holds it.
    """
    with open(folder / NAME, "a") as file:
        try:
            _take(file)
        except OSError:
            raise ValueError(
                f"Another run is writing to {folder}: wait until it has ended, or name another "
                "folder with --out."
            ) from None
        yield


def _take(file):
    if os.name == "nt":
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
