"""What nbgrader's metadata and delimiters say of a cell: solution, hidden tests, points."""

import re

NOT_ATTEMPTED = 'raise NotImplementedError("not attempted")'

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


def without_solution(text):
    """``text`` with every solution replaced by a line that raises "not attempted"."""
    return _replace(text, _SOLUTION, NOT_ATTEMPTED)


def without_hidden_tests(text):
    """``text`` without its hidden tests."""
    return _replace(text, _HIDDEN, None).rstrip()


def solution_text(text):
    """The cell as a learner would write it: the delimiters gone, a stub before them gone too."""
    head, inner, tail = _parts(text, _SOLUTION)
    # `answer = ...` above the solution is the learner's empty line; the solution replaces it.
    head = re.sub(r"^\w+(, \w+)* = \.\.\.\n", "", head, flags=re.MULTILINE)
    return f"{head}{inner}{tail}".strip("\n")


def regions(text):
    """The lines of a cell that no learner may see: solutions and hidden tests, as one text each."""
    found = []
    for pair in (_SOLUTION, _HIDDEN):
        if pair[0] in text:
            found.append(_parts(text, pair)[1].strip("\n"))
    return found


def delimiter_problem(text):
    """One sentence when delimiters are unpaired, nested or repeated; else an empty string."""
    for begin, end in (_SOLUTION, _HIDDEN):
        lines = [line.strip() for line in text.splitlines() if line.strip() in (begin, end)]
        if lines not in ([], [begin, end]):
            return f"“{begin}” and “{end}” must stand once each, in this order"
    return ""


def _replace(text, pair, line):
    if pair[0] not in text:
        return text
    head, _, tail = _parts(text, pair)
    indent = re.search(rf"^([ \t]*){re.escape(pair[0])}", text, re.MULTILINE).group(1)
    middle = "" if line is None else f"{indent}{line}\n"
    return f"{head}{middle}{tail}".rstrip("\n")


def _parts(text, pair):
    """What stands before, between and behind the two delimiters."""
    pattern = rf"^[ \t]*{re.escape(pair[0])}\n(.*?)^[ \t]*{re.escape(pair[1])}[ \t]*(?:\n|\Z)"
    found = re.search(pattern, text + "\n", re.MULTILINE | re.DOTALL)
    if not found:
        raise ValueError(f"The cell has no region from “{pair[0]}” to “{pair[1]}”.")
    whole = text + "\n"
    return whole[: found.start()], found.group(1), whole[found.end() :]


def _nbgrader(cell):
    return cell.metadata.get("nbgrader", {})
