"""Run a notebook from top to bottom in a kernel, as a learner and as nbgrader do."""

import copy

from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

from coursekit._checks import NOT_ATTEMPTED
from coursekit.classroom import cells
from workshop import kernels


def run(notebook, folder, timeout=60):
    """Execute a copy of ``notebook``; return ``{grade id: why it failed}`` of its graded cells.

    The reason is empty where the cell ran.  The cells after a failure run all the same.

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
    found = {}
    with kernels.client(work, folder, timeout) as client:
        for index, cell in enumerate(work.cells):
            if cell.cell_type == "code" and cell.source.strip():
                reason = _run_cell(client, cell, index)
                if cells.is_graded(cell):
                    found[cells.grade_id(cell)] = reason
    return found


def _run_cell(client, cell, index):
    """Run one cell; return why it failed, or an empty string."""
    try:
        client.execute_cell(cell, index)
    except CellExecutionError as error:
        return _reason(error.ename, error.evalue)
    except (CellTimeoutError, DeadKernelError) as error:
        return type(error).__name__
    return ""


def _reason(name, said):
    """One line about an error; what meets the dots of an empty answer was not attempted."""
    if said == NOT_ATTEMPTED or "ellipsis" in said.lower():
        return NOT_ATTEMPTED
    return f"{name}: {said}".splitlines()[0]
