"""Sorts the tests of another library: passed, out of the course's scope, or different."""

import traceback
import types
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from workshop.peers import standin
from workshop.peers.variables import OutOfScope

standin.install()

# How the names of the functions begin by which the course refuses what it does not have.
REFUSE = ("refuse", "nearest", "float_type")
# What weights of Keras can do and NumPy's arrays cannot.
VARIABLES = ("assign", "assign_add", "value", "numpy", "path", "regularizer", "trainable")
_OUTCOMES = pytest.StashKey()


def pytest_configure(config):
    config.stash[_OUTCOMES] = {}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Let a test that asks for what the course does not have count as skipped."""
    report = yield
    if call.excinfo is not None and (why := _scope(call.excinfo.value)):
        report.outcome, report.longrepr = "skipped", (str(item.path), 0, f"Skipped: {why}")
    if report.when == "call" or report.outcome != "passed":
        item.config.stash[_OUTCOMES][item.nodeid] = (report.outcome, _line(call))
    return report


def _scope(error):
    """Say what the course does not have, where that is why a test failed."""
    seen = error
    while seen is not None:
        if isinstance(seen, OutOfScope):
            return f"no {seen}"
        frames = traceback.extract_tb(seen.__traceback__)
        if any(frame.name.startswith(REFUSE) for frame in frames):
            return f"refused: {seen}"
        if isinstance(seen, AttributeError) and _is_ours(getattr(seen, "obj", None)):
            return f"no {type(seen.obj).__name__}.{seen.name}"
        if isinstance(seen, AttributeError) and _is_variable(seen):
            return f"no variables with .{seen.name}"
        if isinstance(seen, TypeError) and "'Input'" in str(seen):
            return "no symbols to compute with"
        seen = seen.__cause__ or seen.__context__
    return None


def _is_ours(thing):
    """Say whether a thing is the course's or a stand-in, or of a class made from the course's."""
    if isinstance(thing, types.ModuleType):
        owners = [thing.__name__]
    else:
        kind = thing if isinstance(thing, type) else type(thing)
        owners = [cls.__module__ for cls in kind.__mro__]
    return any(owner.startswith(("coursekit.", "workshop.peers", "keras")) for owner in owners)


def _is_variable(error):
    return isinstance(error.obj, np.ndarray) and error.name in VARIABLES


def _line(call):
    if call.excinfo is None:
        return ""
    return " ".join(str(call.excinfo.value).split())[:160]


def pytest_terminal_summary(terminalreporter, config):
    """Print how many tests of each file passed, and the name of each that differs."""
    outcomes = config.stash[_OUTCOMES]
    counts = {}
    for test, (outcome, _) in outcomes.items():
        counts.setdefault(Path(test.partition("::")[0]).stem, Counter())[outcome] += 1
    terminalreporter.section("Keras' own tests on coursekit.nn")
    for name, count in sorted(counts.items()):
        terminalreporter.write_line(
            f"{name:40} {count['passed']:4} pass {count['skipped']:4} out of scope "
            f"{count['failed']:4} differ"
        )
    for test, (outcome, line) in sorted(outcomes.items()):
        if outcome == "failed":
            terminalreporter.write_line(f"differs: {test.partition('::')[2]}: {line}")
