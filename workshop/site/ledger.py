"""The ledger of printed figures, as the page that searches it shows it."""

import csv
import html
from collections import Counter

from workshop.book.index import SOURCES

COLUMNS = ("lecture", "example", "quantity", "printed", "computed", "verdict", "cause")
VERDICTS = {
    "exact": "right in every printed digit",
    "rounded": "right when the steps before it are rounded as the lecture rounds them",
    "carried": "rightly computed from an earlier figure that is wrong",
    "wrong": "none of these",
}


def table(project):
    """Return what the page ``ledger.md`` names: the rows as HTML, counts and meanings."""
    path = project.root / "data" / "lecture_figures.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        "count": len(rows),
        "counts": Counter(row["verdict"] for row in rows),
        "verdicts": VERDICTS,
        "lectures": SOURCES,
        "columns": [name.capitalize() for name in COLUMNS],
        "rows": "\n".join(map(_row, rows)),
    }


def _row(row):
    """A row; a cause is a name and a sentence, and the sentence is shown."""
    told = {**row, "cause": row["cause"].partition(": ")[2] or row["cause"]}
    cells = "".join(f"<td>{html.escape(told[name], quote=False)}</td>" for name in COLUMNS)
    return f'<tr class="verdict-{row["verdict"]}">{cells}</tr>'
