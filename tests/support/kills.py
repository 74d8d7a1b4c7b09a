"""Mark a class again and again, killed at random moments: ``python -m tests.support.kills``."""

import os
import random
import signal
import sys
import time
from pathlib import Path

import coursekit.classroom.marking  # noqa: F401  a copy of this process has it already
from coursekit.classroom import grading
from coursekit.classroom.lock import locked
from tests.support import fake_job
from tests.support.classes import NAME


def marking(folder, out):
    """Mark the class in ``folder`` with the stand-in, as the command does."""
    found = grading.prepare(folder / "in", NAME, out, key=folder / "key")
    out.mkdir(exist_ok=True)
    with locked(out):
        journal = grading.open_journal(found)
        for _ in grading.mark_all(found, journal, lambda jobs: map(fake_job.run, jobs)):
            pass
        return grading.write_results(found, journal, replace=False)


def in_child(folder, out, after=None):
    """Run in a child that is killed ``after`` seconds; return whether it was, and its time."""
    begin = time.monotonic()
    child = os.fork()
    if not child:
        os._exit(bool(marking(folder, out)))
    if after is not None:
        time.sleep(after)
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status):
        raise SystemExit(f"the run refused or failed: {status}")
    return os.WIFSIGNALED(status), time.monotonic() - begin


def tables(out):
    """The bytes of every file that a marking gives out."""
    return {path.name: path.read_bytes() for path in sorted(out.glob("*.csv"))}


def main(folder, kills):
    """Compare what stands there after killed runs with a run that nothing disturbed."""
    os.fsync = lambda handle: None  # what a killed program wrote stays; power cuts are not tried
    whole = folder / "whole"
    _, seconds = in_child(folder, whole)
    wanted, draws = tables(whole), random.Random(1)
    killed = finished = 0
    while killed < kills:
        out = folder / f"killed-{finished}"
        for _ in range(8):
            was_killed, _ = in_child(folder, out, after=draws.uniform(0, 1.1 * seconds))
            killed += was_killed
        in_child(folder, out)
        if tables(out) != wanted:
            raise SystemExit("other bytes after a kill")
        finished += 1
    print(f"{killed} kills, {finished} classes, {len(wanted)} tables")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
