"""A thread that ends what takes too long or too much, while its owner waits."""

import ctypes
import os
import threading
import time
from pathlib import Path

EVERY = 0.05
MB = 1 << 20
PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


class Stalled(BaseException):
    """Raised in the grader when the tests themselves take too long over what a student gave."""


class Watch:
    """Watches one worker, and the grader while it judges.

    Parameters
    ----------
    process : subprocess.Popen
        The worker.
    limits : Limits
    end : callable
        Ends the process with all that it started.

    Attributes
    ----------
    verdict : str
        Why the worker was ended: ``"timeout"``, ``"memory"``, ``"processes"`` or ``""``.
    """

    def __init__(self, process, limits, end):
        self.process, self.limits, self._end = process, limits, end
        self.verdict = ""
        self._deadline = None
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def arm(self, deadline):
        """End the worker at ``deadline`` (of ``time.monotonic``); ``None`` takes it back."""
        self._deadline = deadline

    def end(self):
        """End the worker and this thread."""
        self._over.set()
        self._kill("")
        self._thread.join()

    def _watch(self):
        while not self._over.wait(EVERY) and self.process.poll() is None:
            if self._deadline is not None and time.monotonic() > self._deadline:
                self._kill("timeout")
            else:
                self._look()

    def _look(self):
        processes, bytes_used = used_by(self.process.pid, self.limits.processes + 10)
        if bytes_used > self.limits.memory * MB:
            self._kill("memory")
        elif processes > self.limits.processes + 3:
            self._kill("processes")

    def _kill(self, verdict):
        self.verdict = self.verdict or verdict
        if self.process.poll() is None:
            self._end(self.process)


def used_by(pid, most):
    """The number of threads below ``pid``, and their memory in bytes; (0, 0) where unknown.

    It stops counting at ``most``: what grows faster than it is counted would never be counted.
    """
    waiting, threads, pages = [str(pid)], 0, 0
    while waiting and threads <= most:
        folder = Path("/proc", waiting.pop())
        try:
            pages += int((folder / "statm").read_text().split()[1])
            tasks = list((folder / "task").iterdir())
            threads += len(tasks)
            for task in tasks:
                waiting += (task / "children").read_text().split()
        except (OSError, ValueError, IndexError):  # it has ended, or there is no /proc
            continue
    return threads, pages * PAGE


class Timekeeper:
    """Raises :class:`Stalled` in the thread that made it when its time is over.

    A call that waits inside the operating system ends first; so this is for the grader's own code.
    """

    def __init__(self, seconds):
        self._thread = threading.get_ident()
        self._lock = threading.Lock()
        self._on, self._rang = True, False
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True

    def __enter__(self):
        self._timer.start()
        return self

    def __exit__(self, kind, *_):
        with self._lock:
            self._on = False
        self._timer.cancel()
        try:
            while self._rang and kind is not Stalled:
                time.sleep(0)  # it rang at the last moment, and is on its way
        except Stalled:
            pass

    def _ring(self):
        with self._lock:
            if self._on:
                self._rang = True
                ctypes.pythonapi.PyThreadState_SetAsyncExc(
                    ctypes.c_ulong(self._thread), ctypes.py_object(Stalled)
                )
