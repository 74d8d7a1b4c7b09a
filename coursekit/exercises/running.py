"""Run a learner's function so that whatever it does ends in a value or in one sentence."""

import contextlib
import copy
import io
import itertools
import types
import warnings
from functools import cache

import numpy as np

from coursekit.exercises.timelimit import OutOfTime, limited

# Long enough for a first import of a large library inside the answer.
TIME_LIMIT = 5.0  # seconds for one call


class Trouble(Exception):
    """The learner's function did something it should not; ``str`` is the sentence to show."""


class NotAttempted(Exception):
    """The learner has not begun."""


def is_blank(function):
    """True for a function whose body is only ``...``, ``pass``, ``return`` or a docstring."""
    try:
        code, docstring = function.__code__, function.__doc__
    except Exception:  # no function, or an object of the learner's own that raises what it likes
        return False
    if not isinstance(code, types.CodeType) or code.co_code not in _blank_codes():
        return False
    return all(const is None or const is ... or const is docstring for const in code.co_consts)


@cache
def _blank_codes():
    """The byte code that this Python, whichever it is, makes of functions with an empty body."""
    bodies = itertools.product(
        ("", "'docstring'\n "), ("", "pass\n ", "pass\n pass\n "), ("pass", "return", "return ...")
    )
    return {_compiled(f"def blank():\n {''.join(body)}") for body in bodies}


def _compiled(source):
    space = {}
    exec(source, space)
    return space["blank"].__code__.co_code


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
