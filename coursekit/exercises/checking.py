"""``check.name(answer)`` judges an answer; ``hint()`` and ``solution()`` help after a try."""

import difflib
import importlib
import pkgutil

from . import record
from .diagnosis import judge
from .verdict import NOT_ATTEMPTED


class Checker:
    """Judges the answers to one exercise and remembers how far the learner has got."""

    def __init__(self, exercise, desk):
        self.exercise = exercise
        self._desk = desk
        self._hints_given = 0
        self._attempts = 0

    def __call__(self, answer=...):
        """Judge ``answer``, print the verdict and return it."""
        verdict = judge(self.exercise, answer)
        self._desk._last = self
        if verdict.status != NOT_ATTEMPTED:
            self._attempts += 1
            record.note(self.exercise.name, bool(verdict))
        print(verdict)
        return verdict

    def hint(self):
        """Print the next hint; the last one repeats."""
        self._desk._last = self
        hints = self.exercise.hints
        if not hints:
            print("There are no hints for this one.")
            return
        number = min(self._hints_given, len(hints) - 1)
        self._hints_given = number + 1
        print(f"Hint {number + 1} of {len(hints)}: {hints[number]}")

    def solution(self):
        """Print one right solution, once there has been an attempt."""
        if not self._attempts:
            print(f"Try first: one attempt with check.{self.exercise.name}(…) opens the solution.")
            return
        print(self.exercise.solution_text)

    def __repr__(self):
        return f"check.{self.exercise.name}(your answer)"


class Desk:
    """Holds one checker per exercise; exercises are looked up when first needed."""

    def __init__(self):
        self._checkers = {}
        self._last = None

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        self._load()
        if name not in self._checkers:
            near = difflib.get_close_matches(name, self._checkers, n=1)
            advice = (
                f"; did you mean check.{near[0]}?"
                if near
                else f"; there are: {', '.join(sorted(self._checkers))}."
            )
            raise AttributeError(f"there is no exercise {name!r}{advice}")
        return self._checkers[name]

    def __dir__(self):
        self._load()
        return ["hint", "solution", *self._checkers]

    def hint(self):
        """Print the next hint for the exercise checked last."""
        self._of_last("hint")

    def solution(self):
        """Print a solution of the exercise checked last."""
        self._of_last("solution")

    def _of_last(self, what):
        if self._last is None:
            print(f"Check an answer first, or name the exercise: check.<name>.{what}().")
        else:
            getattr(self._last, what)()

    def _load(self):
        """Read every file of ``checkers`` and ``graded``: each lists its ``EXERCISES``."""
        if self._checkers:
            return
        for module in _modules(".checkers", ".graded"):
            for exercise in module.EXERCISES:
                if exercise.name in self._checkers:
                    raise ValueError(
                        f"two exercises are called {exercise.name!r}, one in {module.__name__}"
                    )
                self._checkers[exercise.name] = Checker(exercise, self)


def lessons():
    """``{lesson: [names of its checks]}`` in reading order: the lesson's own, then the graded."""
    found = {}
    for module in _modules(".checkers", ".graded"):
        found.setdefault(module.LESSON, []).extend(e.name for e in module.EXERCISES)
    return dict(sorted(found.items()))


def _modules(*packages):
    """Import and yield the modules of the exercise bank: one file a lesson."""
    for package in packages:
        package = importlib.import_module(package, __package__)
        for info in pkgutil.iter_modules(package.__path__):
            yield importlib.import_module(f"{package.__name__}.{info.name}")


check = Desk()
