"""Run Python as a user who owns nothing, also where root's own Python lies in root's folder."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.support import ROOT

NOBODY = 65534


def run(code, timeout=120):
    """Run a text of Python as a normal user in this repository; return what it prints.

    A normal user's tests run it as they are.  Root's run it as nobody, in a view of the files in
    which nobody can read root's Python.
    """
    command = [sys.executable, "-c", code]
    environment = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "HOME": "/nonexistent"}
    if os.geteuid() == 0:
        command = [*_view(), *_become(), *command]
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=timeout, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


def _become():
    return (
        shutil.which("setpriv"),
        "--reuid",
        str(NOBODY),
        "--regid",
        str(NOBODY),
        "--clear-groups",
    )


def _view():
    """All files as they are, but with folders above Python that everybody may enter."""
    yield from (shutil.which("bwrap"), "--dev-bind", "/", "/", "--cap-add", "ALL")
    base = Path(sys.base_prefix).resolve()
    closed = [p for p in reversed(base.parents) if not p.stat().st_mode & 0o001]
    if closed:
        yield from ("--perms", "0755", "--tmpfs", str(closed[0]))
        for above in reversed(base.parents):
            if closed[0] in above.parents:
                yield from ("--perms", "0755", "--dir", str(above))
        yield from ("--ro-bind", str(base), str(base))
