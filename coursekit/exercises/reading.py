"""A learner's answer before it is compared: read in time and in silence, its size first."""

import contextlib
import warnings
from collections.abc import Iterator

import numpy as np

from coursekit.exercises.running import TIME_LIMIT, Trouble, call

MOST = 1_000_000  # entries of a list, or of an object of the learner's own
_PLAIN = (bool, int, float, complex, str, bytes, type(None), np.generic)
_KEPT = (np.ndarray, set, frozenset, dict, Iterator)


@contextlib.contextmanager
def calm():
    """Work as usual where the learner's kernel makes errors of every warning and overflow."""
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        yield


def in_time(work, seconds=TIME_LIMIT):
    """Return ``work()``, which runs code of the learner's objects, or raise ``Trouble``."""
    ended = []

    def attempt():
        try:
            ended.append((work(), None))
        except Exception as error:
            ended.append((None, error))
        return True

    call(attempt, (), "when its answer is read", seconds)
    result, error = ended[-1]
    if error is not None:
        raise error
    return result


def settled(value, seconds=TIME_LIMIT):
    """``value`` with every object that stands for numbers turned into an array, once.

    Raises
    ------
    Trouble
        When reading it takes too long, or when there is no end to its entries.
    """
    try:
        return value if _is_plain(value) else in_time(lambda: _settle(value), seconds)
    except RecursionError:  # a list that holds itself
        return value


def _is_plain(value):
    if type(value) in (list, tuple):
        return len(value) <= MOST and all(map(_is_plain, value))
    return isinstance(value, (*_PLAIN, *_KEPT)) or callable(value)


def _settle(value):
    if _is_plain(value):
        return value
    if type(value) in (list, tuple) and len(value) <= MOST:
        return type(value)(map(_settle, value))
    try:
        _has_an_end(value)
        array = np.asarray(value)
    except Trouble:
        raise
    except Exception:  # an object of the learner's own may raise anything
        return value
    return array if array.dtype.kind in "biufc" else value


def _has_an_end(value):
    kind = type(value)
    sized = hasattr(kind, "__len__") and not hasattr(kind, "__array__")
    if sized and (count := len(value)) > MOST:
        raise Trouble(f"Your answer has {count} entries, more than can be read: give an array.")


def from_text(text, right):
    """What a number written as text stands for: ``right`` if it is that to the digits written.

    Raises
    ------
    Trouble
        When it agrees, but has fewer digits than can be judged.
    """
    from coursekit.handcalc.checking import agrees, has_few_digits
    from coursekit.handcalc.precision import written_number

    try:
        value = written_number(text, "Your answer")
    except ValueError:
        return text
    if not agrees(right, value):
        return float(value)
    if has_few_digits(right, value):
        raise Trouble("Right as far as it goes: write at least three significant digits.")
    return right


def masked(value):
    """``"2 of 3 values"`` of a masked array that are hidden; an empty string when none is."""
    if not isinstance(value, np.ma.MaskedArray):
        return ""
    hidden = int(np.count_nonzero(np.ma.getmaskarray(value)))
    return f"{hidden} of {value.size} values" if hidden else ""


def known_shape(value):
    """The shape of an array of numbers, before a look at them; ``None`` for everything else."""
    return value.shape if isinstance(value, np.ndarray) and value.dtype.kind in "biuf" else None


def tolerances(value, right, tolerance):
    """Relative and absolute tolerance: the exercise's, or what the type of the answer can hold.

    A number of type float32 is right to half of its digits: √ε of its value, and 16 ε of the
    largest value beside it, which rounding leaves where numbers cancel.
    """
    grain = _grain(value)
    largest = float(np.max(np.abs(right), initial=0.0, where=np.isfinite(right)))
    return max(tolerance, grain**0.5), max(tolerance, 16 * grain * largest)


def _grain(value):
    """ε of a floating type; 0 for a value without one."""
    kind = getattr(value, "dtype", None)
    if kind is None and isinstance(value, (list, tuple)) and value:
        return max(map(_grain, value))
    floating = isinstance(kind, np.dtype) and kind.kind == "f"
    return float(np.finfo(kind).eps) if floating else 0.0
