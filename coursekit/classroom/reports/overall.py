"""The class report: tasks, mistakes, totals, and whose work the instructor should look at."""

import numpy as np

from coursekit.classroom.reports import pictures
from coursekit.classroom.reports.page import escaped, named, number, page, table
from coursekit.classroom.reports.tally import (
    ENOUGH,
    FEW,
    STATES,
    WEAK,
    discrimination,
    remark,
)
from coursekit.classroom.similarity import THRESHOLD, similar
from coursekit.classroom.states import State

MISTAKES = 5
FAMILIES = 100

#: So many students of one family are named; all others are in its number.
NAMED = 30

FORMULA = (
    "<p>Discrimination is the corrected item–total correlation (point-biserial): "
    "<b>r = (M<sub>1</sub> − M<sub>0</sub>) / s · √(p q)</b>. "
    "M<sub>1</sub> and M<sub>0</sub> are the mean totals, <em>without the task</em>, of those who "
    "solved it and of those who did not; s is the standard deviation of these totals; p is the "
    f"share who solved it, q = 1 − p. Below {WEAK:g} a task is called weak. "
)


def class_page(tally, assignment, page_of):
    """The HTML page of a class.

    Parameters
    ----------
    tally : Tally
    assignment : str
    page_of : dict of str to str
        Where the page of each student is, from the folder of this page.

    Returns
    -------
    str
    """
    took = tally.took_part()
    parts = [
        f"<h1>{escaped(assignment)}: the class</h1>",
        _summary(tally, took),
        *(_figures(tally, took) if took.any() else ()),
        _mistakes(tally, int(took.sum())),
        _look_at(tally, page_of),
        _similar(tally, page_of),
        _everybody(tally, page_of),
    ]
    return page(f"{assignment}: the class", "\n".join(filter(None, parts)))


def _summary(tally, took):
    absent = len(took) - took.sum()
    line = (
        f"<p>{len(took)} students; {absent} attempted nothing or "
        "could not be read, and are left out of the figures."
    )
    if tally.sandboxes["trust"]:
        line += (
            f" <strong>{tally.sandboxes['trust']} were marked with --trust, without a sandbox."
            "</strong>"
        )
    return f"{line}</p>"


def _figures(tally, took):
    names, points = _task_names(tally.tasks), tally.points[took]
    worth = np.array([task["worth"] for task in tally.tasks], float)
    yield "<h2>Tasks</h2>"
    yield pictures.states_picture(names, tally.states[took])
    yield _counts(names, tally.states[took])
    yield _tasks(names, worth, points, tally.states[took])
    yield FORMULA + _how_many(len(points)) + "</p>"
    yield "<h2>Totals</h2>"
    yield pictures.totals_picture(tally.totals[took], tally.worth)


def _how_many(students):
    if students < ENOUGH:
        return (
            f"This class is too small for it: with {students} students chance alone moves r by "
            f"about {1 / np.sqrt(max(students - 1, 1)):.2f} (1 / √(n − 1)). {ENOUGH} are needed."
        )
    return (
        f"With {students} students chance alone moves r by about {1 / np.sqrt(students - 1):.2f} "
        f"(1 / √(n − 1)). A task that fewer than {FEW} solved, or fewer than {FEW} missed, gets no "
        "verdict."
    )


def _tasks(names, worth, points, states):
    solved = (points >= worth).sum(axis=0)
    tried = (states != STATES.index(State.NOT_ATTEMPTED)).mean(axis=0)
    rows = [
        [
            escaped(name),
            number(worth[i]),
            _percent(solved[i] / len(points)),
            _percent(tried[i]),
            "–" if np.isnan(r) else f"{r:.2f}".replace("-", "−"),
            remark(r, solved[i], len(points)),
        ]
        for i, (name, r) in enumerate(zip(names, discrimination(points), strict=True))
    ]
    head = ["task", "points", "right", "tried", "r", "verdict"]
    return table("Tasks, with the share right and the discrimination", head, rows, {1, 2, 3, 4})


def _counts(names, states):
    """The numbers behind the picture; a state that nobody is in takes no column."""
    seen = [state for state in STATES if (states == STATES.index(state)).any()]
    rows = [
        [escaped(name), *(str((column == STATES.index(state)).sum()) for state in seen)]
        for name, column in zip(names, states.T, strict=True)
    ]
    head = ["task", *map(str, seen)]
    body = table("Students in each state, by task", head, rows, range(1, len(head)))
    return f"<details><summary>The same in numbers</summary>{body}</details>"


def _task_names(tasks):
    """The exercise of each task; where it has several parts, their numbers too."""
    exercises = [task["exercise"] for task in tasks]
    return [
        f"{name}, {exercises[: place + 1].count(name)}" if exercises.count(name) > 1 else name
        for place, name in enumerate(exercises)
    ]


def _mistakes(tally, students):
    rows = []
    for exercise in dict.fromkeys(task["exercise"] for task in tally.tasks):
        seen = [(n, name) for (where, name), n in tally.mistakes.items() if where == exercise]
        rows += [
            [escaped(exercise), named(name), str(n), _percent(n / students)]
            for n, name in sorted(seen, key=lambda one: (-one[0], one[1]))[:MISTAKES]
        ]
    if not rows:
        return ""
    head = ["exercise", "mistake", "students", "share"]
    return f"<h2>The commonest mistakes</h2>\n{table('Mistakes by exercise', head, rows, {2, 3})}"


def _look_at(tally, page_of):
    rows = [[_link(who, page_of), escaped(f"not read: {why}")] for who, why in tally.unread]
    rows += [[_link(who, page_of), escaped(note)] for who, note in tally.notes]
    if not rows:
        return "<h2>To look at</h2>\n<p>Everything was read, and nothing odd was noticed.</p>"
    more = f"<p>{tally.more_notes} more are in the journal.</p>" if tally.more_notes else ""
    return f"<h2>To look at</h2>\n{table('Notes', ['student', 'what was noticed'], rows)}{more}"


def _similar(tally, page_of):
    found = similar(tally.fingerprints)
    head = (
        "<h2>Alike</h2>\n<p>Submissions whose own code shares "
        f"{100 * THRESHOLD:.0f} % or more of its fingerprint, whatever the names in it. This is a "
        "reason to read both, not a proof.</p>"
    )
    if not found:
        return f"{head}\n<p>None.</p>"
    rows = [
        [
            _links(who, page_of),
            str(len(who)),
            _percent(least) + f" to {_percent(most)}" * (most > least),
        ]
        for who, least, most in found[:FAMILIES]
    ]
    more = f"<p>{len(found) - FAMILIES} more.</p>" if len(found) > FAMILIES else ""
    return (
        head
        + table("Submissions that are alike", ["students", "number", "shared"], rows, {1, 2})
        + more
    )


def _everybody(tally, page_of):
    rows = (
        [_link(student, page_of), number(total)]
        for student, total in zip(tally.students, tally.totals, strict=True)
    )
    body = table("All students and their points", ["student", "points"], rows, {1})
    count = len(tally.students)
    return f"<h2>All students</h2>\n<details><summary>{count} pages</summary>{body}</details>"


def _links(who, page_of):
    more = f" and {len(who) - NAMED} more" if len(who) > NAMED else ""
    return ", ".join(_link(student, page_of) for student in who[:NAMED]) + more


def _percent(share):
    return f"{100 * share:.0f}&nbsp;%"


def _link(student, page_of):
    return f'<a href="{escaped(page_of[student])}">{escaped(student)}</a>'
