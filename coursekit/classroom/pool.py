"""Workers on this machine: processes that take jobs and give records, replaced when they die."""

import contextlib
import json
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from multiprocessing.connection import wait

#: How often a job is tried when the worker dies over it.
TRIES = 2
LONGEST_ANSWER = 64 * 2**20
DIED = "the worker that marked it died twice"
TOO_LONG = "it went beyond every time limit, and its worker was ended"


def cores():
    """How many processor cores this program may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def run_jobs(jobs, run, lost, workers=None, patience=None):
    """Yield the record of each job as it comes; a job is taken from ``jobs`` when a worker is free.

    Parameters
    ----------
    jobs : iterable of dict
        Plain JSON.
    run : callable
        ``run(job)`` gives the record, in another process; a function that can be imported.
    lost : callable
        ``lost(job, state, reason)`` gives the record of a job that no worker brought to an end.
    workers : int, optional
        One a core when left out.
    patience : float, optional
        Seconds after which a worker counts as stuck; without it, none does.
    """
    jobs, again, crew = iter(jobs), deque(), []
    try:
        while True:
            while len(crew) < (workers or cores()) and (job := _next(again, jobs)) is not None:
                crew.append(_Worker(run, *job))
            if not crew:
                return
            wait([worker.pipe for worker in crew], timeout=_left(crew, patience))
            for worker in list(crew):
                if (answer := worker.answer(patience)) is None:
                    continue
                kind, record = answer
                if kind == "died" and worker.tries < TRIES:
                    again.append((worker.job, worker.tries + 1))
                else:
                    yield record if kind == "record" else lost(worker.job, *_cause(kind, record))
                if not (kind in ("record", "error") and _go_on(worker, again, jobs)):
                    worker.end()
                    crew.remove(worker)
    finally:
        for worker in crew:
            worker.end()


def _next(again, jobs):
    """A job to be tried again, else a new one; None when there are no more."""
    if again:
        return again.popleft()
    return next(((job, 1) for job in jobs), None)


def _go_on(worker, again, jobs):
    """Give a worker its next job; say whether there was one that it could take."""
    following = _next(again, jobs)
    if following is None or worker.give(*following):
        return following is not None
    again.append(following)
    return False


def _cause(kind, text):
    if kind == "late":
        return "timeout", TOO_LONG
    return "crashed", text if kind == "error" else DIED


def _left(crew, patience):
    if patience is None:
        return None
    return max(0.0, min(worker.begun for worker in crew) + patience - time.monotonic())


class _Worker:
    """A process with one job at a time."""

    def __init__(self, run, job, tries):
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, run), daemon=True)
        self._process.start()
        theirs.close()
        self.give(job, tries)

    def give(self, job, tries):
        """Send a job; say whether the worker could take it."""
        self.job, self.tries, self.begun = job, tries, time.monotonic()
        try:
            self.pipe.send_bytes(json.dumps(job).encode())
        except OSError:
            return False
        return True

    def answer(self, patience):
        """``(kind, record or text)``, or None while the worker is busy."""
        try:
            if self.pipe.poll():
                return json.loads(self.pipe.recv_bytes(LONGEST_ANSWER))
        except (EOFError, OSError):
            return "died", ""
        late = patience is not None and time.monotonic() > self.begun + patience
        return ("late", "") if late else None

    def end(self):
        """End the process and what it started."""
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):  # it leads a group of its own, see _serve
                os.killpg(self._process.pid, signal.SIGKILL)
        self._process.kill()
        self._process.join()
        self.pipe.close()


def _serve(pipe, run):
    """Do the jobs that come through the pipe; end with the process that sends them."""
    if hasattr(os, "setsid"):
        os.setsid()  # Ctrl-C is for the program that the user sees
    threading.Thread(target=_end_with_parent, daemon=True).start()
    while True:
        try:
            job = json.loads(pipe.recv_bytes())
        except (EOFError, OSError):
            return
        try:
            answer = "record", run(job)
        except Exception as error:  # a fault of the marking must not cost the others their marks
            answer = "error", f"the marking failed ({type(error).__name__}: {error})"
        pipe.send_bytes(json.dumps(answer).encode())


def _end_with_parent():
    multiprocessing.parent_process().join()
    if hasattr(os, "killpg"):
        os.killpg(0, signal.SIGKILL)
    os._exit(1)
