"""From the error that ended a cell to a state and one line."""

import traceback
from dataclasses import dataclass

from coursekit._checks import NOT_ATTEMPTED
from coursekit.classroom.remote import Lost, StudentError, one_line
from coursekit.classroom.states import State
from coursekit.classroom.watch import Stalled
from coursekit.classroom.worker.wire import BadMessage

TESTS = "<tests>"
#: A cell that ended like this gives no points, whatever it left behind.
ABORTED = (State.TIMEOUT, State.MEMORY, State.CRASHED, State.TAMPERED)


@dataclass(frozen=True)
class Outcome:
    """How a cell ended."""

    state: State = State.PASSED
    reason: str = ""

    @property
    def good(self):
        """Whether it ran to its end."""
        return self.state is State.PASSED


def outcome_of(error, source=""):
    """What an exception says of the cell ``source`` of tests that it ended."""
    if isinstance(error, (StudentError, Lost)):
        return Outcome(error.state, error.reason)
    if isinstance(error, BadMessage):
        return Outcome(State.TAMPERED, f"the worker's messages were forged: {error}")
    if isinstance(error, Stalled):
        return Outcome(State.TIMEOUT, "the tests took too long over this answer")
    if isinstance(error, MemoryError):
        return Outcome(State.MEMORY, "the tests used too much memory over this answer")
    said = one_line(str(error))
    if isinstance(error, NotImplementedError) or "ellipsis" in said.lower():
        return Outcome(State.NOT_ATTEMPTED, NOT_ATTEMPTED)
    kind = type(error).__name__
    line = _line(error, source)
    return Outcome(
        State.FAILED, f"{kind}: {said}".removesuffix(": ") + (f" in “{line}”" * bool(line))
    )


def _line(error, source):
    """The line of the tests that stopped."""
    lines = source.splitlines()
    numbers = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == TESTS and frame.lineno and frame.lineno <= len(lines)
    ]
    return one_line(lines[numbers[0] - 1], 100) if numbers else ""


def worse(tests, answer):
    """What counts of a task: how its tests ended, or how the answer itself did.

    Parameters
    ----------
    tests, answer : Outcome
    """
    if answer.state in ABORTED:
        return answer
    if tests.good or tests.state in ABORTED or answer.good:
        return tests
    return answer
