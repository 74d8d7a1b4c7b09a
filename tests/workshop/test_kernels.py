"""A kernel has one owner, and nothing of it is left when the owner is done."""

import time

import nbformat
import psutil
import pytest
from nbclient.exceptions import CellTimeoutError

from workshop import kernels

LOOP = "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
CHILD = (
    "import subprocess, sys\n"
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])"
)


def ended(pid, patience=10):
    """Say whether a process is gone, waiting for a busy system to take it away."""
    for _ in range(10 * patience):
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.1)
    return False


def test_values_come_back_and_errors_are_sentences(tmp_path):
    with kernels.Kernel(tmp_path) as kernel:
        answers = kernel.evaluate(["1 + 1", "'a' * 2", "1 / 0", "(1.5, [2])"])
    assert answers == [
        (2, None),
        ("aa", None),
        (None, "ZeroDivisionError: division by zero"),
        ((1.5, [2]), None),
    ]


def test_a_kernel_that_swallows_every_interrupt_ends_with_its_block(tmp_path):
    with pytest.raises(KeyError), kernels.Kernel(tmp_path) as kernel:
        pid = kernel.evaluate(["__import__('os').getpid()"])[0][0]
        kernel.channels.execute(LOOP)
        time.sleep(0.5)
        kernel.interrupt()
        assert kernel.is_alive()
        raise KeyError
    assert ended(pid) and not kernel.is_alive()
    kernel.stop()


def test_what_a_kernel_started_ends_with_it(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(CHILD)])
    with kernels.client(notebook, tmp_path, 60) as client:
        client.execute_cell(notebook.cells[0], 0)
        child = kernels.evaluate(client.kc, ["child.pid"])[0][0]
        assert psutil.pid_exists(child)
    assert ended(child)


def test_a_restarted_kernel_is_empty(tmp_path):
    with kernels.Kernel(tmp_path) as kernel:
        kernel.channels.execute_interactive("x = 1", timeout=60)
        assert kernel.evaluate(["x"])[0][0] == 1
        kernel.restart()
        assert "NameError" in kernel.evaluate(["x"])[0][1]


def test_a_client_whose_cell_never_ends_leaves_no_process(tmp_path):
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(LOOP)])
    with pytest.raises(CellTimeoutError), kernels.client(notebook, tmp_path, 1) as client:
        pid = client.km.provisioner.pid
        client.execute_cell(notebook.cells[0], 0)
    assert ended(pid)


def test_a_kernel_that_does_not_start_says_so(tmp_path):
    with pytest.raises(RuntimeError, match="Kernel"):
        kernels.Kernel(tmp_path, startup=20, PYTHONHOME="/nowhere")
