"""What is to be marked, as plain JSON; it can go to any process on any machine."""

import base64
import functools
import hashlib
import json
import os

import coursekit
from coursekit.classroom.collect.zips import read_bytes
from coursekit.classroom.states import State
from coursekit.classroom.tables import plain
from coursekit.notebooks import light

VERSION = 1
NOTHING = "nothing was handed in"


def make(student, work, key, limits, sandbox, numbers=""):
    """Return the job of one student.

    Parameters
    ----------
    student : Student
    work : Work or None
        None when nothing was handed in.
    key : path
        The notebook with solutions.
    limits : dict
        The fields of :class:`~coursekit.classroom.limits.Limits` that differ from its own.
    sandbox : str
        The name of the sandbox, ``"trust"`` for none.
    numbers : str, default ""
        The table of everybody's own numbers, to tell whose numbers a student used.

    Returns
    -------
    dict
        ``submission`` tells where the notebook stands, or why there is none: see `inlined` for a
        job that needs no file.  ``digest`` stands for all that the record depends on.
    """
    job = {
        "student": student.id, "name": student.name, "file": plain(work.file.name) if work else "",
        "notes": list(work.notes) if work else [], "key": {"path": str(key), "inside": []},
        "limits": limits, "sandbox": sandbox, "submission": _where(work),
        "numbers": numbers,
    }  # fmt: skip
    return job | {"digest": _digest(job)}


def inlined(job):
    """Return the job with its files in it, for a machine that does not have them."""
    return job | {name: _inline(job[name]) for name in ("submission", "key")}


def lost(job, state, reason):
    """Return the record of a job without a verdict: every task in one state, with one reason."""
    from coursekit.classroom.marking import unreadable  # NumPy: for those who need it

    marked = unreadable(key_of(job), reason, State(state))
    return record_of(job, marked.tasks, [*job["notes"], reason])


def record_of(job, tasks, notes, **more):
    """The record of a job: what the journal holds and every report reads."""
    return {
        "student": job["student"], "name": job["name"], "file": job["file"], "version": VERSION,
        "digest": job["digest"], "tasks": [_task(task) for task in tasks],
        "notes": [plain(note) for note in notes], "seconds": 0.0,
        "sandbox": job["sandbox"], "fingerprint": [],
    } | more  # fmt: skip


def _task(task):
    return {
        "id": task.grade_id, "exercise": task.exercise, "state": str(task.state),
        "points": task.points, "worth": task.worth, "reason": plain(task.reason),
        "mistake": plain(task.mistake), "hint": plain(task.hint),
    }  # fmt: skip


def _where(work):
    if work is None:
        return {"trouble": NOTHING}
    if work.file.trouble:
        return {"trouble": work.file.trouble}
    return {"path": work.file.path, "inside": list(work.file.inside)}


def _digest(job):
    """The hash of submission, key and table of numbers, and of all else that the record says."""
    known = {name: job[name] for name in ("student", "name", "file", "notes", "limits", "sandbox")}
    told = json.dumps([known, coursekit.__version__, VERSION], sort_keys=True)
    digest = hashlib.sha256(told.encode("utf-8", "replace"))
    for source in (job["submission"], job["key"]):
        try:
            content = bytes_of(source)
        except ValueError as error:
            content = str(error).encode()
        digest.update(hashlib.sha256(content).digest())
    digest.update(_digest_of_numbers(job["numbers"]))
    return digest.hexdigest()


def _digest_of_numbers(path):
    """The hash of the table of everybody's numbers, of which a record may tell."""
    try:
        state = os.stat(path)
        return _digest_of_file(path, state.st_mtime_ns, state.st_size)
    except OSError:
        return b""


@functools.lru_cache(maxsize=4)  # the table of a large class is long, and asked for every student
def _digest_of_file(path, changed, size):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _inline(source):
    try:
        return {"base64": base64.b64encode(bytes_of(source)).decode()}
    except ValueError as error:
        return {"trouble": str(error)}


def bytes_of(source):
    """The bytes of a job's submission or key.

    Raises
    ------
    ValueError
        With the reason why they cannot be read.
    """
    if "trouble" in source:
        raise ValueError(source["trouble"])
    if "base64" in source:
        return base64.b64decode(source["base64"])
    try:
        return read_bytes(source["path"], source["inside"])
    except OSError as error:
        raise ValueError(f"it cannot be opened ({error.strerror})") from None


def key_of(job):
    """The key's notebook."""
    return light.read(bytes_of(job["key"]))
