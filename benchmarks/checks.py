"""Answering ``check.<name>(answer)`` for right, wrong and empty answers to every exercise."""

import statistics
import time

from benchmarks.common import Result
from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from tests.unit.exercises.submissions import load

ALLOWED_MS = 200


def run(rounds=5):
    """One result for each exercise: seconds of the slowest answer, without the answer's own."""
    answers = {}
    for submission in load():
        answers.setdefault(submission.exercise, []).append(submission.answer)
    names = [name for name in dir(check) if name not in ("hint", "solution")]
    return [_measured(name, answers.get(name, []), rounds) for name in names]


def _measured(name, answers, rounds):
    exercise = getattr(check, name).exercise
    kinds = {
        "empty": [...],
        "right": [exercise.answer],
        "wrong": [mistake.answer for mistake in exercise.mistakes],
        "handed in": answers,
    }
    seconds = {
        kind: max(_seconds(exercise, answer, rounds) for answer in given)
        for kind, given in kinds.items()
        if given
    }
    slowest = max(seconds, key=seconds.get)
    milliseconds = 1e3 * seconds[slowest]
    verdict = {
        "target": f"less than {ALLOWED_MS} ms",
        "ratio": milliseconds,
        "met": milliseconds < ALLOWED_MS,
    }
    return Result(f"check.{name}", slowest, seconds, {"ms": milliseconds}, {slowest: verdict})


def _seconds(exercise, answer, rounds):
    """Median seconds that the check takes for an answer, less what the answer takes itself."""
    times = []
    for _ in range(rounds):
        spent = [0.0]
        timed = _timed(answer, spent) if callable(answer) else answer
        start = time.perf_counter()
        judge(exercise, timed)
        times.append(time.perf_counter() - start - spent[0])
    return statistics.median(times)


def _timed(function, spent):
    """``function``, and every function that it returns, with its seconds added to ``spent``."""

    def run(*arguments, **settings):
        start = time.perf_counter()
        try:
            result = function(*arguments, **settings)
        finally:
            spent[0] += time.perf_counter() - start
        return _timed(result, spent) if callable(result) else result

    return run
