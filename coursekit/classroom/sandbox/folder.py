"""A scratch folder on the disk, and the end of all processes of a group."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile


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


def clean(process):
    """End the group of processes, and remove the scratch folder whatever its rights say."""
    if hasattr(os, "killpg"):
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            pass
    shutil.rmtree(process.scratch, onerror=_again)


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
