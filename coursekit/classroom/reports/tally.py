"""What a class's records say together, gathered one record at a time and kept small."""

from array import array
from collections import Counter

import numpy as np

from coursekit.classroom.states import State

STATES = list(State)
_CODE = {state: code for code, state in enumerate(STATES)}
_NOTHING = {State.NOT_ATTEMPTED, State.UNREADABLE}

#: So many notes are kept in words; the journal has them all.
NOTES = 500

#: With fewer students the standard error of a correlation, 1 / √(n − 1), is above 0.19, as large as
#: the border between a good and a weak item.
ENOUGH = 30

#: A task that hardly anybody solved, or hardly anybody missed, has nothing to discriminate with.
FEW = 5

#: Below this corrected item-total correlation a task is called weak (Ebel 1965).
WEAK = 0.2


class Tally:
    """Counts of a class: add each record, then read.

    A student takes a byte and a float for each task, and the fingerprint as 32-bit numbers: 10,000
    students need a few megabytes.

    Attributes
    ----------
    tasks : list of dict
        ``id``, ``exercise`` and ``worth`` of each task, in the key's order.
    students : list of str
    mistakes : Counter of (exercise, mistake)
        In how many students' answers each mistake was seen.
    notes : list of (student, note)
        The first 500.
    unread : list of (student, reason)
        Whose work could not be read.
    fingerprints : dict of str to array
    """

    def __init__(self):
        self.tasks, self.students, self.notes, self.unread = [], [], [], []
        self.mistakes, self.sandboxes = Counter(), Counter()
        self.fingerprints, self.more_notes = {}, 0
        self._places, self._states, self._points = {}, [], []
        self._by_hand, self.worth_by_hand = array("f"), 0.0

    def add(self, record):
        """Count one student."""
        student = record["student"]
        self.students.append(student)
        self.sandboxes[record.get("sandbox", "")] += 1
        states = bytearray([_CODE[State.NOT_ATTEMPTED]]) * len(self.tasks)
        points, seen = array("f", [0.0]) * len(self.tasks), set()
        for task in record["tasks"]:
            place = self._place(task, states, points)
            states[place], points[place] = _CODE[State(task["state"])], task["points"]
            if task.get("mistake") and task["points"] < task["worth"]:
                seen.add((task["exercise"], task["mistake"]))
        self.mistakes.update(seen)
        self._states.append(states)
        self._points.append(points)
        self._by_hand.append(record.get("by_hand", {}).get("points", 0))
        self.worth_by_hand = max(self.worth_by_hand, record.get("by_hand", {}).get("worth", 0))
        self._note(record)
        if record.get("fingerprint"):
            self.fingerprints[student] = np.array(record["fingerprint"], np.uint32)

    def _place(self, task, states, points):
        """The task's column; a task that no record had before gets one."""
        place = self._places.setdefault(task["id"], len(self.tasks))
        if place == len(self.tasks):
            self.tasks.append({key: task[key] for key in ("id", "exercise", "worth")})
            states.append(0)
            points.append(0.0)
        return place

    def _note(self, record):
        for task in record["tasks"]:
            if task["state"] == State.UNREADABLE:
                self.unread.append((record["student"], task.get("reason", "")))
                break
        room = NOTES - len(self.notes)
        self.notes += [(record["student"], note) for note in record.get("notes", ())[:room]]
        self.more_notes += max(0, len(record.get("notes", ())) - room)

    @property
    def states(self):
        """Codes of the states, one row a student, one column a task; see ``STATES``."""
        return self._matrix(self._states, np.uint8, _CODE[State.NOT_ATTEMPTED])

    @property
    def points(self):
        """Points, one row a student, one column a task."""
        return self._matrix(self._points, np.float32, 0)

    @property
    def totals(self):
        """All points of each student, those by hand too."""
        return self.points.sum(axis=1) + np.array(self._by_hand)

    @property
    def worth(self):
        """Points to get in all, those by hand too."""
        return sum(task["worth"] for task in self.tasks) + self.worth_by_hand

    def _matrix(self, rows, kind, missing):
        matrix = np.full((len(rows), len(self.tasks)), missing, kind)
        for row, values in zip(matrix, rows, strict=True):
            row[: len(values)] = values
        return matrix

    def took_part(self):
        """Which students attempted at least one task: the others say nothing of a task."""
        nothing = [_CODE[state] for state in _NOTHING]
        return ~np.isin(self.states, nothing).all(axis=1)


def discrimination(points):
    """The corrected item-total correlation of each task: point-biserial when it is all or nothing.

    .. math:: r = \\frac{M_1 - M_0}{s} \\sqrt{p q}

    M₁ and M₀ are the mean totals *without the task* of those who solved it and of those who did
    not, s is the standard deviation of these totals, p the share who solved it, q = 1 − p.  It is
    Pearson's correlation of the task's points with the rest of the total, and computed as such.

    Parameters
    ----------
    points : ndarray of shape (students, tasks)

    Returns
    -------
    ndarray of shape (tasks,)
        NaN where all students have the same points or the same rest.
    """
    points = np.asarray(points, np.float64)
    if not len(points):
        return np.full(points.shape[1], np.nan)
    rest = points.sum(axis=1, keepdims=True) - points
    mine, others = points - points.mean(axis=0), rest - rest.mean(axis=0)
    size = np.sqrt((mine**2).sum(axis=0) * (others**2).sum(axis=0))
    with np.errstate(invalid="ignore"):
        return np.where(size > 1e-9, (mine * others).sum(axis=0) / np.where(size, size, 1), np.nan)


def remark(r, solved, students):
    """What to think of a task's discrimination ``r``, solved by ``solved`` of ``students``."""
    if students < ENOUGH:
        return "too few students to say"
    if min(solved, students - solved) < FEW or np.isnan(r):
        return "nearly all answers alike"
    if r < 0:
        return "look at it: the better students miss it"
    return "weak" if r < WEAK else "good"
