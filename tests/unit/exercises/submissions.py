"""Answers as learners write them: right ones in several styles, wrong ones with their mistake.

Each file names one of ``coursekit/exercises/graded``. ``@right("exercise")`` marks a right answer;
``@wrong("exercise", "name of the mistake")`` a wrong one, and an empty name says that no diagnosis
is expected. A value instead of a function: ``right("exercise")(35)``.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Submission:
    exercise: str
    answer: Any
    mistake: str | None = None  # None: the answer is right

    @property
    def label(self):
        return f"{self.exercise}-{'right' if self.mistake is None else self.mistake or 'wrong'}"


ALL = []


def right(exercise):
    def keep(answer):
        ALL.append(Submission(exercise, answer))
        return answer

    return keep


def wrong(exercise, mistake):
    def keep(answer):
        ALL.append(Submission(exercise, answer, mistake))
        return answer

    return keep


def load():
    """Every submission, file by file."""
    for info in pkgutil.iter_modules(__path__):
        importlib.import_module(f"{__name__}.{info.name}")
    return ALL
