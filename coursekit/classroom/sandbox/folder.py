"""A scratch folder on the disk, and the end of all processes of a group."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
from pathlib import Path


def start(command, folder, errors, **options):
    """Start a worker in a group of processes of its own."""
    process = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        start_new_session=True,
        cwd=folder,
        **options,
    )
    process.scratch = folder
    return process


def new():
    """A fresh scratch folder."""
    return os.path.realpath(tempfile.mkdtemp(prefix="coursekit-"))


def processes_of_user():
    """How many processes and threads this user has, for a limit that counts them all."""
    found = 0
    for path in Path("/proc").glob("[0-9]*"):
        try:
            if path.stat().st_uid == os.getuid():
                found += len(os.listdir(path / "task"))
        except OSError:  # it has ended
            continue
    return found


def end(process):
    """End the group of processes, all at once: a child of one that was ended would go on."""
    if not hasattr(os, "killpg"):
        process.kill()
        return
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except (ProcessLookupError, PermissionError):
        pass


def clean(process):
    """End what is left, and remove the scratch folder whatever its rights say."""
    end(process)
    process.wait()
    when_refused = "onexc" if sys.version_info >= (3, 12) else "onerror"
    shutil.rmtree(process.scratch, **{when_refused: _again})


def _again(function, path, _):
    for each in (os.path.dirname(path), path):
        try:
            if not os.path.islink(each):
                os.chmod(each, stat.S_IRWXU)
        except OSError:
            pass
    try:
        shutil.rmtree(path) if os.path.isdir(path) and not os.path.islink(path) else os.unlink(path)
    except OSError:
        pass
