"""bubblewrap with a fork server inside: libraries are imported once, not for each submission.

Each worker still has namespaces, scratch and, for root, a user of its own.  They are made in the
fork server's sandbox (see :mod:`coursekit.classroom.worker.forkserver`), and no right is left then.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import threading
import weakref
from pathlib import Path

from coursekit.classroom.sandbox import bwrap
from coursekit.classroom.sandbox.bwrap import NOBODY, Bubblewrap
from coursekit.classroom.worker import seccomp
from coursekit.classroom.worker.wire import READY

PATIENCE = 60


class Forked(Bubblewrap):
    """Starts workers by forking a process that has imported what they need.

    Parameters
    ----------
    program, user_namespace
        See :class:`~coursekit.classroom.sandbox.bwrap.Bubblewrap`.
    """

    def __init__(self, program, user_namespace):
        super().__init__(program, user_namespace)
        self._server, self._modules = None, frozenset()
        self._one_at_a_time = threading.Lock()

    def __str__(self):
        return f"{super().__str__()}, forked"

    def start(self, limits, errors=subprocess.DEVNULL, modules=()):
        """Start a worker; ``modules`` are imported before, for all workers."""
        with self._one_at_a_time:
            if self._server is None or not self._modules.issuperset(modules):
                self._restart(limits, modules)
            try:
                return self._server.fork(self._config(limits))
            except OSError:  # the system may have ended it, for want of memory
                self._restart(limits, modules)
                return self._server.fork(self._config(limits))

    def clean(self, process):
        """Files lay in memory, and the system ends all processes: nobody need wait for that."""
        process.forget()

    def close(self):
        """End the fork server; the next worker starts another one."""
        if self._server is not None:
            self._server.close()
            self._server = None

    def _restart(self, limits, modules):
        self.close()
        self._modules |= frozenset(modules)
        config = self._config(limits, modules=sorted(self._modules))
        self._server = _Server(self.command(limits, config))
        weakref.finalize(self, self._server.close)

    def _config(self, limits, **more):
        user = NOBODY if self.user_namespace else None
        return self.configuration(limits, user=user, **more)

    def rights(self):
        """Options: what making namespaces needs; workers give it up before they begin."""
        needed = "--cap-add CAP_SYS_ADMIN --cap-add CAP_NET_ADMIN "
        if self.user_namespace:
            return f"{needed} --unshare-user --uid 0 --gid 0 --cap-add CAP_SETFCAP"
        return needed + super().rights()


class _Server:
    """The fork server's process, and the socket to it."""

    def __init__(self, command):
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.settimeout(PATIENCE)
        with theirs:
            self.process = subprocess.Popen(
                command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                env={},
            )
        try:
            begun = self.control.recv(len(READY)) == READY
        except OSError:
            begun = False
        if not begun:
            raise OSError(self.close() or "the fork server did not begin")

    def fork(self, config):
        """Have a worker forked; return its process."""
        requests, ask = os.pipe()
        listen, answers = os.pipe()
        handles = []
        try:
            message = json.dumps(config).encode()
            socket.send_fds(self.control, [message], [requests, answers])
            said, handles, *_ = socket.recv_fds(self.control, 500, 1)
            if not said:
                raise ConnectionError("the fork server has ended")
            if said != READY or not handles:
                raise OSError(said.decode("utf-8", "replace"))
        except BaseException:
            for number in (ask, listen, *handles):
                os.close(number)
            raise
        finally:
            os.close(requests)
            os.close(answers)
        return Process(handles[0], ask, listen)

    def close(self):
        """End the process; return the last line that it said."""
        if self.process.stderr.closed:
            return ""
        self.control.close()
        self.process.kill()
        said = self.process.communicate()[1].decode("utf-8", "replace").splitlines()
        return next((line[:200] for line in reversed(said) if line.strip()), "")


class Process:
    """A forked worker, with what marking uses of :class:`subprocess.Popen`.

    Parameters
    ----------
    handle : int
        Of the first process in its namespaces; it stays right when the number is used again.
    stdin, stdout : int
        The pipes.
    """

    stderr = None

    def __init__(self, handle, stdin, stdout):
        self._handle = handle
        self.stdin, self.stdout = os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb")
        self.pid = _number(handle)
        self.returncode = None

    def poll(self):
        """0 when all its processes have ended, else None."""
        self._wait(0)
        return self.returncode

    def wait(self, timeout=None):
        """Wait for the end of all its processes.

        Raises
        ------
        subprocess.TimeoutExpired
        """
        if not self._wait(timeout):
            raise subprocess.TimeoutExpired("a worker", timeout)
        return self.returncode

    def communicate(self, timeout=None):
        """Close its pipe and wait for its end."""
        with contextlib.suppress(OSError):
            self.stdin.close()
        self.wait(timeout)
        self.stdout.close()
        return b"", b""

    def kill(self):
        """End all its processes."""
        if self._handle is not None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)

    def forget(self):
        """Give the handle back, when nobody asks any more."""
        if self._handle is not None:
            os.close(self._handle)
            self._handle = None

    def _wait(self, timeout):
        if self.returncode is None:
            ended = select.poll()
            ended.register(self._handle, select.POLLIN)
            if ended.poll(None if timeout is None else 1000 * timeout):
                self.returncode = 0
        return self.returncode is not None


def candidates():
    """The ways to start it here.

    Root's workers always become users of their own.  Without seccomp two workers could share keys.
    """
    known = hasattr(os, "pidfd_open") and hasattr(signal, "pidfd_send_signal") and seccomp.known()
    found = bwrap.candidates(Forked) if known else []
    return found[:1]


def _number(handle):
    """The number that this system's list of processes has for a handle."""
    for line in Path(f"/proc/self/fdinfo/{handle}").read_text().splitlines():
        if line.startswith("Pid:"):
            return int(line.split()[1])
    raise OSError("the system does not say which process a handle means")
