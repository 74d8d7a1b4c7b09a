"""Tables for the instructor's spreadsheet."""

import csv
import io

from coursekit._files import write_text


def write_table(path, header, rows):
    """Write a CSV file in which no cell can be taken for a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(header)
    writer.writerows([[_plain(value) for value in row] for row in rows])
    write_text(path, text.getvalue())


def _plain(value):
    risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
    return f"'{value}" if risky else value
