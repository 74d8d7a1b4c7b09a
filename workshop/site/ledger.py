"""The ledger of printed figures as one table that can be searched."""

import csv
import html

#: The columns that the page shows, with their headings.
COLUMNS = {}


def page(project):
    """Return the page as Markdown around a table in HTML."""
    with (project.root / "data" / "lecture_figures.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    head = "".join(f"<th scope='col'>{html.escape(name)}</th>" for name in rows[0])
    body = "\n".join(
        "<tr>" + "".join(f"<td>{html.escape(value)}</td>" for value in row.values()) + "</tr>"
        for row in rows
    )
    return f"# The ledger\n\n<table id='ledger'><thead><tr>{head}</tr></thead>\n{body}\n</table>\n"
