"""A stored lesson as the site shows it: without badges, with its pictures as files."""

import base64
import html
import re
import struct

from workshop.book import pages
from workshop.site import addresses

_BADGES = re.compile(r"^\[!\[Open in Colab\].*\n+", re.MULTILINE)
_ALT = re.compile(r'\balt="([^"]*)"')
FOLD = "The answer"


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
        if "predict" in tags:
            tags = [*tags, "hide-output"]
            cell.metadata["mystnb"] = {"code_prompt_show": FOLD, "code_prompt_hide": FOLD}
        cell.metadata["tags"] = tags
        cell.outputs = list(_outputs(cell, path, files))
    return notebook


def _with_bars(text):
    r"""A ``|`` in a formula inside a table would end its cell: ``\vert`` does not."""
    lines = text.split("\n")
    for i, line in enumerate(lines):
        if line.lstrip().startswith("|"):
            lines[i] = pages.MATH.sub(lambda m: m.group().replace("|", r"\vert "), line)
    return "\n".join(lines)


def _outputs(cell, path, files):
    """The outputs of a cell; a picture gets its words, which the lesson stores behind it."""
    stored = [out for out in cell.outputs if not _own(out, "curtain")]
    count = 0
    for i, out in enumerate(stored):
        if _own(out, "words"):
            continue
        if "image/png" in out.get("data", {}):
            after = stored[i + 1] if i + 1 < len(stored) else {}
            name = f"{path.split('/')[-1][:2]}-{cell.id}-{count}.png"
            count += 1
            yield _picture(out, _words(out, after), name, files)
        else:
            yield out


def _own(output, key):
    return output.get("metadata", {}).get("coursekit", {}).get(key)


def _words(output, after):
    """What a picture shows, in words: in its own metadata, or in the output behind it."""
    own = output["metadata"].get("image/png", {}).get("alt")
    if not own and _own(after, "words"):
        found = _ALT.search(after["data"].get("text/html", ""))
        own = html.unescape(found[1]) if found else None
    return own or ""


def _picture(output, words, name, files):
    """An output whose HTML names a file, with its size, so that no page moves while it loads."""
    data = base64.b64decode(output["data"]["image/png"])
    folder = files / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(data)
    width, height = struct.unpack(">II", data[16:24])
    scaled = output["metadata"].get("image/png", {})
    width, height = scaled.get("width", width), scaled.get("height", height)
    output["data"] = {
        "text/html": f'<img class="picture" src="../_static/pictures/{name}" '
        f'alt="{html.escape(words)}" width="{width}" height="{height}" loading="lazy">'
    }
    return output
