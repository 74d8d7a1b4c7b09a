"""A process that has imported the libraries once, and forks a worker for each submission.

It lives in a sandbox of its own, gets no line of a student's and runs none.  A worker is forked in
three steps: a child leaves the namespaces; its child, the first process of the new ones, covers
what can be seen and gives up all rights; that one's child is the worker.
"""

import contextlib
import gc
import importlib
import json
import os
import random
import resource  # noqa: F401  lockdown needs it: imported once
import socket
import sys
import time

from coursekit.classroom.worker import lockdown, namespaces, seccomp, wire  # noqa: F401
from coursekit.classroom.worker.serving import Server
from coursekit.classroom.worker.wire import READY

#: Packages that start no thread when they are imported, and keep nothing open.
ROOTS = ("coursekit", "matplotlib", "numpy", "pandas", "scipy", "sklearn")
MOST_TEXT = 1 << 16
SECONDS_FOR_THREADS = 2  # until a thread has ended that an import had only for itself


def load(modules):
    """Import those of the modules that bear to be shared; what is none is left out.

    Raises
    ------
    RuntimeError
        When an import has started a thread, which would be missing in every worker.
    """
    for name in modules:
        if name.partition(".")[0] in ROOTS:
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    deadline = time.monotonic() + SECONDS_FOR_THREADS
    while len(os.listdir("/proc/self/task")) > 1:
        if time.monotonic() > deadline:
            raise RuntimeError("an import has started a thread")
        time.sleep(0.01)


def serve(control):
    """Fork a worker for each message, until the grader is gone.

    A message is a configuration, as :func:`~coursekit.classroom.sandbox.visible.configuration`
    makes it, with two pipes: the requests and the answers.  The reply is ``READY`` with a handle of
    the first process in the worker's namespaces, or says why there is none.

    Parameters
    ----------
    control : socket
    """
    gc.collect()
    gc.freeze()  # else a child's collector would write into, and so copy, what is shared
    control.send(READY)
    while (message := socket.recv_fds(control, MOST_TEXT, 2))[0]:
        text, pipes = message[:2]
        child = os.fork()
        if child == 0:
            _leave(control, json.loads(text), pipes)
        for pipe in pipes:
            os.close(pipe)
        if os.waitpid(child, 0)[1]:
            control.send(b"the fork of a worker ended")


def _leave(control, config, pipes):
    """Leave the namespaces, and send a handle of the first process of the new ones."""
    with _last_act(control.send):
        told, tell = os.pipe()
        namespaces.leave()
        first = os.fork()
        if first == 0:
            _begin(config, pipes, tell)
        os.close(tell)
        with open(told, "rb") as words:
            said = words.read()
        handles = [os.pidfd_open(first)] if said == READY else []
        socket.send_fds(control, [said or b"the worker ended before it began"], handles)
        os._exit(0)


def _begin(config, pipes, tell):
    """The first process of the namespaces: with its end the system ends all the others."""
    with _last_act(lambda text: os.write(tell, text)):
        os.setsid()  # a signal to its own group must not reach the fork server's
        namespaces.furnish(config["folder"], int(config["limits"]["scratch"]))
        if config["user"] is not None:
            namespaces.become(config["user"])
            lockdown.drop_capabilities()
        lockdown.apply(config)
        namespaces.readable(False)
        worker = os.fork()
        if worker == 0:
            _work(pipes, tell)
        _close_all_but()
        while os.wait()[0] != worker:  # others are orphans of the worker's
            pass
        os._exit(0)


def _work(pipes, tell):
    """The worker: of the fork server's open files it has its two pipes and nothing else."""
    with _last_act(lambda text: os.write(tell, text)):
        namespaces.readable(True)
        _close_all_but(*pipes, tell)
        _draw_anew()
        os.write(tell, READY)
        os.close(tell)
        reader, writer = os.fdopen(pipes[0], "rb"), os.fdopen(pipes[1], "wb")
        with contextlib.suppress(wire.Ended):
            Server(reader, writer).serve()
        os._exit(0)


@contextlib.contextmanager
def _last_act(tell):
    """End the process with what is done inside; tell what goes wrong."""
    try:
        yield
    except BaseException as error:
        with contextlib.suppress(OSError):
            tell(f"{type(error).__name__}: {error}".encode()[:500])
    finally:
        os._exit(1)


def _close_all_but(*kept):
    """Close every file but those; prints go nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for number in (0, 1, 2):
        os.dup2(nowhere, number)
    for number in map(int, os.listdir("/proc/self/fd")):
        if number > 2 and number not in kept:
            with contextlib.suppress(OSError):  # the listing's own, which is closed by now
                os.close(number)


def _draw_anew():
    """Seed the generators that were made before the fork: else all students draw the same."""
    random.seed()
    if "numpy.random" in sys.modules:
        sys.modules["numpy.random"].seed()
