"""A notebook out of any bytes: old formats, damaged fields, half a file; as far as can be."""

import json
import re

from coursekit.notebooks.light import light

_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_FLAGS = ("grade", "locked", "solution", "task")
_BROKEN = "\ud800-\udfff"
#: More cells than anybody writes, and fewer than fill the memory.
MOST_CELLS = 5000


def read_notebook(data):
    """Return ``(notebook, notes)``: cells with their type, text and metadata; outputs are left out.

    Parameters
    ----------
    data : bytes
        A notebook of format 3 or 4.

    Returns
    -------
    Node
        Of format 4.5, valid whatever the file held.
    list of str
        One sentence about each thing that had to be mended.

    Raises
    ------
    ValueError
        With the reason, when not a single cell can be read.
    """
    if not data.strip():
        raise ValueError("the file is empty")
    content, notes = _content(_text(data))
    raw = _raw_cells(content)
    if not raw:
        raise ValueError("the file is a notebook without cells" if content else "no cell was found")
    if len(raw) > MOST_CELLS:
        notes.append(f"only the first {MOST_CELLS} of {len(raw)} cells were read")
    places = enumerate(raw[:MOST_CELLS])
    cells = [_cell(each, f"cell-{n}") for n, each in places if isinstance(each, dict)]
    if len(cells) < len(raw[:MOST_CELLS]):
        notes.append("what stands between the cells and is none was left out")
    whole = {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}
    return light(whole), notes


def _text(data):
    for mark, code in _MARKS.items():
        if data.startswith(mark):
            return data.decode(code, "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("latin-1")


def _content(text):
    """What the JSON says; of a damaged file the cells before the damage."""
    try:
        return json.loads(text, strict=False), []
    except RecursionError:
        raise ValueError("the file is nested too deeply for a notebook") from None
    except ValueError as error:
        cells = _whole_cells(text)
        if not cells:
            raise ValueError(f"the file is no notebook ({_where(error)})") from None
        told = f"the file is damaged ({_where(error)}); the {len(cells)} cells before were read"
        return {"cells": cells}, [told]


def _where(error):
    line = getattr(error, "lineno", None)
    return f"no JSON in line {line}" if line else "no JSON"


def _whole_cells(text):
    """The cells of a file that ends or breaks in the middle."""
    begin = re.search(r'"cells"\s*:\s*\[', text)
    cells, place, decoder = [], begin.end() if begin else len(text), json.JSONDecoder(strict=False)
    while match := re.compile(r"[\s,]*(?=\{)").match(text, place):
        try:
            cell, place = decoder.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            break
        cells.append(cell)
    return cells


def _raw_cells(content):
    """The list of cells, of format 4, or of the sheets of format 3."""
    if not isinstance(content, dict):
        raise ValueError("the file is no notebook: its JSON is no object")
    if isinstance(content.get("cells"), list):
        return content["cells"]
    sheets = content.get("worksheets")
    sheets = sheets if isinstance(sheets, list) else []
    found = [sheet.get("cells") for sheet in sheets if isinstance(sheet, dict)]
    return [cell for cells in found if isinstance(cells, list) for cell in cells]


def _cell(raw, name):
    """The cell as format 4.5 has it."""
    cell = {
        "id": name,
        "source": _source(raw.get("source", raw.get("input"))),
        "metadata": _metadata(raw.get("metadata")),
    }
    if raw.get("cell_type") == "code":
        return cell | {"cell_type": "code", "outputs": [], "execution_count": None}
    return cell | {"cell_type": "markdown"}


def _source(value):
    """A text or a list of texts; anything else is an empty cell."""
    if isinstance(value, list):
        value = "".join(part for part in value if isinstance(part, str))
    if not isinstance(value, str):
        return ""
    value = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return re.sub(f"[{_BROKEN}]", "\ufffd", value)


def _metadata(value):
    """What marking reads of a cell's metadata, each field of its own type."""
    value = value if isinstance(value, dict) else {}
    kept = {}
    nbgrader, own = value.get("nbgrader"), value.get("coursekit")
    if isinstance(nbgrader, dict):
        kept["nbgrader"] = {
            "grade_id": nbgrader["grade_id"] if isinstance(nbgrader.get("grade_id"), str) else "",
            **{name: nbgrader.get(name) is True for name in _FLAGS},
        }
    if isinstance(own, dict) and isinstance(own.get("own"), str):
        kept["coursekit"] = {"own": own["own"]}
    return kept
