"""How a task of a submission ended: what marking returns and every report reads."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The eight ways in which a task can end; only the first gives points."""

    PASSED = "passed"
    FAILED = "failed"
    NOT_ATTEMPTED = "not attempted"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    CRASHED = "crashed"
    TAMPERED = "tampered"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Task:
    """One graded cell of one submission.

    Attributes
    ----------
    grade_id : str
        The cell's name in the gradebook.
    exercise : str
        The exercise that it belongs to, as the learner sees it.
    state : State
    points, worth : float
        Points got and points to get.
    reason : str, default ""
        Why points are missing, in one line for the instructor; it may tell of hidden tests.
    mistake, hint : str, default ""
        What the diagnosis of :mod:`coursekit.exercises` says; fit for the student.
    """

    grade_id: str
    exercise: str
    state: State
    points: float
    worth: float
    reason: str = ""
    mistake: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Marked:
    """The verdict on one submission.

    Attributes
    ----------
    tasks : tuple of Task
        One for each graded cell of the key, in its order.
    notes : tuple of str, default ()
        What the instructor should know besides, one sentence each: changed own numbers, a friend's
        numbers, helper cells that ran, the student's own first error.
    questions : tuple of str, default ()
        What only a person can decide, one sentence each.
    """

    tasks: tuple[Task, ...]
    notes: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    @property
    def points(self):
        """Points got, over all tasks."""
        return sum(task.points for task in self.tasks)

    @property
    def worth(self):
        """Points to get, over all tasks."""
        return sum(task.worth for task in self.tasks)
