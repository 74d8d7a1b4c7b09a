"""Reading and writing notebook files: same content, same bytes, and never half a file."""

import warnings
from pathlib import Path

import nbformat

from coursekit._files import write_text


def read(path):
    """Read a notebook as nbformat 4."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # missing or repeated ids are mended by `normalise`
        try:
            return nbformat.read(str(path), as_version=4)
        except Exception as error:
            raise ValueError(f"{Path(path).name} is not a readable notebook: {error}") from error


def text_of(notebook):
    """The exact text that is stored for a notebook."""
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def write_if_changed(path, notebook):
    """Store the notebook when its text differs from the file's; say whether it did."""
    return write_text_if_changed(path, text_of(notebook))


def write_text_if_changed(path, text):
    """Replace the file by `text` in one move; a crash leaves the old file whole."""
    path = Path(path)
    if path.is_file() and path.read_bytes() == text.encode():
        return False
    write_text(path, text)
    return True
