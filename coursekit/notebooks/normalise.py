"""One notebook, one form: stable cell ids, lean metadata, tidy outputs."""

import re

from coursekit.notebooks.noise import WIDGET, without_noise

_SETTLED_ID = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_RANDOM_ID = re.compile(r"(?=.*\d)[0-9a-f]{8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_FOLDED = ("outputs_hidden", "source_hidden")
_HEADING = re.compile(r"^#+\s+(.+)$", re.MULTILINE)


def normalise(notebook):
    """Bring a notebook to the stored form, in place.

    Cells keep their ids when an author or an earlier run chose them; random and repeated ids
    give way to names made from the section's heading. Of the metadata only tags, the course's own
    record and the marks of what is folded remain. Run times and widget state go.
    """
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    own = notebook.metadata.get("coursekit")
    notebook.metadata.clear()
    notebook.metadata.kernelspec = {
        "display_name": "Python 3", "language": "python", "name": "python3",
    }  # fmt: skip
    notebook.metadata.language_info = {"name": "python"}
    if own:
        notebook.metadata.coursekit = own
    notebook.cells = [cell for cell in notebook.cells if cell.source.strip()]
    _name_cells(notebook.cells)
    count = 0
    for cell in notebook.cells:
        _lean_metadata(cell)
        if cell.cell_type == "code":
            count += 1
            _tidy_code(cell, count)
    return notebook


def _name_cells(cells):
    """Give every cell without a settled id the name of its section and a number."""
    taken = set()
    for cell in cells:
        if is_settled(cell.get("id", "")) and cell.id not in taken:
            taken.add(cell.id)
        else:
            cell.id = ""
    section = "top"
    for cell in cells:
        heading = _HEADING.search(cell.source) if cell.cell_type == "markdown" else None
        if heading:
            section = slug(heading.group(1)) or section
        if not cell.id:
            cell.id = _free(section, taken)
            taken.add(cell.id)


def is_settled(cell_id):
    """Whether an id was chosen, rather than drawn at random by an editor."""
    return bool(_SETTLED_ID.fullmatch(cell_id)) and not _RANDOM_ID.fullmatch(cell_id)


def slug(text):
    """The first words of a heading as an id: ``The learning rule`` → ``the-learning-rule``."""
    words = re.findall(r"[a-z0-9]+", text.lower())
    name = ""
    for word in words:
        if len(name) + len(word) > 30:
            break
        name = f"{name}-{word}" if name else word
    return name


def _free(section, taken):
    if section not in taken:
        return section
    number = 2
    while f"{section}-{number}" in taken:
        number += 1
    return f"{section}-{number}"


def _lean_metadata(cell):
    kept = {key: cell.metadata[key] for key in ("coursekit", "tags") if cell.metadata.get(key)}
    folded = cell.metadata.get("jupyter", {})
    if folded := {key: True for key in _FOLDED if folded.get(key)}:
        kept["jupyter"] = folded
    cell.metadata.clear()
    cell.metadata.update(kept)


def _tidy_code(cell, count):
    """Number the cell by its place and join streams; a cell that never ran keeps saying so."""
    if cell.execution_count is not None:
        cell.execution_count = count
    outputs = []
    for output in without_noise(cell.outputs):
        if output.output_type == "execute_result":
            output.execution_count = cell.execution_count
        if "data" in output:
            _drop_widget(output)
        last = outputs[-1] if outputs else None
        if output.output_type == "stream" and last and last.get("name") == output.name:
            last.text += output.text
        else:
            outputs.append(output)
    cell.outputs = outputs


def _drop_widget(output):
    """Drop the live view: without a kernel it is dead, and the picture or text beside it is not."""
    if len(output.data) > 1:
        output.data.pop(WIDGET, None)
    output.metadata.pop(WIDGET, None)
