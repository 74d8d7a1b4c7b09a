"""Tables for the instructor's spreadsheet."""

import csv


def write_table(path, header, rows):
    """Write a CSV file in which no cell can be taken for a formula."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows([[_plain(value) for value in row] for row in rows])


def _plain(value):
    risky = isinstance(value, str) and value.startswith(("=", "+", "-", "@"))
    return f"'{value}" if risky else value
