"""Run a notebook from top to bottom and see which graded cells pass."""

import copy
from dataclasses import dataclass

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from coursekit import kernels
from coursekit.classroom import cells
from coursekit.exercises.verdict import NOT_ATTEMPTED


@dataclass(frozen=True)
class Mark:
    """How one graded cell ended.

    Attributes
    ----------
    grade_id : str
    points, worth : float
        Points got and points to get.
    reason : str
        Why points are missing, in one line; empty when all are there.
    """

    grade_id: str
    points: float
    worth: float
    reason: str = ""


def run(notebook, folder, timeout=60):
    """Execute a copy of ``notebook`` in ``folder``; return a :class:`Mark` for each graded cell.

    A cell that fails, takes longer than ``timeout`` seconds or kills the kernel gives no points;
    the cells after it run all the same (after a dead kernel: none).

    Parameters
    ----------
    notebook : NotebookNode
        Left as it is.
    folder : Path
        Where the notebook's code runs.
    timeout : float, default 60
        Seconds for one cell.
    """
    work = copy.deepcopy(notebook)
    reasons, dead = {}, ""
    with kernels.client(work, folder, timeout) as client:
        for index, cell in enumerate(work.cells):
            if cell.cell_type != "code" or not cell.source.strip():
                continue
            reasons[index] = dead or _run_cell(client, cell, index, timeout)
            if reasons[index] == KERNEL_DIED:
                dead = KERNEL_DIED
    return [
        _mark(cell, reasons.get(index, ""))
        for index, cell in enumerate(work.cells)
        if cells.is_graded(cell)
    ]


KERNEL_DIED = "the kernel died"


def _run_cell(client, cell, index, timeout):
    """Run one cell; return why it failed, or an empty string."""
    try:
        client.execute_cell(cell, index)
    except CellExecutionError as error:
        return _reason(error.ename, error.evalue)
    except CellTimeoutError:
        return f"took longer than {timeout:g} seconds"
    except DeadKernelError:
        return KERNEL_DIED
    return ""


def _reason(name, said):
    """One line about an error; what meets the dots of an empty answer was not attempted."""
    if said == NOT_ATTEMPTED or "ellipsis" in said.lower():
        return NOT_ATTEMPTED
    return f"{name}: {said}".strip(": ").splitlines()[0]


def _mark(cell, reason):
    worth = cells.points(cell)
    return Mark(cells.grade_id(cell), 0 if reason else worth, worth, reason)
