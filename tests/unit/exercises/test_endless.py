"""Answers that never end, and swallow every interruption: a check stops them and says so."""

import contextlib
import signal
import time

import pytest

from coursekit.exercises import running
from coursekit.exercises.running import Trouble, call

pytestmark = pytest.mark.timeout(60)


def in_the_inner_loop(x):
    while True:
        try:
            while True:
                pass
        except BaseException:
            pass


def in_two_nested_loops(x):
    while True:
        try:
            in_the_inner_loop(x)
        except BaseException:
            pass


def in_a_function_that_sleeps(x):
    def inner():
        try:
            time.sleep(1)
        except BaseException:
            pass

    while True:
        inner()


def with_a_bare_except(x):
    while True:
        try:
            sum(range(1_000_000))
        except:  # noqa: E722
            continue


def with_finally(x):
    while True:
        try:
            sum(range(10))
        finally:
            continue  # noqa: B012


def with_suppress(x):
    while True:
        with contextlib.suppress(BaseException), contextlib.suppress(BaseException):
            sum(range(100))


ENDLESS = [
    in_the_inner_loop,
    in_two_nested_loops,
    in_a_function_that_sleeps,
    with_a_bare_except,
    with_finally,
    with_suppress,
]


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="Windows interrupts in a thread only")
@pytest.mark.parametrize("endless", ENDLESS, ids=lambda function: function.__name__)
def test_who_swallows_every_interruption_is_stopped(endless):
    with pytest.raises(Trouble, match="did not finish within 0.1 seconds for x = 1"):
        call(endless, (1,), "for x = 1", 0.1)


def plainly(x):
    while True:
        pass


@pytest.mark.parametrize("endless", [plainly, with_finally])
def test_in_a_thread_the_sentence_comes_too(endless, monkeypatch):
    monkeypatch.setattr(running, "_has_alarm", lambda: False)
    with pytest.raises(Trouble, match="did not finish within 0.1 seconds for x = 1"):
        call(endless, (1,), "for x = 1", 0.1)


@pytest.mark.skipif(not hasattr(signal, "setitimer"), reason="there is no such timer")
def test_an_alarm_that_somebody_had_set_still_rings():
    rung = []
    before = signal.signal(signal.SIGALRM, lambda *_: rung.append(True))
    theirs = signal.setitimer(signal.ITIMER_REAL, 0.2)
    try:
        with pytest.raises(Trouble):
            call(in_the_inner_loop, (1,), "for x = 1", 0.1)
        assert call(lambda x: x + 1, (1,), "for x = 1", 0.1) == 2
        time.sleep(0.3)
    finally:
        signal.setitimer(signal.ITIMER_REAL, *theirs)
        signal.signal(signal.SIGALRM, before)
    assert rung
