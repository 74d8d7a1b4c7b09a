"""Run a learner's function so that whatever it does ends in a value or in one sentence."""

import contextlib
import copy
import io
import warnings

import numpy as np

from coursekit.exercises.blank import is_blank
from coursekit.exercises.timelimit import OutOfTime, limited

# Long enough for a first import of a large library inside the answer.
TIME_LIMIT = 5.0  # seconds for one call


class Trouble(Exception):
    """The learner's function did something it should not; ``str`` is the sentence to show."""


class NotAttempted(Exception):
    """The learner has not begun."""


def call(function, arguments, where, seconds=TIME_LIMIT):
    """Return ``function(*arguments)`` as it came, or raise ``Trouble`` with a sentence.

    ``where`` describes the arguments, for instance ``"for z = 0"``; ``seconds`` is the time limit.
    The function gets copies; what it prints is dropped.
    """
    given = copy.deepcopy(arguments)
    try:
        with _quiet():
            result = limited(function, given, seconds)
    except KeyboardInterrupt:
        raise
    except NotImplementedError:
        raise NotAttempted from None
    except OutOfTime:
        raise Trouble(
            f"Your function did not finish within {seconds:g} seconds {where}. "
            "Is there a loop that never ends?"
        ) from None
    except RecursionError:
        raise Trouble(f"Your function calls itself without end {where}.") from None
    except BaseException as error:  # sys.exit() and exceptions of the learner's own, too
        said = _describe(error, function)
        if "ellipsis" in said.lower():  # Python's name for the dots that are still to be replaced
            raise NotAttempted from None
        raise Trouble(f"Your function stopped with {said} {where}.") from None
    if is_blank(result):
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
