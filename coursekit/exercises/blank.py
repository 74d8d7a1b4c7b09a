"""Tell an answer that is still to be written from one that has been begun."""

import itertools
import types
from functools import cache

import numpy as np

from coursekit.exercises.verdict import NOT_ATTEMPTED

MOST_PARTS = 2000  # a longer answer has been begun


def is_blank(answer):
    """True for ``...``, for an empty function, and for a list, set or dict with such a part.

    A function is empty when its body is only ``...``, ``pass``, ``return``, a docstring or
    ``raise NotImplementedError("not attempted")``.
    """
    waiting = [answer]
    for _ in range(MOST_PARTS):
        if not waiting:
            break
        part = waiting.pop()
        if part is ... or _is_empty(part):
            return True
        waiting.extend(itertools.islice(_parts(part), MOST_PARTS))
    return False


def _parts(answer):
    if type(answer) is dict:
        return answer.values()
    if type(answer) is np.ndarray and answer.dtype == object:
        return answer.flat
    return answer if type(answer) in (list, tuple, set, frozenset) else ()


def attempted(answer, *entries):
    """Stop a cell of tests with "not attempted" while its answer is still to be written.

    Parameters
    ----------
    answer : anything
    *entries : str
        Keys of the dict ``answer``: only these are looked at, and each must be there.

    Raises
    ------
    NotImplementedError
        While the answer, or one of these entries, is blank.
    AssertionError
        When an entry is missing, or the answer is no dict.
    """
    parts = answer
    if entries and answer is not ...:
        assert isinstance(answer, dict), f"a dict is asked for, got {type(answer).__name__}"
        parts = [answer[name] for name in entries if name in answer]
    if is_blank(parts):
        raise NotImplementedError(NOT_ATTEMPTED)
    missing = [name for name in entries if name not in answer]
    assert not missing, f"these entries are missing: {', '.join(missing)}"


def _is_empty(function):
    try:
        code, docstring = function.__code__, function.__doc__
    except Exception:  # no function, or an object of the learner's own that raises what it likes
        return False
    if not isinstance(code, types.CodeType) or code.co_code not in _empty_codes():
        return False
    known = (None, ..., docstring, NOT_ATTEMPTED)
    named = all(name == "NotImplementedError" for name in code.co_names)
    return named and all(any(const is k or const == k for k in known) for const in code.co_consts)


@cache
def _empty_codes():
    """The byte code that this Python, whichever it is, makes of functions with an empty body."""
    endings = ("pass", "return", "return ...", "raise NotImplementedError")
    bodies = itertools.product(
        ("", "'docstring'\n "),
        ("", "pass\n ", "pass\n pass\n "),
        (*endings, f"raise NotImplementedError({NOT_ATTEMPTED!r})"),
    )
    return {_compiled(f"def blank():\n {''.join(body)}") for body in bodies}


def _compiled(source):
    space = {}
    exec(source, space)
    return space["blank"].__code__.co_code
