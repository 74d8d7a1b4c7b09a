"""A run of the tests fails when one of them leaves a kernel alive."""

import os
import subprocess
import sys

from tests.support import leftovers
from tests.support.small_course import ROOT

LEAVES = """
import subprocess, sys

def test_that_leaves_a_kernel():
    subprocess.Popen([sys.executable, "-c", "import time; time.sleep(300)", "ipykernel"])
"""
# What is left here never ends by itself.
IMPATIENT = "leftovers.PATIENCE = 1\n"


def run_suite(folder, test):
    (folder / "test_one.py").write_text(test)
    conftest = (ROOT / "conftest.py").read_text("utf-8")
    (folder / "conftest.py").write_text(conftest + IMPATIENT)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
    command += ["-p", "tests.support.quick_start", str(folder)]
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_kernel_left_alive_fails_the_run_and_is_ended(tmp_path):
    done = run_suite(tmp_path, LEAVES)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "left alive by a test, and ended now" in done.stdout and "1 passed" in done.stdout


def test_a_tidy_run_passes(tmp_path):
    done = run_suite(tmp_path, "def test_one(): pass")
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_processes_of_this_run_count():
    assert leftovers.marked("another run") == []
