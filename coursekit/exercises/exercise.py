"""What an exercise is: a right answer, cases to try it on, known mistakes, hints."""

import inspect
import json
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from coursekit.exercises.running import TIME_LIMIT
from coursekit.exercises.verdict import WRONG, Verdict


@dataclass(frozen=True)
class Mistake:
    """A wrong answer that people give, with the sentence that helps them.

    Parameters
    ----------
    name : str
        Two to five words, as one would say them: "forgot the minus sign".
    answer : callable, value or None
        The wrong answer itself, of the same kind as the exercise's right one; ``None`` where only
        the exercise's ``examine`` can see the mistake.
    hint : str
        One sentence about what to look at; it does not give the solution away.
    """

    name: str
    answer: Any
    hint: str


class Later(Sequence):
    """Cases that are made when they are first needed, for those that take a large library.

    Parameters
    ----------
    make : callable
        Returns the tuple of cases.
    """

    def __init__(self, make):
        self._make = make

    @cached_property
    def _cases(self):
        return self._make()

    def __getitem__(self, place):
        return self._cases[place]

    def __len__(self):
        return len(self._cases)


@dataclass(frozen=True)
class Exercise:
    """One task that ``check.<name>`` can judge.

    Parameters
    ----------
    name : str
        The name behind ``check.``.
    answer : callable, value or None
        The right answer.  A callable is compared with the learner's on every case; ``None`` where
        ``examine`` judges and no one answer is the right one.
    cases : tuple of tuples, or Later
        Arguments to try, the smallest first: the first that differs is shown to the learner.
    mistakes : tuple of Mistake
        Known wrong answers; one that agrees with the learner's on every case names the mistake.
    hints : tuple of str
        From a nudge to almost the solution.
    solution : str, optional
        What ``check.solution()`` prints.  When left out: the solution in the exercise notebook of
        this name, else the source of ``answer``.
    tolerance : float
        Largest accepted difference, relative and absolute.
    examine : callable, optional
        Judges an answer that has many right forms, such as a trained network: ``examine(exercise,
        answer)`` returns the verdict, and nothing is compared with ``answer``.
    view : callable, optional
        For functions with many right results, such as the weights of a gate: ``view(case, result)``
        gives what is compared instead, and may raise ``Trouble`` with a sentence.
    viewed : str
        What ``view`` gives, in words, for the sentence about a difference.
    seconds : float
        Time limit for one call of the learner's function.
    """

    name: str
    answer: Any = None
    cases: Sequence = ()
    mistakes: tuple[Mistake, ...] = ()
    hints: tuple[str, ...] = ()
    solution: str = ""
    tolerance: float = 1e-6
    examine: Callable | None = None
    view: Callable | None = None
    viewed: str = ""
    seconds: float = TIME_LIMIT

    @property
    def is_function(self):
        """True when the learner hands in a function, False for a value."""
        return isinstance(self.answer, Callable)

    def refuse(self, name, said):
        """Return the verdict on a known mistake: what was ``said`` of the answer, and its hint."""
        hint = next(mistake.hint for mistake in self.mistakes if mistake.name == name)
        return Verdict(WRONG, f"{said} {hint}".strip(), name)

    def seen(self, case, result):
        """What is compared of ``result``."""
        return result if self.view is None else self.view(case, result)

    @property
    def argument_names(self):
        """Names of the answer's parameters, for sentences like ``for z = 0``."""
        return list(inspect.signature(self.answer).parameters)

    @property
    def solution_text(self):
        """The text that ``solution()`` prints."""
        text = self.solution or _from_notebooks().get(self.name) or inspect.getsource(self.answer)
        return textwrap.dedent(text).strip()


@cache
def _from_notebooks():
    """``{name: solution}`` as ``make exercises`` took them from the exercise notebooks."""
    path = Path(__file__).with_name("solutions.json")
    return json.loads(path.read_text("utf-8")) if path.is_file() else {}
