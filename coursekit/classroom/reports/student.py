"""The page of one student: what is right, which mistake was seen, where to look next."""

from itertools import groupby

from coursekit.classroom.reports.page import escaped, named, number, page, plain, sentence
from coursekit.classroom.states import State

#: How the one note begins that a student may read.
OWN_ERROR = "The student's own first error"

#: What a student is told of a state.  The instructor's reason may tell of hidden tests: it stays
#: with the instructor.
SAID = {
    State.PASSED: "✔ Right.",
    State.FAILED: "✘ Not right yet.",
    State.NOT_ATTEMPTED: "○ Not attempted.",
    State.TIMEOUT: "✘ The code took too long and was stopped.",
    State.MEMORY: "✘ The code asked for more memory than it may have.",
    State.CRASHED: "✘ The code ended the Python that ran it.",
    State.TAMPERED: "✘ This answer was set aside. Your instructor will look at it.",
    State.UNREADABLE: "✘ This could not be read. Ask your instructor what arrived.",
}


def student_page(record, assignment):
    """The HTML page of one student; it holds no reason and nothing of a hidden test.

    Parameters
    ----------
    record : dict
        What marking wrote of the student; ``by_hand``, where it is there, holds the ``points``,
        ``worth``, ``comments`` and number of tasks ``waiting`` of a person's marks.
    assignment : str

    Returns
    -------
    str
    """
    tasks, person = record["tasks"], record.get("by_hand", {})
    got, worth = (_sum(tasks, what) + person.get(what, 0) for what in ("points", "worth"))
    share = min(100, 100 * got / worth) if worth else 0
    cards = [
        _card(exercise, list(parts)) for exercise, parts in groupby(tasks, lambda t: t["exercise"])
    ]
    body = [
        f'<p class="quiet">{escaped(assignment)}</p>',
        f"<h1>{escaped(record.get('name') or record['student'])}</h1>",
        f'<p class="total">{number(got)} of {number(worth)} points</p>',
        f'<div class="bar" aria-hidden="true"><span style="width:{share:.0f}%"></span></div>',
        _own_error(record),
        *cards,
        _person(person),
        f'<p class="quiet">Marked by coursekit for {escaped(record["student"])}.{_trusted(record)}'
        "</p>",
    ]
    return page(f"{assignment}: {record['student']}", "\n".join(filter(None, body)))


def _card(exercise, tasks):
    """One exercise: its points, how each part ended, and each mistake and hint once."""
    got, worth = _sum(tasks, "points"), _sum(tasks, "worth")
    states = {task["state"] for task in tasks}
    look = "right" if got >= worth else "" if states == {State.NOT_ATTEMPTED} else "wrong"
    return (
        f'<section class="card {look}">\n<h2>{escaped(exercise)}</h2>\n'
        f'<p class="quiet">{number(got)} of {number(worth)} points</p>\n'
        f"{_parts(tasks)}\n{_advice(tasks)}</section>"
    )


def _parts(tasks):
    if len({task["state"] for task in tasks}) == 1:
        return f"<p>{SAID[State(tasks[0]['state'])]}</p>"
    rows = "".join(
        f"<li>Part {place}, {number(task['worth'])} points: {SAID[State(task['state'])]}</li>"
        for place, task in enumerate(tasks, start=1)
    )
    return f"<ul>{rows}</ul>"


def _advice(tasks):
    """The diagnosed mistakes by name, and the hints, none of them twice."""
    said = []
    for task in tasks:
        if task["points"] >= task["worth"]:
            continue
        name, hint = task.get("mistake", ""), task.get("hint", "")
        line = f"<p><strong>The mistake: {named(name)}.</strong></p>\n" if name else ""
        line += f"<p>Hint: {sentence(hint)}</p>\n" if hint else ""
        if line and line not in said:
            said.append(line)
    return "".join(said)


def _own_error(record):
    """The first error of the student's own cells, which the student could have seen too."""
    told = [plain(note) for note in record.get("notes", ()) if note.startswith(OWN_ERROR)]
    if not told:
        return ""
    return (
        '<section class="card wrong">\n<h2>Your code stopped</h2>\n'
        f"<p>Your first error{escaped(told[0].removeprefix(OWN_ERROR))}</p>\n</section>"
    )


def _person(person):
    """What a person gave and wrote; nothing where no person was asked."""
    if not any(person.get(what) for what in ("points", "worth", "comments")):
        return ""
    points = f"{number(person['points'])} of {number(person['worth'])} points"
    waiting = "<p>○ Not read yet.</p>" if person.get("waiting") else ""
    told = "".join(f"<p>{escaped(comment)}</p>" for comment in person.get("comments", ()))
    return (
        '<section class="card">\n<h2>Read by a person</h2>\n'
        f'<p class="quiet">{points}</p>\n{waiting}{told}</section>'
    )


def _sum(tasks, what):
    return sum(task[what] for task in tasks)


def _trusted(record):
    return " Marked without a sandbox." if record.get("sandbox") == "trust" else ""
