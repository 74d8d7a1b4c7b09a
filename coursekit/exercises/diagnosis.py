"""Compare an answer with the right one and with the known mistakes, and say what is wrong."""

import reprlib
from collections.abc import Iterator

import numpy as np

from coursekit.exercises.reading import (
    calm,
    from_text,
    in_time,
    known_shape,
    masked,
    settled,
    tolerances,
)
from coursekit.exercises.running import NotAttempted, Trouble, call, is_blank
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG, Verdict


def judge(exercise, answer):
    """Return the ``Verdict`` on a learner's ``answer`` to ``exercise``."""
    with calm():
        return _judge(exercise, answer)


def _judge(exercise, answer):
    if answer is Ellipsis or answer is None or is_blank(answer):
        return _not_attempted(exercise)
    if exercise.examine is not None:
        return _examined(exercise, answer)
    if exercise.is_function and not callable(answer):
        return Verdict(
            WRONG,
            f"check.{exercise.name} expects a function, got {type(answer).__name__}: "
            f"hand in its name without brackets, as in check.{exercise.name}(my_function).",
        )
    try:
        return (
            _judge_function(exercise, answer)
            if exercise.is_function
            else _judge_value(exercise, answer)
        )
    except NotAttempted:
        return _not_attempted(exercise)
    except Trouble as trouble:
        return Verdict(WRONG, str(trouble))


def _examined(exercise, answer):
    try:
        settled(answer, exercise.seconds)
        return exercise.examine(exercise, answer)
    except (NotAttempted, NotImplementedError):
        return _not_attempted(exercise)
    except Trouble as trouble:
        return Verdict(WRONG, str(trouble))
    except Exception:  # the answer may be anything at all
        kind = type(answer).__name__
        return Verdict(WRONG, f"Your answer, of type {kind}, cannot be read: see what is asked.")


def _judge_value(exercise, answer):
    answer = settled(answer, exercise.seconds)
    if isinstance(answer, str) and type(exercise.answer) in (int, float):
        answer = from_text(answer, exercise.answer)
    complaint = _compare(answer, exercise.answer, exercise.tolerance)
    if not complaint:
        return Verdict(RIGHT, "Right.")
    known = next(
        (m for m in exercise.mistakes if not _compare(answer, m.answer, exercise.tolerance)), None
    )
    # The right value stays hidden: it is the whole answer.
    return _wrong(
        "Your answer is not right." if _shape(answer) == _shape(exercise.answer) else complaint,
        known,
    )


def _judge_function(exercise, function):
    results, complaint = [], ""
    for case in exercise.cases:
        where = "for " + describe(exercise.argument_names, case)
        results.append(_seen(exercise, case, call(function, case, where, exercise.seconds), where))
        if not complaint:
            expected = exercise.seen(case, exercise.answer(*case))
            problem = _compare(results[-1], expected, exercise.tolerance)
            head = f"{where}, {exercise.viewed}" if exercise.viewed else where
            complaint = f"{head[0].upper()}{head[1:]}: {problem}" if problem else ""
    if not complaint:
        return Verdict(RIGHT, f"Right. Your function agrees on all {len(results)} cases.")
    return _wrong(complaint, _known_mistake(exercise, results))


def _seen(exercise, case, result, where):
    """What is compared of a learner's ``result``, which may be anything at all."""
    try:
        if exercise.view is not None:
            result = in_time(lambda: exercise.seen(case, result), exercise.seconds)
        return settled(result, exercise.seconds)
    except NotImplementedError:
        raise NotAttempted from None
    except (Trouble, NotAttempted):
        raise
    except Exception:
        raise Trouble(f"What your function returns {where} cannot be read as numbers.") from None


def _known_mistake(exercise, results):
    """The first known mistake that gives the learner's results on every case, or ``None``."""
    for mistake in exercise.mistakes:
        theirs = (exercise.seen(case, mistake.answer(*case)) for case in exercise.cases)
        if not any(
            _compare(mine, other, exercise.tolerance)
            for mine, other in zip(results, theirs, strict=True)
        ):
            return mistake
    return None


def _compare(got, expected, tolerance):
    """An empty string when ``got`` equals ``expected``, else a sentence."""
    if isinstance(expected, str) or isinstance(got, str):
        if _same_text(got, expected):
            return ""
        return f"you gave {_brief(got)}, expected {show_value(expected)}."
    if isinstance(got, Iterator):
        return f"you gave a {type(got).__name__}, which can be read only once: use a list."
    if isinstance(expected, (set, frozenset)):
        return "" if _same_set(got, expected) else f"you gave {_brief(got)}."
    if _is_list_of_arrays(expected):
        return _compare_parts(got, expected, tolerance, "array", "a list of {} arrays")
    if _is_mixed(expected):
        return _compare_parts(got, expected, tolerance, "result", "{} results")
    if hidden := masked(got):
        return f"{hidden} of your answer are masked: fill them, or give a plain array."
    try:
        right, shape = np.asarray(expected, dtype=float), known_shape(got)
        if shape not in (None, right.shape):  # before an array of any size is read
            return _other_shape(shape, right)
        left = numbers(got)
    except Exception:  # a learner's object may raise anything
        if _is_complex(got):
            return f"you gave complex numbers, expected real ones: {show_value(expected)}."
        kind = type(got).__name__
        return f"you gave {kind}, which is not made of numbers; expected {show_value(expected)}."
    if left.shape != right.shape:
        return _other_shape(left.shape, right)
    relative, absolute = tolerances(got, right, tolerance)
    if np.allclose(left, right, rtol=relative, atol=absolute, equal_nan=True):
        return ""
    return f"you gave {show_value(left)}, expected {show_value(right)}."


def _other_shape(shape, right):
    return (
        f"your answer has {_shape_words(shape)}, expected {_shape_words(right.shape)}: "
        f"{show_value(right)}."
    )


def numbers(value):
    """``value`` as an array of floats; raises what it likes when it holds anything else."""
    array = np.asarray(value)
    kind = array.dtype.kind
    if kind not in "biufO" or kind == "O" and any(isinstance(v, (str, bytes)) for v in array.flat):
        raise TypeError("texts and complex numbers are no answers")
    return array.astype(float)


def _is_complex(value):
    try:
        return np.iscomplexobj(np.asarray(value))
    except Exception:
        return False


def _same_set(got, expected):
    try:
        return not isinstance(got, dict) and set(got) == expected
    except Exception:  # no collection, or entries that cannot be in a set
        return False


def _is_list_of_arrays(value):
    return isinstance(value, list) and all(isinstance(item, np.ndarray) for item in value) and value


def _is_mixed(value):
    """True for results of different shapes or kinds: a cost and its gradient, a word and a size."""
    if not isinstance(value, tuple):
        return False
    return len({_shape(item) for item in value}) > 1 or any(isinstance(v, str) for v in value)


def _compare_parts(got, expected, tolerance, part, wanted):
    """Compare arrays or results one by one, so that their shapes may differ."""
    if isinstance(got, np.ndarray) and got.ndim:
        got = list(got)
    if not isinstance(got, (list, tuple)):
        return f"you gave {type(got).__name__}, expected {wanted.format(len(expected))}."
    if len(got) != len(expected):
        return f"you gave {len(got)} {part}s, expected {len(expected)}."
    for number, (mine, right) in enumerate(zip(got, expected, strict=True), start=1):
        problem = _compare(mine, right, tolerance)
        if problem:
            return f"{part} {number} of {len(expected)}: {problem}"
    return ""


def describe(names, values):
    """``"z = 0 and y = 1"``: the arguments of a call in words."""
    return " and ".join(
        f"{name} = {show_value(value)}" for name, value in zip(names, values, strict=False)
    )


def show_value(value):
    """A number, list or array in few characters."""
    if isinstance(value, (str, bool)):
        return repr(value)
    try:
        array = np.asarray(value)
    except ValueError:  # a list of arrays of different shapes
        return f"[{', '.join(map(show_value, value))}]"
    if array.dtype.kind not in "biufc":
        return repr(value)
    if array.ndim == 0:
        return f"{array[()]:.6g}"
    if array.ndim > 2 and array.size > 64:
        return f"an array of shape {array.shape}"
    text = np.array2string(array, precision=4, separator=", ", threshold=12, edgeitems=2)
    return " ".join(text.split())


def _brief(value):
    """A few words about whatever a learner gave."""
    try:
        return reprlib.repr(value)
    except Exception:
        return type(value).__name__


def _not_attempted(exercise):
    return Verdict(
        NOT_ATTEMPTED,
        f"Not attempted yet: write your answer, then run the cell again. "
        f"check.{exercise.name}.hint() helps.",
    )


def _wrong(complaint, known):
    complaint = f"Not yet. {complaint}"
    if known is None:
        return Verdict(WRONG, complaint)
    return Verdict(
        WRONG,
        f"{complaint}\n  This looks like a known slip: {known.name}. {known.hint}",
        known.name,
    )


def _same_text(left, right):
    both = isinstance(left, str) and isinstance(right, str)
    return both and left.strip().lower() == right.strip().lower()


def _shape(value):
    try:
        return np.shape(value)
    except Exception:  # ragged, or an object that cannot be an array
        return None


def _shape_words(shape):
    return "a single number" if shape == () else f"shape {shape}"
