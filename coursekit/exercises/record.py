"""What a learner has got right so far: one small file on this computer, never sent anywhere."""

import json
import os
import tempfile
from pathlib import Path

OFF = "off"


def path():
    """The file: ``COURSEKIT_PROGRESS``, or ``.coursekit/progress.json`` in the home folder.

    ``None`` when ``COURSEKIT_PROGRESS=off`` asks for no record.
    """
    chosen = os.environ.get("COURSEKIT_PROGRESS")
    if chosen == OFF:
        return None
    return Path(chosen).expanduser() if chosen else Path.home() / ".coursekit" / "progress.json"


def read():
    """Return ``{exercise: {"attempts": n, "right": bool}}``; empty when there is no good file."""
    file = path()
    if file is None:
        return {}
    try:
        return _entries(json.loads(file.read_text("utf-8")))
    except (OSError, ValueError):
        return {}


def note(exercise, right):
    """Count one attempt at ``exercise``; what was right once stays right.

    A file that cannot be read is put aside as ``….broken``; a place that cannot be written to is
    left alone.  Neither ever stops a check.
    """
    file = path()
    if file is None:
        return
    try:
        _put_aside_if_broken(file)
        entries = read()
        before = entries.get(exercise, {"attempts": 0, "right": False})
        entries[exercise] = {
            "attempts": before["attempts"] + 1,
            "right": before["right"] or bool(right),
        }
        _replace(file, json.dumps({"checks": entries}, indent=1, sort_keys=True))
    except OSError:
        return


def _entries(content):
    """The sound entries of a file; anything else in it is passed over."""
    checks = content.get("checks") if isinstance(content, dict) else None
    if not isinstance(checks, dict):
        raise ValueError("no checks")
    return {
        name: {"attempts": entry["attempts"], "right": entry["right"]}
        for name, entry in checks.items()
        if isinstance(entry, dict)
        and type(entry.get("attempts")) is int
        and type(entry.get("right")) is bool
    }


def _put_aside_if_broken(file):
    if not file.exists():
        return
    try:
        _entries(json.loads(file.read_text("utf-8")))
    except ValueError:
        os.replace(file, file.with_name(file.name + ".broken"))


def _replace(file, text):
    """Write the whole file or nothing: a crash in between leaves the old one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, draft = tempfile.mkstemp(dir=file.parent, prefix=".progress")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as out:
            out.write(text)
        os.replace(draft, file)
    except BaseException:
        os.unlink(draft)
        raise
