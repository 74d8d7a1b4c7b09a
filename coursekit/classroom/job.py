"""One submission to be marked: plain JSON in, plain JSON out, in any process on any machine."""

import base64
import hashlib
import json
import time

import nbformat

import coursekit
from coursekit.classroom import cells
from coursekit.classroom.collect.fit import fit
from coursekit.classroom.collect.notebook import read_notebook
from coursekit.classroom.collect.zips import read_bytes
from coursekit.classroom.limits import Limits
from coursekit.classroom.marking import mark
from coursekit.classroom.release import release
from coursekit.classroom.sandbox import find
from coursekit.classroom.similarity import fingerprint
from coursekit.classroom.states import State
from coursekit.classroom.tables import plain

VERSION = 1
NOTHING = "nothing was handed in"


def make(student, work, key, limits, sandbox):
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
    }  # fmt: skip
    return job | {"digest": _digest(job)}


def inlined(job):
    """Return the job with its files in it, for a machine that does not have them."""
    return job | {name: _inline(job[name]) for name in ("submission", "key")}


def run(job):
    """Mark a submission.

    Parameters
    ----------
    job : dict
        See `make`.

    Returns
    -------
    dict
        The record: ``student``, ``name``, ``file``, ``version``, ``digest``, ``tasks``, ``notes``,
        ``questions``, ``seconds``, ``sandbox``, ``fingerprint``.  The same job gives the same
        record, but for ``seconds``.
    """
    begin = time.monotonic()
    if not job["file"]:
        return lost(job, State.NOT_ATTEMPTED, NOTHING)
    key = _key(_bytes(job["key"]))
    try:
        notebook, mended = read_notebook(_bytes(job["submission"]))
    except ValueError as error:
        return lost(job, State.UNREADABLE, str(error))
    notebook, moved = fit(notebook, key)
    print_ = fingerprint(_code(notebook), _code(release(key)))
    marked = mark(notebook, key, Limits(**job["limits"]), find(job["sandbox"]))
    return _record(
        job,
        [_task(task) for task in marked.tasks],
        [*job["notes"], *mended, *moved, *marked.notes],
        questions=list(marked.questions),
        seconds=round(time.monotonic() - begin, 3),
        fingerprint=print_,
    )


def lost(job, state, reason):
    """Return the record of a job without a verdict: every task in one state, with one reason."""
    key = _key(_bytes(job["key"]))
    tasks = [
        {
            "id": cells.grade_id(cell), "exercise": cells.exercise(key, cell), "state": str(state),
            "points": 0, "worth": cells.points(cell), "reason": reason, "mistake": "", "hint": "",
        }
        for cell in key.cells
        if cells.is_graded(cell)
    ]  # fmt: skip
    return _record(job, tasks, [*job["notes"], reason])


def _record(job, tasks, notes, **more):
    return {
        "student": job["student"], "name": job["name"], "file": job["file"], "version": VERSION,
        "digest": job["digest"], "tasks": tasks, "notes": [plain(note) for note in notes],
        "questions": [], "seconds": 0.0, "sandbox": job["sandbox"], "fingerprint": [],
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
    """The hash of the bytes of submission and key, and of all else that the record says."""
    known = {name: job[name] for name in ("student", "name", "file", "notes", "limits", "sandbox")}
    told = json.dumps([known, coursekit.__version__, VERSION], sort_keys=True)
    digest = hashlib.sha256(told.encode("utf-8", "replace"))
    for source in (job["submission"], job["key"]):
        try:
            content = _bytes(source)
        except ValueError as error:
            content = str(error).encode()
        digest.update(hashlib.sha256(content).digest())
    return digest.hexdigest()


def _inline(source):
    try:
        return {"base64": base64.b64encode(_bytes(source)).decode()}
    except ValueError as error:
        return {"trouble": str(error)}


def _bytes(source):
    if "trouble" in source:
        raise ValueError(source["trouble"])
    if "base64" in source:
        return base64.b64decode(source["base64"])
    try:
        return read_bytes(source["path"], source["inside"])
    except OSError as error:
        raise ValueError(f"it cannot be opened ({error.strerror})") from None


def _key(data):
    return nbformat.v4.reads(data.decode())


def _code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]
