"""A stored lesson as the site shows it: without badges, with its pictures as files."""

import re
from pathlib import PurePosixPath
from urllib.parse import quote

from workshop.book import pages
from workshop.site import addresses
from workshop.site.live import cells
from workshop.site.live.outputs import Pictures

_BADGES = re.compile(r"^\[!\[Open in Colab\].*\n+", re.MULTILINE)


def shown(notebook, path, project, files):
    """Turn a stored notebook into the one that Sphinx reads, in place.

    Parameters
    ----------
    notebook : NotebookNode
        As it is stored in the repository.
    path : str
        Where it stands there.
    project : Project
        Its address, for links to files that the site does not show.
    files : Path
        The folder that the site serves as ``_static``; pictures go into ``pictures`` there.
    """
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            text = addresses.relinked(_BADGES.sub("", cell.source), path, project)
            cell.source = _with_bars(text)
            continue
        tags = cell.metadata.get("tags", [])
        if "colab-setup" in tags:
            tags = [*tags, "remove-cell"]
        cell.metadata["tags"] = tags
    stem = PurePosixPath(path).stem
    pictures = Pictures(files / "pictures", "../_static/pictures")
    here = "../" + addresses.RUN.format(path=quote(path))
    cells.prepare(notebook, pictures, stem, here)
    return notebook


def _with_bars(text):
    r"""A ``|`` in a formula inside a table would end its cell: ``\vert`` does not."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.lstrip().startswith("|"):
            lines[i] = pages.MATH.sub(lambda m: m.group().replace("|", r"\vert "), line)
    return "\n".join(lines)
