"""Leads from the end of each lesson to the lessons that it names there."""

import re

_PLACE = re.compile(r"^#+[ ]+What next[ ]*$", re.MULTILINE)
_MENTION = re.compile(r"(?<!\[)\b([Ll]esson (\d\d))\b(?!\]|[^\[\]\n]*\]\()")


def lead_on(notebook, project):
    """Make a link of every "lesson NN" below the heading "What next", in place."""
    files = {path.name[:2]: path.name for path in project.lessons()}
    for cell in notebook.cells:
        place = _PLACE.search(cell.source) if cell.cell_type == "markdown" else None
        if place:
            head, tail = cell.source[: place.end()], cell.source[place.end() :]
            cell.source = head + _MENTION.sub(lambda match: _link(match, files), tail)


def _link(match, files):
    name = files.get(match[2])
    return f"[{match[1]}]({name})" if name else match[1]
