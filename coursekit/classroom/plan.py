"""What marking does with each cell of a key, and which cells of a submission go where."""

import re
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

from coursekit.classroom import cells, names

_HEADING = re.compile(r"^##\s+(?P<title>[^\n]+)", re.MULTILINE)


class Kind(Enum):
    """What a cell of the key is."""

    SETUP = "set-up"  # runs on both sides: imports, own numbers, locked helpers
    LINK = "link"  # locked, and calls answers: runs with the grader, its results go to the worker
    ANSWER = "answer"
    GRADED = "graded"
    FEEDBACK = "feedback"  # what the notebook says of an answer


@dataclass(frozen=True)
class Step:
    """One code cell of the key.

    Attributes
    ----------
    kind : Kind
    source : str
        Its text; of an answer, the learner's empty form.
    grade_id, exercise, title : str
        Its name; the name of the answer before it; what the learner sees above it.
    solution : str
        Of an answer: the solution.
    worth : float
        Points.
    """

    kind: Kind
    source: str
    grade_id: str = ""
    exercise: str = ""
    title: str = ""
    solution: str = ""
    worth: float = 0

    @cached_property
    def sets(self):
        """The names that it sets."""
        return names.bound(self.solution or self.source)

    @cached_property
    def reads(self):
        """The names that it reads."""
        return names.used(self.source)


def steps_of(key):
    """The steps of a key, in its order."""
    found, answers, exercise, title = [], set(), "", ""
    for cell in key.cells:
        if cell.cell_type != "code":
            heading = _HEADING.search(cell.source)
            title = heading["title"].strip() if heading else title
            continue
        if cells.is_solution(cell):
            exercise = cells.grade_id(cell)
        step = _step(cell, answers, exercise, title)
        if step is not None:
            found.append(step)
            if step.kind in (Kind.ANSWER, Kind.LINK):
                answers.update(step.sets)
    return tuple(found)


def modules_of(steps):
    """The modules that the set-up and the key's own answers import, sorted."""
    found = set()
    for step in steps:
        if step.kind in (Kind.SETUP, Kind.ANSWER):
            found |= names.imported(step.solution or step.source)
    return sorted(found)


def _step(cell, answers, exercise, title):
    about = {"grade_id": cells.grade_id(cell), "exercise": exercise, "title": title or exercise}
    if is_colab(cell) or not cell.source.strip():
        return None
    if cells.is_solution(cell):
        empty, solution = cells.without_solution(cell.source), cells.solution_text(cell.source)
        return Step(Kind.ANSWER, empty, solution=solution, **about)
    if cells.is_graded(cell):
        return Step(Kind.GRADED, cell.source, worth=cells.points(cell), **about)
    if cells.is_locked(cell):
        linked = names.used(cell.source) & answers
        return Step(Kind.LINK if linked else Kind.SETUP, cell.source, **about)
    if not answers:
        return Step(Kind.SETUP, names.only_binding(cell.source), **about)
    return Step(Kind.FEEDBACK, cell.source, **about)


def is_colab(cell):
    """Whether the cell only installs the course in Colab."""
    return "colab-setup" in (cell.metadata.get("tags") or ())


@dataclass
class Submitted:
    """The cells of a submission.

    Attributes
    ----------
    answers : dict
        ``{grade id: [texts]}``; several where a cell was split.
    helpers : dict
        ``{grade id: [texts]}``: the student's other cells that stand before this cell.
    own : str or None
        The cell of own numbers, as handed in.
    changed : list of str
        Grade ids of tests and locked cells with another text than the key's.
    """

    answers: dict = field(default_factory=dict)
    helpers: dict = field(default_factory=dict)
    own: str | None = None
    changed: list = field(default_factory=list)


def read_submission(submission, key):
    """Sort the code cells of a submission, which may be malformed in any way.

    Raises
    ------
    ValueError
        When it is no notebook.
    """
    given = submission.get("cells") if isinstance(submission, dict) else None
    if not isinstance(given, list):
        raise ValueError("the file is no notebook: it has no list of cells")
    known = {cells.grade_id(c): c for c in key.cells if cells.grade_id(c)}
    plain = _texts_of_other_cells(key)
    skipped = {c.source.strip() for c in key.cells if is_colab(c)}
    found, waiting = Submitted(), []
    for cell in given:
        source, metadata = _source(cell), _metadata(cell)
        if source is None:
            continue
        grade_id = _grade_id(metadata)
        if grade_id in known:
            found.helpers.setdefault(grade_id, []).extend(waiting)
            waiting = []
            _take(found, grade_id, source, known[grade_id])
        elif source.strip() and source.strip() not in skipped:
            waiting.append(plain.get(source.strip(), source))
    return found


def _take(found, grade_id, source, cell):
    if cells.is_solution(cell):
        found.answers.setdefault(grade_id, []).append(source)
        return
    if cell.metadata.get("coursekit", {}).get("own"):
        found.own = source
    shown = cells.without_hidden_tests(cell.source) if cells.is_graded(cell) else cell.source
    if source.strip() not in (shown.strip(), cell.source.strip()):
        found.changed.append(grade_id)


def _texts_of_other_cells(key):
    """``{text: what to run}`` of the key's cells that anybody may change: pictures are left out."""
    return {
        cell.source.strip(): names.only_binding(cell.source)
        for cell in key.cells
        if cell.cell_type == "code" and not cells.grade_id(cell)
    }


def _source(cell):
    """The text of a code cell, or ``None`` for another cell."""
    if not isinstance(cell, dict) or cell.get("cell_type") != "code":
        return None
    source = cell.get("source")
    if isinstance(source, list):
        source = "".join(part for part in source if isinstance(part, str))
    return source if isinstance(source, str) else ""


def _metadata(cell):
    metadata = cell.get("metadata") if isinstance(cell, dict) else None
    return metadata if isinstance(metadata, dict) else {}


def _grade_id(metadata):
    record = metadata.get("nbgrader")
    grade_id = record.get("grade_id") if isinstance(record, dict) else None
    return grade_id if isinstance(grade_id, str) else ""
