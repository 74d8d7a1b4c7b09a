"""Runs a lesson from top to bottom in a fresh kernel and answers questions about its values."""

import re

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from workshop import kernels

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


class LessonError(Exception):
    """A cell that could not be run to its end."""

    def __init__(self, cell, why):
        super().__init__(f"cell {cell.id}: {why}")


def run_cells(client):
    """Execute all cells in order; a failure names the cell."""
    for index, cell in enumerate(client.nb.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        try:
            client.execute_cell(cell, index)
        except DeadKernelError:
            raise LessonError(cell, "the kernel died") from None
        except (CellExecutionError, CellTimeoutError) as error:
            raise LessonError(cell, _COLOURS.sub("", str(error)).strip()) from None


def evaluate(channels, records):
    """Evaluate records of numbers in a kernel; return one ``(text, error)`` for each."""
    return kernels.evaluate(channels, [question(record) for record in records])


def question(record):
    """The expression that a kernel evaluates for a record."""
    show = "__import__('workshop.lessons.values', fromlist=['show']).show"
    return f"{show}(({record['expr']}), {record['format']!r})"
