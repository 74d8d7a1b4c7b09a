"""Podman without root: a container whose only files are those that a worker may see."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import uuid
from pathlib import Path

from coursekit.classroom.sandbox import visible

SCRATCH = "/scratch"
NOBODY = 65534


class Podman:
    """Starts workers in containers; their root folder is empty, and no image is fetched."""

    name = "podman"
    trusted = False

    def __init__(self, program):
        self.program = program
        self.seen = visible.visible()
        self._root = tempfile.TemporaryDirectory(prefix="coursekit-root-")
        os.chmod(self._root.name, 0o755)  # the worker is another user than the one who made it

    def __str__(self):
        return f"podman ({self.program})"

    def start(self, limits, errors=subprocess.DEVNULL, modules=()):
        """Start a worker; return its process, whose stdin and stdout are the pipe to it."""
        config = visible.configuration(self.seen, limits, SCRATCH, seccomp="inside")
        name = f"coursekit-{uuid.uuid4().hex}"
        main = f"{self.seen.package}/classroom/worker/main.py"
        worker = [self.seen.interpreter, "-s", "-S", "-P", "-B", main, json.dumps(config)]
        process = subprocess.Popen(
            [self.program, *self.options(limits, name), "--rootfs", self._root.name, *worker],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
        )
        process.container = name
        return process

    def end(self, process):
        """End the worker."""
        process.kill()

    def clean(self, process):
        """End the container with all its processes."""
        process.wait()
        subprocess.run(
            [self.program, "rm", "--force", "--time", "0", "--ignore", process.container],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
        )

    def close(self):
        """Nothing runs between two workers."""

    def options(self, limits, name):
        """The options of ``podman``."""
        yield from ("run", "--rm", "--interactive", "--name", name, "--network", "none")
        yield from self._usage(limits)
        yield from ("--read-only", "--read-only-tmpfs=false", "--shm-size", "16m")
        yield from ("--cap-drop", "all", "--security-opt", "no-new-privileges")
        yield from ("--user", str(NOBODY))
        yield from ("--tmpfs", f"{SCRATCH}:rw,size={int(limits.scratch)}m,mode=1777")
        yield from ("--workdir", SCRATCH, "--env", f"HOME={SCRATCH}")
        for path in visible.SYSTEM:
            if os.path.isdir(path):
                yield from ("--volume", f"{path}:{path}:ro")
        seen = self.seen
        for path in (*seen.libraries, seen.interpreter, seen.package, seen.data):
            if not path.startswith("/usr/"):
                yield from ("--volume", f"{path}:{path}:ro")
        for folder, kept in visible.MASKED.items():
            # Without the last word podman would copy what it covers, the answers, into it.
            yield from ("--tmpfs", f"{seen.package}/{folder}:ro,notmpcopyup")
            for each in kept:
                path = Path(seen.package, folder, each)
                yield from ("--volume", f"{path}:{path}:ro")

    def _usage(self, limits):
        """What all processes of a container may take: they are no children of this one to watch."""
        yield from ("--pids-limit", str(int(limits.processes)))
        yield from ("--memory", f"{int(limits.memory)}m")
        for name, most in (("nofile", int(limits.files)), ("nproc", int(limits.processes))):
            yield from ("--ulimit", f"{name}={most}:{most}")  # its own may be above the user's


def candidates():
    """The ways to start it here."""
    program = shutil.which("podman")
    return [Podman(program)] if program and sys.platform == "linux" else []
