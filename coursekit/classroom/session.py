"""One submission's worker through all its cells: started again when it is lost, told all again."""

import time

from coursekit.classroom.outcome import Outcome, outcome_of
from coursekit.classroom.remote import Lost, StudentError, Worker
from coursekit.classroom.states import State
from coursekit.classroom.worker.plain import Packer

MOST_RESTARTS = 8


class Session:
    """Asks a worker, and starts another one when it is lost.

    Parameters
    ----------
    sandbox : a sandbox of :mod:`coursekit.classroom.sandbox`
    limits : Limits

    Attributes
    ----------
    notes : list of str
        What the instructor should know.
    again : callable
        Called after a new worker has been told all cells, to give it what is no text.
    """

    def __init__(self, sandbox, limits):
        self.sandbox, self.limits = sandbox, limits
        self.ends = time.monotonic() + limits.submission
        self.notes, self.first_error = [], ""
        self.generation = 0
        self._told, self._worker, self._starts = [], None, 0

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
            self._worker = Worker(self.sandbox, self.limits)
            self.generation += 1
            self._tell_again()
        self._worker.deadline = min(time.monotonic() + self.limits.cell, self.ends)
        return self._worker

    def _tell_again(self):
        for request in list(self._told):
            try:
                self._worker.deadline = min(time.monotonic() + self.limits.cell, self.ends)
                self._worker.ask("run", self.limits.cell, **request)
            except StudentError:
                continue
            except Lost:  # it ended this time: it is not told once more
                self._told.remove(request)
                return

    def run(self, source, label, keep=(), restore=False):
        """Run a cell in the worker; return its :class:`Outcome`."""
        request = {"source": source, "keep": list(keep), "label": label, "restore": restore}
        try:
            answer, _ = self.worker().ask("run", self.limits.cell, **request)
        except Lost as error:
            return Outcome(error.state, error.reason)
        except StudentError as error:
            self._told.append(request)
            return Outcome(error.state, error.reason)
        self._told.append(request)
        self._note(answer, label)
        return Outcome()

    def _note(self, answer, label):
        if answer.get("jupyter"):
            self.note(f"Lines for Jupyter (%… and !…) in the cell “{label}” were passed over.")
        changed = [str(name)[:40] for name in answer.get("changed", ()) if isinstance(name, str)]
        if changed:
            named = ", ".join(sorted(changed)[:8])
            self.note(f"Code before the cell “{label}” had changed {named}: put back.")

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
        worker, found = self.worker(), {}
        answer, unpacker = worker.ask("get", self.limits.cell, names=sorted(wanted))
        for name, value in answer["values"].items():
            if isinstance(value, dict) and value.get("$") == "trouble":
                raise StudentError(State.FAILED, f"{name}: {str(value.get('text'))[:200]}")
            if name in wanted:
                found[name] = unpacker.unpack(value)
        return found

    def put(self, values):
        """Give the worker values of the grader's, before every answer that follows."""
        worker = self.worker()
        packer = Packer(worker.refer)
        packed = {name: packer.pack(value) for name, value in values.items()}
        worker.ask("put", self.limits.cell, values=packed, parts=packer.parts)

    def error(self, error, source=""):
        """The :class:`Outcome` of an exception."""
        return outcome_of(error, source)

    def close(self):
        """End the worker."""
        if self._worker is not None and not self._worker.lost:
            self._worker.close()
