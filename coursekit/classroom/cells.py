"""What nbgrader's metadata and delimiters say of a cell: solution, hidden tests, points."""

import re

from coursekit.exercises.verdict import NOT_ATTEMPTED

STUB = f'raise NotImplementedError("{NOT_ATTEMPTED}")'

_SOLUTION = ("### BEGIN SOLUTION", "### END SOLUTION")
_HIDDEN = ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS")


def is_solution(cell):
    """Whether a learner writes into this cell."""
    return bool(_nbgrader(cell).get("solution"))


def is_graded(cell):
    """Whether this cell gives points when it runs without an error."""
    return bool(_nbgrader(cell).get("grade"))


def is_locked(cell):
    """Whether a learner must leave this cell as it is."""
    return bool(_nbgrader(cell).get("locked"))


def grade_id(cell):
    """The name of the cell in the gradebook, or an empty string."""
    return _nbgrader(cell).get("grade_id", "")


def points(cell):
    """The points that a graded cell gives."""
    return _nbgrader(cell).get("points", 0) if is_graded(cell) else 0


def is_task(cell):
    """Whether the cell asks for words that only a person can mark."""
    return bool(_nbgrader(cell).get("task"))


def task_points(cell):
    """The points that a person may give for a task."""
    return _nbgrader(cell).get("points", 0) if is_task(cell) else 0


def without_solution(text):
    """``text`` with every solution replaced by a line that raises "not attempted"."""
    return _replace(text, _SOLUTION, STUB)


def without_hidden_tests(text):
    """``text`` without its hidden tests."""
    return _replace(text, _HIDDEN, None).rstrip()


def solution_text(text):
    """The cell as a learner would write it: the delimiters gone, a stub before them gone too."""
    head, begin, rest = text.partition(_SOLUTION[0])
    # `answer = ...` above the solution is the learner's empty line; the solution replaces it.
    head = re.sub(r"^\w+(, \w+)* = \.\.\.\n", "", head, flags=re.MULTILINE)
    return _replaced(f"{head}{begin}{rest}", _SOLUTION, lambda found: found["inner"]).strip("\n")


def regions(text):
    """The lines of a cell that no learner may see: solutions and hidden tests, as one text each."""
    found = [match for pair in (_SOLUTION, _HIDDEN) for match in _pattern(pair).finditer(text)]
    return [match["inner"].strip("\n") for match in found]


def delimiter_problem(text):
    """One sentence when delimiters are unpaired or nested; else an empty string."""
    for begin, end in (_SOLUTION, _HIDDEN):
        lines = [line.strip() for line in text.splitlines() if line.strip() in (begin, end)]
        if lines != [begin, end] * (len(lines) // 2):
            return f"“{begin}” and “{end}” must stand in pairs, in this order"
    return ""


def _replace(text, pair, line):
    """``text`` with every region replaced by one line, or by nothing."""
    return _replaced(text, pair, lambda found: "" if line is None else f"{found['indent']}{line}\n")


def _replaced(text, pair, new):
    if pair[0] not in text:
        return text
    result, number = _pattern(pair).subn(new, text)
    if not number:
        raise ValueError(f"The cell has no region from “{pair[0]}” to “{pair[1]}”.")
    return result.rstrip("\n")


def _pattern(pair):
    begin, end = map(re.escape, pair)
    return re.compile(
        rf"^(?P<indent>[ \t]*){begin}\n(?P<inner>.*?)^[ \t]*{end}[ \t]*(?:\n|\Z)",
        re.MULTILINE | re.DOTALL,
    )


def _nbgrader(cell):
    return cell.metadata.get("nbgrader", {})
