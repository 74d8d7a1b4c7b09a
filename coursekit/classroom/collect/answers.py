"""What tells an answer from other cells: the names that it must define, the text that was given."""

import re

from coursekit.classroom import cells

_BINDS = re.compile(
    r"^(?:def|class)[ \t]+(\w+)|^(\w+(?:[ \t]*,[ \t]*\w+)*)[ \t]*(?::[^=\n]*)?=(?!=)", re.MULTILINE
)


class Answer:
    """A solution cell of the key: its name, what a learner was given, what it must define."""

    def __init__(self, cell, released):
        self.cell = cell
        self.grade_id = cells.grade_id(cell)
        self.given = bare(released.source)
        self.names = bound(released.source)

    def is_changed(self, cell):
        """Whether a learner wrote something into the cell."""
        return bool(cell.source.strip()) and bare(cell.source) != self.given


def bound(text):
    """The names that a cell defines at its left edge; it need not be right Python."""
    found = set()
    for match in _BINDS.finditer(text):
        found |= {match[1]} if match[1] else set(re.split(r"[ \t]*,[ \t]*", match[2]))
    return found


def bare(text):
    """A cell's text without blank space at its ends and at the ends of its lines."""
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
