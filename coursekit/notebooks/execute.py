"""Runs a lesson from top to bottom in a fresh kernel and answers questions about its values."""

import ast
import os
import re
from contextlib import contextmanager
from pathlib import Path

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import run_sync
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

import coursekit

# One thread for linear algebra: sums come out the same, and lessons run side by side in peace.
QUIET = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "PYTHONHASHSEED": "0",
    "COURSEKIT_PROGRESS": "off",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}

_COLOURS = re.compile(r"\x1b\[[0-9;]*m")


def kernel_environment():
    """The variables a lesson runs under: quiet, repeatable, and with this `coursekit`."""
    # Matplotlib announces on stderr when it has to build its font cache; here nobody minds.
    import matplotlib.font_manager  # noqa: F401

    package = str(Path(coursekit.__file__).resolve().parent.parent)
    others = os.environ.get("PYTHONPATH")
    # ipykernel behaves differently when it believes that it is tested itself.
    inherited = {name: os.environ[name] for name in os.environ if name != "PYTEST_CURRENT_TEST"}
    return {
        **inherited,
        **QUIET,
        "PYTHONPATH": os.pathsep.join([package, others] if others else [package]),
    }


class ThisPython(KernelSpecManager):
    """Starts kernels with the Python that runs the tool, whatever else is installed."""

    def get_kernel_spec(self, kernel_name):
        """The kernel of this environment, under any name."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


class LessonError(Exception):
    """A cell that could not be run to its end."""

    def __init__(self, cell, why):
        super().__init__(f"cell {cell.id}: {why}")


@contextmanager
def kernel(notebook, folder, timeout):
    """A running kernel for a notebook, as an nbclient client."""
    client = NotebookClient(
        notebook,
        km=AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython()),
        timeout=timeout,
        record_timing=False,
        store_widget_state=False,
        extra_arguments=["--log-level=40"],
        resources={"metadata": {"path": str(folder)}},
    )
    client.reset_execution_trackers()
    with client.setup_kernel(env=kernel_environment(), cwd=str(folder)):
        yield client


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


def evaluate(client, records):
    """Evaluate records in the kernel; return one ``(text, error)`` for each."""
    questions = {str(i): question(record) for i, record in enumerate(records)}

    async def ask():
        return await client.kc.execute(
            "",
            silent=True,
            store_history=False,
            user_expressions=questions,
            reply=True,
            timeout=120,
        )

    return answers(run_sync(ask)()["content"], len(records))


def question(record):
    """The expression that a kernel evaluates for a record."""
    show = "__import__('coursekit.notebooks.values', fromlist=['show']).show"
    return f"{show}(({record['expr']}), {record['format']!r}, {record.get('text', '')!r})"


def answers(content, count):
    """Read the kernel's reply to `count` questions."""
    found = content.get("user_expressions", {})
    result = []
    for index in range(count):
        answer = found.get(str(index), {"status": "error", "ename": "Error", "evalue": "no answer"})
        if answer["status"] == "ok":
            result.append((ast.literal_eval(answer["data"]["text/plain"]), None))
        else:
            result.append((None, f"{answer['ename']}: {answer['evalue']}"))
    return result
