"""``check.name(answer)`` judges an answer; ``hint()`` and ``solution()`` help after a try."""

from coursekit._checks import closest
from coursekit.exercises import bank, record
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED


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
        if name not in self._checkers:
            if name not in bank.names():
                raise AttributeError(_unknown(name))
            self._checkers[name] = Checker(bank.find(name), self)
        return self._checkers[name]

    def __dir__(self):
        return ["hint", "solution", *bank.names()]

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


def _unknown(name):
    near = closest(name, bank.names())
    advice = f"did you mean check.{near}?" if near else f"there are: {', '.join(bank.names())}."
    return f"there is no exercise {name!r}; {advice}"


check = Desk()
