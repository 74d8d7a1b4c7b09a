"""Answers that never end, as plain mistakes make them: a check stops them and says so."""

import contextlib
import gc
import itertools
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from coursekit.exercises.running import NotAttempted, Trouble, call

pytestmark = pytest.mark.timeout(60)
ALARM = hasattr(signal, "setitimer")


@pytest.fixture(autouse=True)
def quiet(monkeypatch):
    """Let nobody note what Python swallows: the alarm would ring in the noting, too."""
    monkeypatch.setattr("sys.unraisablehook", lambda swallowed: None)


def plainly(x):
    while True:
        pass


def never_near_enough(x):
    w = 5.0
    while w != 0.3:
        w = w - 0.1 * np.sin(w)


def with_except_exception(x):
    while True:
        try:
            sum(range(1_000_000))
        except Exception:
            continue


def with_a_bare_except(x):
    def slope(w):
        return 2 * w

    w = 5.0
    while True:
        try:
            w = w - 0.1 * slope(w)
        except:  # noqa: E722
            continue


def with_a_bare_except_around_a_long_call(x):
    while True:
        try:
            sum(range(1_000_000))
        except:  # noqa: E722
            continue


def with_suppress(x):
    while True:
        with contextlib.suppress(Exception):
            sum(range(100))


def in_a_function_that_sleeps(x):
    def wait():
        time.sleep(0.5)

    while True:
        wait()


def over_an_endless_range(x):
    return sum(1 for n in itertools.count() if n < 0)


class Slow:
    """What rings inside `__del__` is swallowed there by Python itself."""

    def __del__(self):
        sum(range(300_000))


def in_what_is_thrown_away(x):
    while True:
        Slow()


def in_a_callback_of_the_garbage_collector(x):
    """Python swallows what is raised in there, too."""
    busy = lambda phase, info: sum(range(300_000))  # noqa: E731
    gc.callbacks.append(busy)
    try:
        while True:
            gc.collect(0)
    finally:
        gc.callbacks.remove(busy)


ENDLESS = [
    plainly,
    never_near_enough,
    with_except_exception,
    with_a_bare_except,
    with_suppress,
    in_a_function_that_sleeps,
    over_an_endless_range,
    in_what_is_thrown_away,
    in_a_callback_of_the_garbage_collector,
]


@pytest.mark.skipif(not ALARM, reason="there is no such timer")
def test_a_long_call_that_swallows_every_error_is_stopped():
    with pytest.raises(Trouble, match="did not finish within 0.1 seconds for x = 1"):
        call(with_a_bare_except_around_a_long_call, (1,), "for x = 1", 0.1)


@contextlib.contextmanager
def no_alarm():
    """As on Windows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delattr(signal, "setitimer", raising=False)
        yield


@contextlib.contextmanager
def no_thread():
    """As in a browser: neither an alarm nor a second thread."""

    def start(thread):
        raise RuntimeError("can't start new thread")

    with no_alarm(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(threading.Thread, "start", start)
        yield


@pytest.mark.parametrize("place", [contextlib.nullcontext, no_alarm])
@pytest.mark.parametrize("endless", ENDLESS, ids=lambda function: function.__name__)
def test_what_never_ends_is_stopped(endless, place):
    with place(), pytest.raises(Trouble, match="did not finish within 0.1 seconds for x = 1"):
        call(endless, (1,), "for x = 1", 0.1)


def elsewhere(*arguments):
    """Call in another thread, where nothing can interrupt."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(call, *arguments).result(30)


@pytest.mark.parametrize("place", [contextlib.nullcontext, no_alarm, no_thread])
@pytest.mark.parametrize("call", [call, elsewhere])
def test_everything_else_is_the_same_everywhere(call, place):
    if call is elsewhere and place is no_thread:
        place = no_alarm  # the test itself needs its thread
    with place():
        assert call(lambda x: 2 * x, (1,), "for x = 1", 5) == 2
        with pytest.raises(NotAttempted):
            call(lambda x: ..., (1,), "for x = 1", 5)
        with pytest.raises(Trouble, match=r"ZeroDivisionError: division by zero \(line 1"):
            call(lambda x: x / 0, (1,), "for x = 1", 5)
        with pytest.raises(Trouble, match="RuntimeError: mine"):
            call(_raises, (RuntimeError("mine"),), "for x = 1", 5)


def _raises(error):
    raise error


@pytest.mark.parametrize("place", [contextlib.nullcontext, no_alarm, no_thread])
def test_the_stop_button_stays_the_learners(stop_button, place):
    before = signal.getsignal(signal.SIGINT)
    with place(), pytest.raises(KeyboardInterrupt):
        call(lambda x: signal.raise_signal(signal.SIGINT), (1,), "for x = 1", 5)
    assert signal.getsignal(signal.SIGINT) is before


@pytest.mark.parametrize("place", [contextlib.nullcontext, no_alarm])
def test_nothing_rings_afterwards(place):
    threads = threading.active_count()
    with place():
        for _ in range(20):
            with pytest.raises(Trouble):
                call(plainly, (1,), "for x = 1", 0.001)
        assert threading.active_count() == threads
        time.sleep(0.05)


@pytest.mark.skipif(not ALARM, reason="there is no such timer")
def test_an_alarm_that_somebody_had_set_still_rings():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    theirs = signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(Trouble):
            call(plainly, (1,), "for x = 1", 0.1)
        assert call(lambda x: x + 1, (1,), "for x = 1", 0.1) == 2
        time.sleep(0.3)
    finally:
        signal.setitimer(signal.ITIMER_REAL, *theirs)
        signal.signal(signal.SIGALRM, before)
    assert rung
