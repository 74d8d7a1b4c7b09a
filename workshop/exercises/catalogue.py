"""The table of all exercises in the instructor's guide, made from the sources."""

import re

from coursekit.classroom import cells
from coursekit.notebooks import store

BEGIN, END = "<!-- exercises: begin -->", "<!-- exercises: end -->"
_HEAD = re.compile(
    r"^## \d+\. (?P<title>.+?)\n\n\*(?P<kind>[^·]+) · (?P<points>\d+) points · "
    r"about (?P<minutes>\d+) minutes\*"
)


def rows(paths):
    """Yield ``(lesson, name, title, kind, points, minutes)`` for every exercise."""
    for path in paths:
        heading = None
        for cell in store.read(path).cells:
            heading = _HEAD.match(cell.source) or heading
            if cells.is_solution(cell):
                yield (path.name[:2], cells.grade_id(cell), *heading.groups())


def table(paths):
    """The exercises as a Markdown table."""
    lines = ["| lesson | exercise | check | kind | points | minutes |", "|---|---|---|---|---|---|"]
    for lesson, name, title, kind, points, minutes in rows(paths):
        lines.append(f"| {lesson} | {title} | `{name}` | {kind.lower()} | {points} | {minutes} |")
    return "\n".join(lines)


def refreshed(text, paths):
    """The guide's ``text`` with the table between its two marks renewed."""
    head, _, rest = text.partition(BEGIN)
    _, _, tail = rest.partition(END)
    return f"{head}{BEGIN}\n{table(paths)}\n{END}{tail}"
