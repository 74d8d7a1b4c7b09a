"""What a student has in all: the points of the tests and those given by hand."""

from collections import Counter
from dataclasses import dataclass

from coursekit.classroom.by_hand import ByHand
from coursekit.classroom.states import State

#: States that say nothing about the student's work: a person has to look first.
_NO_VERDICT = {State.UNREADABLE, State.CRASHED}


@dataclass(frozen=True)
class Result:
    """One student's record together with the marks by hand.

    Attributes
    ----------
    student : Student
    record : dict
        See :func:`coursekit.classroom.job.run`.
    hand : ByHand
    hand_worth : float
        Points that a person can give for tasks.
    """

    student: object
    record: dict
    hand: ByHand
    hand_worth: float

    @property
    def tests(self):
        """Points got by tests."""
        return sum(task["points"] for task in self.record["tasks"])

    @property
    def total(self):
        """Points got in all."""
        return self.tests + self.hand.points

    @property
    def of(self):
        """Points to get in all."""
        return sum(task["worth"] for task in self.record["tasks"]) + self.hand_worth

    @property
    def is_mark(self):
        """Whether the total can be given to a platform.

        Where nothing was handed in, or nothing could be read, it is no verdict; points given by
        hand make it one.
        """
        states = {task["state"] for task in self.record["tasks"]}
        return self.hand.given or (bool(self.record["file"]) and not states <= _NO_VERDICT)

    @property
    def states(self):
        """How the tests ended, in words: ``8 passed, 2 failed``."""
        found = Counter(task["state"] for task in self.record["tasks"])
        return ", ".join(f"{found[state]} {state}" for state in State if found[state])
