"""Finds kernels, servers and browsers that a run of the tests started and did not end."""

import contextlib
import os
import time

import psutil

MARK = "COURSEKIT_SUITE"  # in the environment of everything that one run starts
PATIENCE = 10  # seconds
KINDS = ("ipykernel", "jupyter", "chrom")


def marked(mark):
    """Return the live kernels, servers and browsers whose environment holds the mark of a run."""
    found = []
    for process in psutil.process_iter():
        with contextlib.suppress(psutil.Error, OSError):
            line = " ".join(process.cmdline())
            ours = process.environ().get(MARK) == mark and process.pid != os.getpid()
            alive = process.status() != psutil.STATUS_ZOMBIE
            if ours and alive and any(kind in line for kind in KINDS) and "pytest" not in line:
                found.append((process, line))
    return found


def end(mark):
    """End what is still alive after some patience; return one line for each."""
    deadline = time.monotonic() + PATIENCE
    while (left := marked(mark)) and time.monotonic() < deadline:
        time.sleep(0.2)
    for process, _ in left:
        with contextlib.suppress(psutil.Error):
            process.kill()
    return [f"{process.pid}: {line[:150]}" for process, line in left]
