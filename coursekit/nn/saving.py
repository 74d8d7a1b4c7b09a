"""Models and weights in NumPy's ``.npz``: settings as JSON and arrays; loading runs no code."""

import json
import os
import zlib
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from coursekit._files import replacing

ENDINGS_OF_KERAS = (".keras", ".h5", ".hdf5")


def write(filepath, overwrite, kind, config, arrays):
    """Write ``arrays`` and ``config`` (JSON) to ``filepath``, whole or not at all.

    Parameters
    ----------
    kind : str
        What the file holds, ``"model"`` or ``"weights"``.
    arrays : dict of str to array
    """
    path = _place(filepath)
    if path.exists() and not overwrite:
        raise ValueError(f"{path} exists already: choose another name or overwrite=True.")
    if path.is_dir():
        raise ValueError(f"{path} is a folder: name a file in it, for example model.npz.")
    if not path.parent.is_dir():
        raise ValueError(f"There is no folder {path.parent}: make it first, or choose another.")
    with replacing(path) as file:
        np.savez(file, format=_format(kind), config=json.dumps(config), **arrays)


def read(filepath, kind, use):
    """Read a file that ``write`` wrote and return ``use(config, arrays)``.

    Raises
    ------
    ValueError
        When the file is missing or is not such a file.
    """
    path = _path(filepath)
    if not path.exists():
        raise ValueError(f"There is no file {path}.")
    if path.suffix in ENDINGS_OF_KERAS:
        _place(path)
    try:
        return use(*_content(path, kind))
    except _DAMAGE:
        raise ValueError(f"{path} is not a {kind} saved by coursekit, or it is damaged.") from None


# What NumPy, zipfile, json and a missing entry raise when a file is not what it should be.
_DAMAGE = (LookupError, TypeError, ValueError, AttributeError, EOFError, OSError, BadZipFile)
_DAMAGE += (NotImplementedError, MemoryError, zlib.error)


def _content(path, kind):
    with np.load(path, allow_pickle=False) as file:
        if str(file["format"]) != _format(kind):
            raise ValueError(f"The format must be {_format(kind)!r}.")
        arrays = {name: file[name] for name in file.files if name not in ("format", "config")}
        return json.loads(str(file["config"])), arrays


def _format(kind):
    return f"coursekit {kind} 2"


def _path(filepath):
    if not isinstance(filepath, (str, os.PathLike)):
        raise ValueError(f"filepath must be the name of a file, got {filepath!r}.")
    return Path(filepath)


def _place(filepath):
    """Return the path of a file to write; the endings of Keras' own formats are not ours."""
    path = _path(filepath)
    if path.suffix in ENDINGS_OF_KERAS:
        raise ValueError(
            f"{path.suffix} is Keras' own format, which is not read or written here: name the "
            f"file {path.name.removesuffix(path.suffix)}.npz."
        )
    return path


def numbered(values):
    """Return arrays by the names ``weight_0``, ``weight_1``, …"""
    return {f"weight_{i}": value for i, value in enumerate(values)}


def in_order(arrays):
    """Return the arrays that ``numbered`` named, in their order."""
    count = sum(name.startswith("weight_") for name in arrays)
    return [arrays[f"weight_{i}"] for i in range(count)]
