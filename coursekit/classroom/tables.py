"""Tables for the instructor's spreadsheet."""

import csv
import io
import re
import unicodedata

from coursekit._files import replacing

_ESCAPES = re.compile(
    r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|.)?"
    r"|\ufffd\[[0-?]*m",  # a worker puts the mark of a broken letter in the place of the escape
    re.DOTALL,
)
_FORMULA = re.compile(r"[\s'\u200b\ufeff]*[=+\-@＝＋－＠]")


def write_table(path, header, rows):
    """Write a CSV file in which no cell can be taken for a formula or moves a terminal's cursor."""
    with replacing(path) as file, io.TextIOWrapper(file, "utf-8", newline="") as text:
        writer = csv.writer(text)
        writer.writerow([_cell(value) for value in header])
        writer.writerows([_cell(value) for value in row] for row in rows)


def row_text(row, delimiter=","):
    """One row as it stands in such a file."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter).writerow([_cell(value) for value in row])
    return text.getvalue()


def plain(text):
    """``text`` as one line: colours of a terminal, control characters and broken letters gone."""
    text = _ESCAPES.sub("", text)
    kept = "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in text)
    return " ".join(kept.split())


# Control characters, marks that turn the direction of writing, halves of letters.
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _cell(value):
    if isinstance(value, float):
        return f"{value:.10g}"
    if not isinstance(value, str):
        return value
    value = plain(value)
    return f"'{value}" if _FORMULA.match(value) else value
