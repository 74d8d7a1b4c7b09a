"""Mark one submission: student code runs in a worker, the verdict is formed here."""

from coursekit._checks import NOT_ATTEMPTED
from coursekit.classroom import feedback, own
from coursekit.classroom.limits import Limits
from coursekit.classroom.links import Links
from coursekit.classroom.outcome import Outcome, outcome_of, worse
from coursekit.classroom.plan import Kind, modules_of, read_submission, steps_of
from coursekit.classroom.sandbox import find
from coursekit.classroom.session import Session
from coursekit.classroom.states import Marked, State, Task
from coursekit.classroom.trusted import Trusted


def mark(submission, key, limits=None, sandbox=None, numbers=None):
    """Return the verdict on one submission; no submission makes it fail.

    Only the answers and the student's own helper cells are taken from the submission, and they run
    in a worker.  The tests, the set-up and the own numbers are the key's.  They run in this process
    over what the worker gives: plain data, and functions whose calls run in the worker.

    Parameters
    ----------
    submission : NotebookNode or dict
        What a student handed in.
    key : NotebookNode
        The same notebook with solutions and hidden tests; of an assignment, for this student.
    limits : Limits, optional
    sandbox : a sandbox, or its name, optional
        See :func:`coursekit.classroom.sandbox.find`; the best that works here when left out.
    numbers : dict, optional
        ``{student id: text of the cell of own numbers}`` of the class: a friend's are told.

    Returns
    -------
    Marked

    Raises
    ------
    NoSandbox
        When student code cannot be kept in, and nobody chose to trust it.
    """
    limits = Limits() if limits is None else limits
    if sandbox is None or isinstance(sandbox, str):
        sandbox = find(sandbox or "")
    steps = steps_of(key)
    try:
        given = read_submission(submission, key)
    except ValueError as error:
        return unreadable(key, str(error))
    with Marking(steps, given, limits, sandbox) as marking:
        tasks = marking.tasks()
        notes = own.notes(given.own, key, numbers) + marking.notes()
    return Marked(tuple(tasks), tuple(notes))


def _same(text, empty):
    """Whether an answer is the learner's empty form still."""
    return text.split() in ([], empty.split())


def unreadable(key, reason, state=State.UNREADABLE):
    """The verdict on what cannot be marked at all."""
    return Marked(
        tuple(
            Task(step.grade_id, step.title, state, 0, step.worth, reason)
            for step in steps_of(key)
            if step.kind is Kind.GRADED
        )
    )


class Marking:
    """One submission on its way through the cells of the key."""

    def __init__(self, steps, given, limits, sandbox):
        self.steps, self.given, self.limits = steps, given, limits
        self.session = Session(sandbox, limits, modules_of(steps))
        self.trusted = Trusted(steps)
        self.links = Links(steps, self.trusted, self.session)
        self.answered, self.judged, self.empty = {}, {}, set()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session.close()

    def tasks(self):
        """The :class:`Task` of every graded cell."""
        do = {
            Kind.SETUP: self._set_up,
            Kind.LINK: lambda step: self.links.reach(step, self.judged),
            Kind.ANSWER: self._answer,
            Kind.GRADED: self._grade,
            Kind.FEEDBACK: lambda step: None,
        }
        for step in self.steps:
            self._run_helpers(step)
            do[step.kind](step)
        told = feedback.Told(self.steps, self.trusted, self.session)
        return [self._task(s, told) for s in self.steps if s.kind is Kind.GRADED]

    def _set_up(self, step):
        self.trusted.set_up(step)
        self.session.run(step.source, "set-up", keep=step.sets)

    def _run_helpers(self, step):
        for source in self.given.helpers.pop(step.grade_id, ()) if step.grade_id else ():
            if source.strip():
                self.empty.clear()  # what is asked for may stand there
                self._first_error(self.session.run(source, "a cell of the student"), "an own cell")

    def _answer(self, step):
        texts = [t for t in self.given.answers.get(step.grade_id, ()) if not _same(t, step.source)]
        if not texts:
            self.empty.add(step.exercise)
        else:
            self.links.renew(self.judged)
        self.session.empty(step.source, step.grade_id)
        outcome = Outcome()
        for source in texts:
            found = self.session.run(source, step.grade_id)
            self._first_error(found, step.grade_id)
            outcome = outcome if outcome.state is not State.PASSED else found
        self.answered[step.grade_id] = outcome

    def _first_error(self, outcome, where):
        if outcome.state not in (State.PASSED, State.NOT_ATTEMPTED):
            self.session.first_error = self.session.first_error or (
                f"The student's own first error, in {where}: {outcome.reason}."
            )

    def _grade(self, step):
        if step.exercise in self.empty:
            self.judged[step.grade_id] = Outcome(State.NOT_ATTEMPTED, NOT_ATTEMPTED)
            return
        try:
            self.links.renew(self.judged, but=step.exercise)
            values = self.session.get(self.trusted.wanted(step))
            seconds = min(self.limits.cell, max(self.session.left, 0.1))
            self.trusted.run(step, values, seconds + 2)
            tests = Outcome()
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            tests = outcome_of(error, step.source)
        self.judged[step.grade_id] = worse(tests, self.answered.get(step.exercise, Outcome()))

    def _task(self, step, told):
        found = self.judged[step.grade_id]
        points = step.worth if found.good else 0
        mistake, hint = ("", "")
        if found.state is State.FAILED:
            mistake, hint = told.of(step.exercise)
        about = (step.grade_id, step.title, found.state, points, step.worth)
        return Task(*about, found.reason, mistake, hint)

    def notes(self):
        """What the instructor should know of how the submission ran."""
        found = list(self.session.notes)
        if self.session.first_error:
            found.append(self.session.first_error)
        if self.given.changed:
            found.append(
                f"Locked cells were changed ({', '.join(sorted(set(self.given.changed)))}): "
                "the key's were used."
            )
        if self.session.sandbox.trusted:
            found.append("Marked without a sandbox: the code was trusted.")
        return found
