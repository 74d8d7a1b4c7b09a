"""One owner of Jupyter kernels: it starts them, asks them for values, and always ends them."""

import ast
import contextlib
import os
import signal
from pathlib import Path

from ipykernel.kernelspec import RESOURCES, get_kernel_dict
from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.manager import AsyncKernelManager, KernelManager
from jupyter_core.utils import ensure_async, run_sync
from nbclient import NotebookClient

import coursekit

# One thread for linear algebra and for TensorFlow: sums come out the same on any number of cores.
QUIET = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "CUDA_VISIBLE_DEVICES": "-1",
    "PYTHONHASHSEED": "0",
    "COURSEKIT_PROGRESS": "off",
    "MPLBACKEND": "module://matplotlib_inline.backend_inline",
}


def environment(**changes):
    """Return the variables a kernel runs under: quiet, repeatable, with this `coursekit`."""
    # Matplotlib announces on stderr when it has to build its font cache; here nobody minds.
    import matplotlib.font_manager  # noqa: F401

    package = str(Path(coursekit.__file__).resolve().parent.parent)
    others = os.environ.get("PYTHONPATH")
    # ipykernel behaves differently when it believes that it is tested itself.
    inherited = {name: os.environ[name] for name in os.environ if name != "PYTEST_CURRENT_TEST"}
    path = os.pathsep.join([package, others] if others else [package])
    return {**inherited, **QUIET, "PYTHONPATH": path, **changes}


class ThisPython(KernelSpecManager):
    """Starts kernels with the Python that runs the tool, whatever else is installed."""

    def get_kernel_spec(self, kernel_name):
        """Return the kernel of this environment, under any name."""
        return KernelSpec(resource_dir=RESOURCES, **get_kernel_dict())


@contextlib.contextmanager
def client(notebook, folder, timeout, **changes):
    """Yield an nbclient client of a notebook with a running kernel, which ends with the block.

    Parameters
    ----------
    notebook : NotebookNode
    folder : Path
        Where the notebook's code runs.
    timeout : float
        Seconds for one cell.
    **changes
        Variables of the environment that differ from `environment()`.
    """
    manager = AsyncKernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())
    runner = NotebookClient(
        notebook,
        km=manager,
        timeout=timeout,
        record_timing=False,
        store_widget_state=False,
        shutdown_kernel="immediate",
        extra_arguments=["--log-level=40"],
        resources={"metadata": {"path": str(folder)}},
    )
    runner.reset_execution_trackers()
    process = None
    try:
        with runner.setup_kernel(env=environment(**changes), cwd=str(folder)):
            process = manager.provisioner.process
            yield runner
    finally:
        _end(manager, process)


class Kernel:
    """A kernel in a process of its own: a ``with`` block, or `stop`, ends it whatever it does.

    Parameters
    ----------
    folder : Path
        Where its code runs.
    startup : float, default 60
        Seconds until a kernel that does not answer counts as failed.
    **changes
        Variables of the environment that differ from `environment()`.

    Raises
    ------
    RuntimeError
        When the kernel does not start.
    """

    def __init__(self, folder, startup=60, **changes):
        self.manager = KernelManager(kernel_name="python3", kernel_spec_manager=ThisPython())
        self.channels = self._process = None
        self._startup = startup
        try:
            self.manager.start_kernel(
                extra_arguments=["--log-level=40"], cwd=str(folder), env=environment(**changes)
            )
            self._connect()
        except BaseException:
            self.stop()
            raise

    def _connect(self):
        self._process = self.manager.provisioner.process
        self.channels = self.manager.client()
        self.channels.start_channels()
        self.channels.wait_for_ready(timeout=self._startup)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def is_alive(self):
        """Say whether the kernel's process runs."""
        return self.manager.has_kernel and self.manager.is_alive()

    def interrupt(self):
        """Stop the running cell, as the square button of a notebook does."""
        self.manager.interrupt_kernel()

    def restart(self):
        """Begin anew with an empty kernel."""
        self.channels.stop_channels()
        self.manager.restart_kernel(now=True)
        self._connect()

    def stop(self):
        """End the kernel and everything it started; a second call does nothing."""
        if self.channels is not None:
            self.channels.stop_channels()
            self.channels = None
        if self.manager.has_kernel:
            self.manager.shutdown_kernel(now=True)
        _end(self.manager, self._process)
        self._process = None

    def evaluate(self, expressions):
        """Return one ``(value, error)`` for each expression; see the function `evaluate`."""
        return evaluate(self.channels, expressions)


def evaluate(channels, expressions, timeout=120):
    """Evaluate expressions in a kernel; return one ``(value, error)`` for each, one of them None.

    ``channels`` is the kernel's client, blocking or asynchronous. A value is what Python reads from
    its ``repr``; an error is a sentence.
    """
    named = {str(place): expression for place, expression in enumerate(expressions)}

    async def ask():
        return await ensure_async(
            channels.execute(
                "",
                silent=True,
                store_history=False,
                user_expressions=named,
                reply=True,
                timeout=timeout,
            )
        )

    found = run_sync(ask)()["content"].get("user_expressions", {})
    missing = {"status": "error", "ename": "Error", "evalue": "no answer"}
    return [_read(found.get(place, missing)) for place in named]


def _read(answer):
    if answer["status"] == "ok":
        return ast.literal_eval(answer["data"]["text/plain"]), None
    return None, f"{answer['ename']}: {answer['evalue']}"


def _end(manager, process):
    """End a kernel's process with all that it started, and remove its connection file."""
    if process is not None:
        with contextlib.suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):  # a kernel leads a group of processes of its own
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait(timeout=10)
    manager.cleanup_connection_file()
