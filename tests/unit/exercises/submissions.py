"""Answers as learners write them: right ones in several styles, wrong ones with their mistake.

They stand in ``bank/<lesson>/submissions.py``. ``@right("exercise")`` marks a right answer;
``@wrong("exercise", "name of the mistake")`` a wrong one, and an empty name says that no diagnosis
is expected. A value instead of a function: ``right("exercise")(35)``.
"""

import importlib
from dataclasses import dataclass
from pathlib import Path
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
    """Every submission, lesson by lesson."""
    for file in sorted(Path(__file__).parent.glob("bank/*/submissions.py")):
        importlib.import_module(f"tests.unit.exercises.bank.{file.parent.name}.submissions")
    return ALL
