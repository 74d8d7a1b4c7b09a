"""What a learner has got right so far: one small file on this computer, never sent anywhere.

Each check adds a line to the file, and nobody ever changes one: so two kernels at once lose
nothing, and a damaged line harms no other.
"""

import contextlib
import json
import os
from pathlib import Path

OFF = "off"
_FAR = 1 << 30  # beyond the end of the file: a lock there keeps nobody from reading

_said = set()


def path():
    """The file: ``COURSEKIT_PROGRESS``, or ``.coursekit/progress.json`` in the home folder.

    ``None`` when ``COURSEKIT_PROGRESS=off`` asks for no record, or when there is no such folder;
    :func:`trouble` says which.
    """
    return _place()[0]


def trouble():
    """Why nothing is kept, or what of the file cannot be read, in one sentence; else empty."""
    file, reason = _place()
    if file is None:
        return reason
    try:
        unreadable = _read(file)[1]
    except OSError as error:
        return f"{file} cannot be read: {_reason(error)}."
    if not unreadable:
        return ""
    lines = "1 line" if unreadable == 1 else f"{unreadable} lines"
    return f"{lines} of {file} cannot be read and stay as they are; the others count."


def read():
    """Return ``{exercise: {"attempts": n, "right": bool}}``; empty when there is no good file."""
    file = path()
    try:
        return {} if file is None else _read(file)[0]
    except OSError:
        return {}


def note(exercise, right):
    """Count one attempt at ``exercise``; what was right once stays right.

    Where nothing can be kept one sentence says so, once; it never stops a check.
    """
    file, reason = _place()
    try:
        if file is not None:
            _append(file, json.dumps({"check": exercise, "right": bool(right)}))
    except OSError as error:
        reason = f"Your progress is not kept: {file} cannot be written ({_reason(error)})."
    if reason and reason != _SWITCHED_OFF and reason not in _said:
        _said.add(reason)
        print(reason)


_SWITCHED_OFF = "Nothing is kept (COURSEKIT_PROGRESS=off)."


def _place():
    """The file and an empty sentence, or ``None`` and the reason."""
    chosen = os.environ.get("COURSEKIT_PROGRESS")
    if chosen == OFF:
        return None, _SWITCHED_OFF
    try:
        if chosen:
            return Path(chosen).expanduser(), ""
        return Path.home() / ".coursekit" / "progress.json", ""
    except (RuntimeError, KeyError, OSError):  # no such user, or a user without a home
        where = f"{chosen} names no folder" if chosen else "there is no home folder"
        return None, f"Your progress is not kept: {where}; set COURSEKIT_PROGRESS to a file."


def _read(file):
    """The entries of a file, and how many of its lines cannot be read."""
    try:
        text = file.read_bytes().decode("utf-8", "replace")
    except FileNotFoundError:
        return {}, 0
    entries, start = _summary(text)
    unreadable = 0
    for line in filter(str.strip, text[start:].split("\n")):
        attempt = _parsed(line)
        if not _is_attempt(attempt):
            unreadable += 1
            continue
        entry = entries.setdefault(attempt["check"], {"attempts": 0, "right": False})
        entry["attempts"] += 1
        entry["right"] |= attempt["right"]
    return entries, unreadable


def _summary(text):
    """The entries with which an older version began the file, and where its lines begin."""
    try:
        content, end = json.JSONDecoder().raw_decode(text)
        checks = content["checks"]
        entries = {
            name: {"attempts": entry["attempts"], "right": entry["right"]}
            for name, entry in checks.items()
            if type(entry["attempts"]) is int and type(entry["right"]) is bool
        }
        return entries, end
    except (ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return {}, 0


def _parsed(line):
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _is_attempt(value):
    return (
        isinstance(value, dict)
        and isinstance(value.get("check"), str)
        and type(value.get("right")) is bool
    )


def _append(file, line):
    file.parent.mkdir(parents=True, exist_ok=True)
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    handle = os.open(file, flags, 0o600)
    try:
        with _alone(handle):
            cut = _ends_within_a_line(handle)
            os.write(handle, f"{cut * chr(10)}{line}\n".encode())
    finally:
        os.close(handle)


def _ends_within_a_line(handle):
    """Whether somebody stopped in the middle of a line, or edited the file."""
    if not os.fstat(handle).st_size:
        return False
    os.lseek(handle, -1, os.SEEK_END)
    return os.read(handle, 1) != b"\n"


@contextlib.contextmanager
def _alone(handle):
    """Keep other kernels from writing, where finding the end and writing are two steps: Windows."""
    try:
        import msvcrt
    except ImportError:  # elsewhere the system appends in one
        yield
        return
    os.lseek(handle, _FAR, os.SEEK_SET)
    msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    try:
        yield
    finally:
        os.lseek(handle, _FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)


def _reason(error):
    return (error.strerror or str(error)).lower()
