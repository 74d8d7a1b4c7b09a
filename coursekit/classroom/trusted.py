"""The grader's own namespace: the key's set-up, in which the tests run over the student's data."""

import builtins
import copy
from functools import lru_cache

import numpy as np

from coursekit.classroom.outcome import TESTS
from coursekit.classroom.plan import Kind
from coursekit.classroom.watch import Timekeeper

_COPIED = ("list", "dict", "set", "ndarray", "DataFrame", "Series")


class Trusted:
    """Runs cells of the key.

    Parameters
    ----------
    steps : tuple of Step
    """

    def __init__(self, steps):
        self.steps = steps
        self.printed = []
        self.names = {"__name__": "grader", "print": self._print}
        self._solved, self._solved_until = None, 0

    def _print(self, *values, **_):
        self.printed.append(" ".join(map(str, values))[:500])

    def set_up(self, step):
        """Run a cell of set-up for good."""
        exec(_compiled(step.source, "<set-up>"), self.names)

    def wanted(self, step):
        """The names that a cell reads and only the student can give."""
        here = set(self.names) | set(dir(builtins)) | (set(step.sets) - self.answers)
        return {name for name in step.reads if name not in here}

    @property
    def answers(self):
        """The names that the answers of this key set."""
        return {n for step in self.steps if step.kind is Kind.ANSWER for n in step.sets}

    def run(self, step, values, seconds):
        """Run a cell with the student's values; return the names that it set.

        What the set-up holds is copied first, so that no answer can change it for the next.
        """
        fresh = {
            name: copy.deepcopy(self.names[name])
            for name in step.reads
            if type(self.names.get(name)).__name__ in _COPIED
        }
        space = {**self.names, **fresh, **values}
        with Timekeeper(seconds), np.errstate(all="ignore"):
            exec(_compiled(step.source, TESTS), space)
        return {name: space[name] for name in step.sets if name in space}

    def solved(self, until):
        """The names that the key's own solutions give, up to a step."""
        if self._solved is None:
            self._solved = dict(self.names)
        position = self.steps.index(until)
        for step in self.steps[self._solved_until : position]:
            if step.kind in (Kind.ANSWER, Kind.LINK):
                exec(_compiled(step.solution or step.source, "<solution>"), self._solved)
        self._solved_until = max(self._solved_until, position)
        return self._solved


@lru_cache(512)  # a class's keys have nearly all cells in common
def _compiled(source, name):
    return compile(source, name, "exec")
