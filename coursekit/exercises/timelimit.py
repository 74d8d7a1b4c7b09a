"""Stop a call that takes too long."""

import contextlib
import signal
import threading
import time
from _thread import interrupt_main

AGAIN = 0.01  # seconds until it rings again: a bare `except:` may have swallowed the first


class OutOfTime(BaseException):
    """Raised inside a call that takes too long; no ``except Exception`` catches it."""


def limited(function, arguments, seconds):
    """Return ``function(*arguments)``, or raise :class:`OutOfTime` when it takes too long.

    The system's alarm interrupts the call; Windows has none, and there the kernel is interrupted as
    its stop button does it.  Only the main thread can be interrupted, and a browser has no second
    thread that could: in these two places a call takes the time it takes.

    Parameters
    ----------
    function : callable
    arguments : tuple
    seconds : float
        Time limit.
    """
    calling = False

    def ring(number, frame):
        if calling and frame.f_code is not limited.__code__:  # not on the way in or out
            raise OutOfTime

    with _ringing(ring, seconds):
        calling = True
        try:
            return function(*arguments)
        finally:
            calling = False


def _ringing(ring, seconds):
    if threading.current_thread() is not threading.main_thread():
        return contextlib.nullcontext()
    return _alarm(ring, seconds) if hasattr(signal, "setitimer") else _stop_button(ring, seconds)


@contextlib.contextmanager
def _alarm(ring, seconds):
    """Ring by the system's alarm; an alarm that somebody else has set rings in its time."""
    began, before = time.monotonic(), signal.signal(signal.SIGALRM, ring)
    theirs, every = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        left = theirs and max(theirs - (time.monotonic() - began), 0.001)
        signal.setitimer(signal.ITIMER_REAL, left, every)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _stop_button(ring, seconds):
    """Ring by the interrupt of the kernel, sent from another thread if one can be started."""
    late, done = threading.Event(), threading.Event()

    def press():
        if not done.wait(seconds):
            late.set()
        while not done.wait(AGAIN):
            interrupt_main()

    def stop(number, frame):
        if not late.is_set():
            raise KeyboardInterrupt  # it was the learner who pressed it
        ring(number, frame)

    watch = threading.Thread(target=press, daemon=True)
    if not _started(watch):
        yield
        return
    before = signal.signal(signal.SIGINT, stop)
    try:
        yield
    finally:
        done.set()
        watch.join()
        signal.signal(signal.SIGINT, before)


def _started(thread):
    try:
        thread.start()
    except RuntimeError:  # as in a browser
        return False
    return True
