"""Locked cells that call answers: they run with the grader, and later answers get the results."""

from coursekit.classroom.outcome import outcome_of
from coursekit.classroom.plan import Kind


class Links:
    """Keeps what the links set, made from the student's answers where those are right.

    A slip costs its own points only: where an answer has failed its tests, what follows from it is
    made with the key's solution.

    Parameters
    ----------
    steps : tuple of Step
    trusted : Trusted
    session : Session
    """

    def __init__(self, steps, trusted, session):
        self.steps, self.trusted, self.session = steps, trusted, session
        self._reached, self._made = [], {}
        self._sets = {n: s for s in steps if s.kind is Kind.ANSWER for n in s.sets}

    def reach(self, step, judged):
        """Run a link when the walk comes to it, unless nothing follows."""
        after = self.steps[self.steps.index(step) + 1 :]
        if any(each.kind in (Kind.ANSWER, Kind.GRADED) for each in after):
            self._reached.append(step)
            self._make(step, self._failed(step, judged))

    def renew(self, judged, but=""):
        """Run the links again whose answers have failed since, or whose worker was lost.

        Parameters
        ----------
        judged : dict
            ``{grade id: Outcome}``.
        but : str
            The exercise that is being judged: it counts as it is.
        """
        if self._reached:
            self.session.worker()
        for step in self._reached:
            failed = self._failed(step, judged) - {but}
            if self._made.get(step) != (failed, self.session.generation):
                self._make(step, failed)

    def _failed(self, step, judged):
        """The exercises before it, among those it reads, that have not passed."""
        wanted = {self._sets[name].grade_id for name in step.reads if name in self._sets}
        graded = [s for s in self.steps if s.kind is Kind.GRADED and s.grade_id in judged]
        return {s.exercise for s in graded if s.exercise in wanted and not judged[s.grade_id].good}

    def _make(self, step, failed):
        try:
            values = self._values(step, failed)
            found = self.trusted.run(step, values, self.session.limits.cell)
            self.trusted.names.update(found)
            self.session.put(found)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            for name in step.sets:
                self.trusted.names.pop(name, None)
            self.session.note(
                f"The locked cell “{step.grade_id}” stopped: {outcome_of(error).reason}."
            )
        self._made[step] = (failed, self.session.generation)

    def _values(self, step, failed):
        names = {name for name in step.reads if name in self._sets}
        by_key = {name for name in names if self._sets[name].grade_id in failed}
        values = self.session.get(names - by_key)
        if by_key:
            solved = self.trusted.solved(step)
            values.update({name: solved[name] for name in by_key})
        return values
