"""Stop a call that takes too long."""

import contextlib
import itertools
import signal
import threading
import time
from _thread import interrupt_main

AGAIN = 0.01  # seconds until it rings again: a bare `except:` may have swallowed the first
# Where the `try:` holds one long call, only the moment after it is swallowed lies outside.
SOON = [2e-6 * k for k in range(1, 33)]


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
    bell = _Bell()
    with _ringing(bell, seconds):
        bell.on = True
        try:
            return function(*arguments)
        finally:
            bell.on, bell.over = False, True


class _Bell:
    """What rings while a call is running, and nowhere else."""

    on = over = late = False
    again = staticmethod(lambda: None)

    def ring(self, number, frame):
        """Handle the alarm: stop the call, unless it is about to begin or has just ended."""
        while frame.f_code in (_Bell.ring.__code__, _Bell.pressed.__code__):
            frame = frame.f_back  # it rang while it was ringing
        if self.on and frame.f_code is not limited.__code__:
            self.again()
            raise OutOfTime

    def pressed(self, number, frame):
        """Handle the stop button: until time is up, it is the learner who presses it."""
        if not self.late:
            raise KeyboardInterrupt
        self.ring(number, frame)


def _ringing(bell, seconds):
    if threading.current_thread() is not threading.main_thread():
        return contextlib.nullcontext()
    return _alarm(bell, seconds) if hasattr(signal, "setitimer") else _stop_button(bell, seconds)


@contextlib.contextmanager
def _alarm(bell, seconds):
    """Ring by the system's alarm; an alarm that somebody else has set rings in its time."""
    soon = itertools.cycle(SOON)
    bell.again = lambda: signal.setitimer(signal.ITIMER_REAL, next(soon), AGAIN)
    began, before = time.monotonic(), signal.signal(signal.SIGALRM, bell.ring)
    theirs, every = signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
    try:
        yield
    finally:
        left = theirs and max(theirs - (time.monotonic() - began), 0.001)
        signal.setitimer(signal.ITIMER_REAL, left, every)
        signal.signal(signal.SIGALRM, before)


@contextlib.contextmanager
def _stop_button(bell, seconds):
    """Ring by the interrupt of the kernel, sent from another thread if one can be started."""
    done = threading.Event()

    def press():
        bell.late = not done.wait(seconds)
        while not bell.over:
            interrupt_main()
            done.wait(AGAIN)

    watch = threading.Thread(target=press, daemon=True)
    before = signal.signal(signal.SIGINT, bell.pressed)
    started = _started(watch)
    try:
        yield
    finally:
        done.set()
        if started:
            watch.join()
        signal.signal(signal.SIGINT, before)


def _started(thread):
    try:
        thread.start()
    except RuntimeError:  # as in a browser
        return False
    return True
