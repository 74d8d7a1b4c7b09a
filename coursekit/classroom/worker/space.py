"""The namespace in which a student's cells run, and how one cell is run in it."""

import ast
import builtins
import contextlib
import copy
import inspect
import linecache
import os
import signal
import sys
import time
import types

from coursekit.classroom.worker.jupyter import plain_python

AGAIN = 0.05  # seconds until the alarm rings again: a bare `except:` may have swallowed the first
MOST_COPIED = 1 << 20
MOST_SAID = 200


class OutOfTime(BaseException):
    """Raised inside a cell that takes too long."""


class Space:
    """The student's module ``__main__``, and what must stand in it before each answer."""

    def __init__(self):
        self.module = types.ModuleType("__main__")
        sys.modules["__main__"] = self.module
        self.names = self.module.__dict__
        self._kept = {}
        self._builtins = dict(builtins.__dict__)
        self._cells = 0

    def run(self, source, seconds, keep=(), label="cell"):
        """Run one cell; return ``{}``, or what went wrong.

        Parameters
        ----------
        source : str
        seconds : float
            Time limit.
        keep : sequence of str
            Names that this cell sets for good: :meth:`restore` brings them back.
        label : str
            How the cell is called in a message.
        """
        source, jupyter = plain_python(source)
        self._cells += 1
        name = f"<{label} {self._cells}>"
        linecache.cache[name] = (len(source), None, source.splitlines(True), name)
        said = trouble_of(lambda: self._execute(source, name), seconds, name)
        self._kept.update({each: self.names[each] for each in keep if each in self.names})
        self._keep_copies(keep)
        return {**said, "jupyter": True} if jupyter else said

    def _execute(self, source, name):
        """Run a text; as in a notebook, it may wait for another with ``await``."""
        code = compile(source, name, "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
        result = eval(code, self.names)
        if code.co_flags & inspect.CO_COROUTINE:
            import asyncio

            asyncio.run(result)

    def put(self, values):
        """Set names for good."""
        self.names.update(values)
        self._kept.update(values)
        self._keep_copies(values)

    def _keep_copies(self, names):
        for name in names:
            if name in self._kept and _is_small_data(self._kept[name]):
                self._kept[name] = copy.deepcopy(self._kept[name])

    def restore(self):
        """Put back own numbers, imports and helpers; return the names that had another value."""
        sys.settrace(None)
        sys.setprofile(None)
        builtins.__dict__.update(self._builtins)
        _reopen_output()
        changed = [name for name, value in self._kept.items() if self._differs(name, value)]
        for name in self._kept:
            value = self._kept[name]
            self.names[name] = copy.deepcopy(value) if _is_small_data(value) else value
        return changed

    def _differs(self, name, value):
        now = self.names.get(name)
        if type(now) is not type(value):
            return True
        return repr(now) != repr(value) if _is_small_data(value) else now is not value


def _reopen_output():
    """Let later cells print, also when an earlier one has closed what it prints to."""
    for name in ("stdout", "stderr"):
        if getattr(getattr(sys, name, None), "closed", True):
            setattr(sys, name, open(os.devnull, "w"))  # noqa: SIM115


def _is_small_data(value):
    if type(value).__name__ == "ndarray":
        return value.nbytes <= MOST_COPIED
    return type(value) in (list, dict, set, int, float, str, bool, tuple)


def trouble_of(work, seconds, name=""):
    """Do ``work()``; return ``{}``, or its error as kind, text and line."""
    try:
        with ringing(seconds):
            work()
    except OutOfTime:
        return {"state": "timeout"}
    except MemoryError:
        return {"state": "memory"}
    except BaseException as error:
        return {"state": "error", **described(error, name)}
    return {}


def described(error, name=""):
    """``kind``, ``text`` and ``line`` of an exception, which may be of the student's own class."""
    try:
        text = str(error)[:MOST_SAID]
    except BaseException:
        text = ""
    line, trace = getattr(error, "lineno", None), error.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == name:
            line = trace.tb_lineno
        trace = trace.tb_next
    kind = _base(type(error))
    return {"kind": kind, "text": text, "line": line if isinstance(line, int) else None}


def _base(kind):
    """The name of the nearest of Python's own classes, and the student's name for it before it."""
    own = str(kind.__name__)[:60]
    known = next((c.__name__ for c in kind.__mro__ if c.__module__ == "builtins"), own)
    return known if known == own else f"{own} ({known})"


@contextlib.contextmanager
def ringing(seconds):
    """Raise :class:`OutOfTime` in the body when it takes longer; the grader waits a little more."""
    if not hasattr(signal, "setitimer"):
        yield
        return
    ends = time.monotonic() + seconds

    def ring(number, frame):
        if time.monotonic() >= ends - AGAIN:
            raise OutOfTime

    signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, max(seconds, 0.001), AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
