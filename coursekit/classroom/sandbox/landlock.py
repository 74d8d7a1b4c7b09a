"""Landlock, seccomp and limits: what a normal user has where namespaces are forbidden."""

import json
import os
import subprocess
import sys
from pathlib import Path

from coursekit.classroom.sandbox import folder, visible


class Landlock:
    """Starts workers that give up paths and calls themselves, before any student code runs."""

    name = "landlock"
    trusted = False

    def __init__(self):
        self.seen = visible.visible()

    def __str__(self):
        return "Landlock and seccomp"

    def start(self, limits, errors=subprocess.DEVNULL, modules=()):
        """Start a worker; return its process, whose stdin and stdout are the pipe to it."""
        scratch = folder.new()
        config = visible.configuration(
            self.seen,
            limits,
            scratch,
            others=folder.processes_of_user(),
            landlock=self._paths(scratch),
            seccomp="alone",
        )
        main = f"{self.seen.package}/classroom/worker/main.py"
        command = [self.seen.interpreter, "-s", "-S", "-P", "-B", main, json.dumps(config)]
        return folder.start(command, scratch, errors, env=config["environment"])

    end = staticmethod(folder.end)
    clean = staticmethod(folder.clean)

    def close(self):
        """Nothing runs between two workers."""

    def _paths(self, scratch):
        seen = self.seen
        package = Path(seen.package)
        read = [*visible.SYSTEM, *(f"/etc/{name}" for name in visible.SETTINGS)]
        read += ["/proc/self", "/dev/urandom", "/dev/random", "/dev/zero", "/proc/meminfo"]
        for library in seen.libraries:
            read += [str(child) for child in Path(library).iterdir() if child.resolve() != package]
        read += [*visible.parts_of_package(package), seen.data, seen.interpreter]
        masked = [str(package / name) for name in visible.MASKED]
        listed = [*seen.libraries, str(package), *masked]
        return {"read": read, "listed": listed, "write": [scratch, "/dev/null"]}


def candidates():
    """The ways to start it here."""
    if sys.platform != "linux" or not hasattr(os, "setgroups"):
        return []
    from coursekit.classroom.worker import landlock, seccomp

    if not landlock.version() or not seccomp.known() or os.geteuid() == 0:
        return []
    return [Landlock()]
