"""Mark one submission: plain JSON in, plain JSON out, in any process on any machine."""

import time

from coursekit.classroom.collect.fit import fit
from coursekit.classroom.collect.notebook import read_notebook
from coursekit.classroom.jobs import NOTHING, bytes_of, key_of, lost, record_of
from coursekit.classroom.limits import Limits
from coursekit.classroom.marking import mark
from coursekit.classroom.release import release
from coursekit.classroom.similarity import fingerprint
from coursekit.classroom.sources import Numbers
from coursekit.classroom.states import State


def run(job):
    """Mark a submission.

    Parameters
    ----------
    job : dict
        See :func:`coursekit.classroom.jobs.make`.

    Returns
    -------
    dict
        The record: ``student``, ``name``, ``file``, ``version``, ``digest``, ``tasks``, ``notes``,
        ``seconds``, ``sandbox``, ``fingerprint``.  The same job gives the same
        record, but for ``seconds``.
    """
    begin = time.monotonic()
    if not job["file"]:
        return lost(job, State.NOT_ATTEMPTED, NOTHING)
    key = key_of(job)
    try:
        notebook, mended = read_notebook(bytes_of(job["submission"]))
    except ValueError as error:
        return lost(job, State.UNREADABLE, str(error))
    notebook, moved = fit(notebook, key)
    tokens = fingerprint(_code(notebook), _code(release(key)))
    marked = mark(notebook, key, Limits(**job["limits"]), job["sandbox"], Numbers(job["numbers"]))
    return record_of(
        job,
        marked.tasks,
        [*job["notes"], *mended, *moved, *marked.notes, *marked.questions],
        seconds=round(time.monotonic() - begin, 3),
        fingerprint=tokens,
    )


def _code(notebook):
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]
