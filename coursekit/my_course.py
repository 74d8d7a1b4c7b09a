"""The reader's own copies of the lessons and exercise sheets, in the folder ``my-course``.

The copies lie as the sources do, so every link leads to a copy. What a reader wrote is never
overwritten: a newer lesson then arrives beside it. A copy in which nothing was written is renewed.
"""

import hashlib
import json
from pathlib import Path

from coursekit._files import replacing

FOLDER = "my-course"
RECORD = ".given.json"  # what each copy was like when the course gave it
COPIED = ("notebooks/*.ipynb", "notebooks/*.md", "exercises/*.md", "exercises/release/*.ipynb")


def renew(course):
    """Copy what is new in `course` to the reader's folder; return what to tell, one line a string.

    Parameters
    ----------
    course : Path
        The folder of the course, as `coursekit.paths.checkout` gives it.
    """
    home = Path(course) / FOLDER
    given = _read_record(home / RECORD)
    first, told = not home.exists(), []
    sources = sorted(path for pattern in COPIED for path in Path(course).glob(pattern))
    for source in sources:
        name = source.relative_to(course).as_posix()
        told += _bring(source.read_bytes(), home, name, given)
    _write(home / RECORD, (json.dumps(given, indent=1) + "\n").encode())
    if first:
        return [f"Your own copies of the lessons are in the folder {FOLDER}: write in them freely."]
    return told


def _bring(new, home, name, given):
    """Bring one file up to date; return the lines to tell."""
    target, last, now = home / name, given.get(name), _mark(name, new)
    given[name] = now
    if not target.exists():
        _write(target, new)
        return [f"{name}: copied to {FOLDER}."]
    theirs = _mark(name, target.read_bytes())
    if theirs["text"] == now["text"] or (last and theirs["text"] == last["text"]):
        if last == now or theirs["bytes"] == now["bytes"]:
            return []
        _write(target, new)
        return [f"{name}: renewed."]
    if last and last["text"] == now["text"]:
        return []
    beside = _beside(home, name, given, now)
    _write(home / beside, new)
    return [f"{name} has a newer version: it lies beside yours as {Path(beside).name!r}."]


def _beside(home, name, given, now):
    """Return a name for the newer version that no file of the reader's has."""
    path, number = Path(name), 1
    while True:
        words = "new" if number == 1 else f"new {number}"
        beside = path.with_name(f"{path.stem} ({words}){path.suffix}").as_posix()
        file = home / beside
        free = not file.exists()
        if free or _mark(beside, file.read_bytes())["text"] == given.get(beside, {}).get("text"):
            given[beside] = now
            return beside
        number += 1


def _mark(name, data):
    """Return what tells two states of a file apart: all of it, and only what a person writes."""
    whole = text = hashlib.sha256(data).hexdigest()
    if name.endswith(".ipynb"):
        try:
            cells = [(c["cell_type"], "".join(c["source"])) for c in json.loads(data)["cells"]]
            text = hashlib.sha256(json.dumps(cells).encode()).hexdigest()
        except (ValueError, KeyError, TypeError):  # a damaged copy is the reader's to keep
            pass
    return {"bytes": whole, "text": text}


def _read_record(path):
    """Return what was given so far; nothing when the record is lost or damaged."""
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        return {name: {"bytes": m["bytes"], "text": m["text"]} for name, m in record.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}


def _write(path, data):
    """Write the whole file or leave the old one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write(data)
