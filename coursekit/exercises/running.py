"""Run a learner's function so that whatever it does ends in a value or in one sentence."""

import contextlib
import copy
import ctypes
import dis
import io
import itertools
import signal
import sys
import threading
import time
import types
import warnings

import numpy as np

# Long enough for a first import of a large library inside the answer.
TIME_LIMIT = 5.0  # seconds for one call


class Trouble(Exception):
    """The learner's function did something it should not; ``str`` is the sentence to show."""


class NotAttempted(Exception):
    """The learner has not begun."""


class _OutOfTime(BaseException):
    """Raised inside a call that takes too long; no ``except Exception`` of a learner catches it."""


def is_blank(function):
    """True for a function whose body is only ``...``, ``pass`` or a docstring."""
    try:
        code = function.__code__
    except Exception:  # no function, or an object of the learner's own that raises what it likes
        return False
    if not isinstance(code, types.CodeType):
        return False
    plain = {"RESUME", "NOP", "CACHE", "LOAD_CONST", "RETURN_CONST", "RETURN_VALUE"}
    steps = [
        step for step in dis.get_instructions(code) if step.opname not in {"RESUME", "NOP", "CACHE"}
    ]
    return all(step.opname in plain for step in steps) and all(
        step.argval is None or step.argval is Ellipsis for step in steps
    )


def call(function, arguments, where, seconds=TIME_LIMIT):
    """Return ``function(*arguments)`` as it came, or raise ``Trouble`` with a sentence.

    ``where`` describes the arguments, for instance ``"for z = 0"``; ``seconds`` is the time limit.
    The function gets copies; what it prints is dropped.
    """
    given = copy.deepcopy(arguments)
    try:
        with _quiet():
            result = (_with_alarm if _has_alarm() else _in_thread)(function, given, seconds)
    except KeyboardInterrupt:
        raise
    except NotImplementedError:
        raise NotAttempted from None
    except _OutOfTime:
        raise Trouble(
            f"Your function did not finish within {seconds:g} seconds {where}. "
            "Is there a loop that never ends?"
        ) from None
    except RecursionError:
        raise Trouble(f"Your function calls itself without end {where}.") from None
    except BaseException as error:  # sys.exit() and exceptions of the learner's own, too
        raise Trouble(f"Your function stopped with {_describe(error, function)} {where}.") from None
    if result is Ellipsis:
        raise NotAttempted
    if result is None:
        raise Trouble(f"Your function returned None {where}. Does it end with `return`?")
    if not _same(given, arguments):
        raise Trouble(
            f"Your function changed its input {where}. Work on a copy, or build a new array."
        )
    return result


@contextlib.contextmanager
def _quiet():
    with (
        contextlib.redirect_stdout(io.StringIO()),
        contextlib.redirect_stderr(io.StringIO()),
        warnings.catch_warnings(),
        np.errstate(all="ignore"),
    ):
        warnings.simplefilter("ignore")
        yield


def _has_alarm():
    """Whether the system can interrupt us: not on Windows, and in the main thread only."""
    main = threading.current_thread() is threading.main_thread()
    return hasattr(signal, "setitimer") and main


def _with_alarm(function, given, seconds):
    running, rings, tracing = True, 0, sys.gettrace()
    soon = itertools.cycle(1e-6 * k for k in range(1, 33))

    def stop(_, frame):
        nonlocal rings
        if running:
            rings += 1
            if rings > 1:
                _trace(frame, _with_alarm.__code__, again)
            raise _OutOfTime

    def again(_, event, __):
        if running and event != "exception":  # that is ours on its way; the next line may catch it
            signal.setitimer(signal.ITIMER_REAL, next(soon), 0.01)
            raise _OutOfTime
        return again

    began, before = time.monotonic(), signal.signal(signal.SIGALRM, stop)
    # A bare `except:` of the learner may swallow it, so it rings again; whoever swallows that too
    # is interrupted in the line that follows: in the `except:`, where nothing catches it but a
    # caller's `except:`. For that one it rings some microseconds later, a few more each time.
    theirs, again_after = signal.setitimer(signal.ITIMER_REAL, seconds, 0.01)
    try:
        return function(*given)
    finally:
        running = False
        sys.settrace(tracing)
        left = theirs and max(theirs - (time.monotonic() - began), 0.001)
        signal.setitimer(signal.ITIMER_REAL, left, again_after)
        signal.signal(signal.SIGALRM, before)


def _trace(frame, outermost, trace):
    """Have ``trace`` called at every line of ``frame``, and of its callers up to ``outermost``."""
    sys.settrace(trace)
    while frame is not None and frame.f_code is not outermost:
        frame.f_trace = trace
        frame = frame.f_back


def _in_thread(function, given, seconds):
    """Run in a thread of its own, and stop that thread from here when time is up."""
    ended = {}

    def work():
        try:
            try:
                with np.errstate(all="ignore"):  # each thread has its own
                    ended["result"] = function(*given)
            except BaseException as error:
                ended["error"] = error
        except _OutOfTime as error:  # one more was on its way
            ended["error"] = error

    thread = threading.Thread(target=work, daemon=True)
    thread.start()
    thread.join(seconds)
    if not ended:
        _stop(thread, ended)
        raise _OutOfTime
    if "error" in ended:
        raise ended["error"]
    return ended["result"]


def _stop(thread, ended, patience=1.0):
    """Interrupt a thread until it has ``ended``; one that sleeps in C is left after a second."""
    usual, end = sys.getswitchinterval(), time.monotonic() + patience
    sys.setswitchinterval(1e-5)  # so that we get a word in between two of its rounds
    try:
        while not ended and time.monotonic() < end:
            # Python raises it in that thread at its next step.
            ctypes.pythonapi.PyThreadState_SetAsyncExc(
                ctypes.c_ulong(thread.ident), ctypes.py_object(_OutOfTime)
            )
            thread.join(1e-5)
    finally:
        sys.setswitchinterval(usual)


def _describe(error, function):
    """``ZeroDivisionError: division by zero (line 3 of your function)``."""
    try:
        reason = str(error).partition("\n")[0]
    except Exception:  # an exception of the learner's own that cannot be shown
        reason = ""
    text = f"{type(error).__name__}: {reason}".rstrip(": ")
    code, trace, line = getattr(function, "__code__", None), error.__traceback__, None
    while trace is not None:
        if trace.tb_frame.f_code is code:
            line = trace.tb_lineno - code.co_firstlineno + 1
        trace = trace.tb_next
    return text if line is None else f"{text} (line {line} of your function)"


def _same(left, right):
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(_same, left, right))
    try:
        return bool(np.array_equal(np.asarray(left), np.asarray(right), equal_nan=True))
    except Exception:  # no numbers: texts, functions, or anything a learner put there
        return _equal(left, right)


def _equal(left, right):
    try:
        return bool(left == right)
    except Exception:
        return False
