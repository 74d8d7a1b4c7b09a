"""The ledger of all printed figures, built from the inputs that the lectures state."""

import csv
import io

from coursekit.ledger import lecture_000, lecture_001, lecture_003, lecture_004
from coursekit.ledger.claims import claim_rows
from coursekit.ledger.verdicts import judge

COLUMNS = ("lecture", "example", "quantity", "printed", "computed", "verdict", "cause")
LECTURES = (lecture_000, lecture_001, lecture_003, lecture_004)


def ledger_rows():
    """All rows, lecture by lecture: worked examples in the order of print, then claims."""
    worked = [
        row for lecture in LECTURES for example in lecture.examples() for row in judge(example)
    ]
    return sorted([*worked, *claim_rows()], key=lambda row: row.lecture)


def ledger_csv():
    """The ledger as CSV text; computed figures with twelve significant digits."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in ledger_rows():
        computed = row.computed if isinstance(row.computed, str) else f"{row.computed:.12g}"
        writer.writerow(
            [row.lecture, row.example, row.quantity, row.printed, computed, row.verdict, row.cause]
        )
    return text.getvalue()
