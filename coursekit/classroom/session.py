"""One submission's worker through all its cells: started again when it is lost, told all again."""

import time

from coursekit.classroom.outcome import Outcome
from coursekit.classroom.remote import Lost, StudentError, Worker
from coursekit.classroom.states import State
from coursekit.classroom.worker.packing import Packer
from coursekit.classroom.worker.wire import BadMessage

MOST_RESTARTS = 8


class Session:
    """Asks a worker, and starts another one when it is lost.

    Parameters
    ----------
    sandbox : a sandbox of :mod:`coursekit.classroom.sandbox`
    limits : Limits
    modules : sequence of str, default ()
        What the cells will import.

    Attributes
    ----------
    notes : list of str
        What the instructor should know.
    again : callable
        Called after a new worker has been told all cells, to give it what is no text.
    """

    def __init__(self, sandbox, limits, modules=()):
        self.sandbox, self.limits, self.modules = sandbox, limits, modules
        self.ends = time.monotonic() + limits.submission
        self.notes, self.first_error = [], ""
        self.generation = 0
        self._told, self._suspect = [], None
        self._worker, self._starts = None, 0

    @property
    def left(self):
        """Seconds that are left for the whole submission."""
        return self.ends - time.monotonic()

    def worker(self):
        """The worker that runs, or a new one that has been told all that the old one knew.

        Raises
        ------
        Lost
            When the submission's time is over, or its workers were lost too often.
        """
        if self.left <= 0:
            raise Lost(State.TIMEOUT, "the time for the whole submission was over")
        while self._worker is None or self._worker.lost:
            self._starts += 1
            if self._starts > MOST_RESTARTS:
                raise Lost(State.CRASHED, "the submission ended its worker again and again")
            self._worker = Worker(self.sandbox, self.limits, self.modules)
            self.generation += 1
            self._tell_again()
        self._worker.deadline = min(time.monotonic() + self.limits.cell, self.ends)
        return self._worker

    def _tell_again(self):
        for do, request in list(self._told):
            try:
                self._worker.deadline = min(time.monotonic() + self.limits.cell, self.ends)
                self._worker.ask(do, self.limits.cell, **request)
            except StudentError:
                continue
            except Lost as error:  # it ended this time: it is not told once more
                self._told.remove((do, request))
                self._lost(error)
                return

    def ask(self, do, tell=False, **request):
        """Ask the worker; with ``tell``, a new worker is told this, too.

        Raises
        ------
        StudentError, Lost
        """
        worker = self.worker()
        try:
            found = worker.ask(do, self.limits.cell, **request)
        except StudentError:
            if tell:
                self._told.append((do, request))
            raise
        except Lost as error:
            self._lost(error)
            raise
        if tell:
            self._told.append((do, request))
        return found

    def _lost(self, error):
        """Leave out what was told last when the worker is lost a second time after it."""
        if error.state is State.TAMPERED:
            self.note(f"One worker was ended: {error.reason}.")
        last = self._told[-1] if self._told else None
        if error.state is not State.TIMEOUT and last is not None and last is self._suspect:
            self._told.pop()
        self._suspect = last

    def run(self, source, label, keep=()):
        """Run a cell in the worker; return its :class:`Outcome`."""
        try:
            answer, _ = self.ask("run", tell=True, source=source, keep=list(keep), label=label)
        except (Lost, StudentError) as error:
            return Outcome(error.state, error.reason)
        if answer.get("jupyter"):
            self.note(f"Lines for Jupyter (%… and !…) in the cell “{label}” were passed over.")
        return Outcome()

    def empty(self, source, label):
        """Put set-up and own numbers back, and the empty form of an answer into its place."""
        try:
            answer, _ = self.ask("empty", tell=True, source=source, label=label)
        except (Lost, StudentError):
            return
        told = answer.get("changed")
        told = told if isinstance(told, list) else ()
        if changed := [name[:40] for name in told if isinstance(name, str)]:
            named = ", ".join(sorted(changed)[:8])
            self.note(f"Code before the answer “{label}” had changed {named}: put back.")

    def note(self, sentence):
        """Keep a sentence for the instructor, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def get(self, wanted):
        """The student's values of these names; those that are not there are left out.

        Raises
        ------
        StudentError, Lost
        """
        answer, unpacker = self.ask("get", names=sorted(wanted))
        found, values = {}, answer.get("values")
        if not isinstance(values, dict):
            raise BadMessage("a reply without values")
        for name, value in values.items():
            if isinstance(value, dict) and value.get("$") == "trouble":
                raise StudentError(State.FAILED, f"{name}: {str(value.get('text'))[:200]}")
            if name in wanted:
                found[name] = unpacker.unpack(value)
        return found

    def hurry(self, seconds):
        """Give what is asked next, until the next request of this session, less time."""
        if self._worker is not None:
            self._worker.deadline = min(self._worker.deadline, time.monotonic() + seconds)

    def put(self, values):
        """Give the worker values of the grader's, before every answer that follows."""
        worker = self.worker()
        packer = Packer(worker.refer)
        packed = {name: packer.pack(value) for name, value in values.items()}
        self.ask("put", values=packed, parts=packer.parts)

    def close(self):
        """End the worker."""
        if self._worker is not None and not self._worker.lost:
            self._worker.close()
