"""Holds for the whole suite: no test is skipped in silence, and no process is left behind."""

import os
import re
import uuid

import pytest

from tests.support import leftovers

# Closes the gaps of nbval and compares the numbers in the lessons' prose.
pytest_plugins = ["workshop.lessons.validate"]

_LEFT = pytest.StashKey()

# Where processes share the tests, file by file, these files go to one: what they share takes long
# to start.
TOGETHER = {
    "Pyodide in Node": r"tests/web/test_(page|products|sheets)_in_node",
    "Jupyter": r"tests/browser/test_(explorers_in|quiz|predict|handcalc)",
}
# What takes long goes first: so none is left with a long file while the others have nothing to do.
_LONGEST = (
    "tests/house/test_colab",
    "tests/house/test_wheel",
    "notebooks/13",
    "notebooks/11",
    "tests/web",
    # It builds the site. The others that look at it come when it is there, not to wait beside it.
    "tests/site/test_accessible",
    "tests/browser/test_explorer",
    "tests/workshop/test_exercises",
    "notebooks",
    "tests/site",
    "tests/browser",
    "tests/house",
    "tests/parity",
    "tests/page",
    "tests/workshop",
)


def pytest_addoption(parser):
    what = "fail when any test was skipped: a test that did not run has shown nothing"
    parser.addoption("--strict-skips", action="store_true", help=what)
    what = "run the lessons in a page, and JupyterLite in a browser: many minutes (`make web`)"
    parser.addoption("--whole-web", action="store_true", help=what)


def pytest_configure(config):
    """Mark all that this run starts; the workers of a parallel run inherit the mark."""
    if _is_main(config):
        os.environ[leftovers.MARK] = uuid.uuid4().hex


def pytest_collection_modifyitems(items):
    """Put long files first; refuse a name with an address: no two processes would agree on it."""
    items.sort(key=lambda item: _place(item.nodeid))
    if named := [item.nodeid for item in items if " at 0x" in item.nodeid]:
        raise pytest.UsageError(f"name the cases of {named[0]} with ids=…: it holds an address")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """Give the tests of a file to one process, and those of files that share a start, too."""
    from xdist.scheduler import LoadScopeScheduling

    class Files(LoadScopeScheduling):
        def _split_scope(self, nodeid):
            found = (name for name, files in TOGETHER.items() if re.match(files, nodeid))
            return next(found, super()._split_scope(nodeid))

    return Files(config, log) if config.getoption("dist") == "loadscope" else None


def _place(name):
    """Return where in the order of seconds a test stands, by its name."""
    found = (k for k, start in enumerate(_LONGEST) if name.startswith(start))
    return next(found, len(_LONGEST))


def _is_main(config):
    return not hasattr(config, "workerinput")


def _skipped(config):
    """Return how many tests or files were skipped, counted where the results are gathered.

    The cells behind one that failed do not count: that one has failed the run.
    """
    from workshop.lessons.validate import NOT_RUN

    reporter = config.pluginmanager.get_plugin("terminalreporter")
    strict = config.getoption("--strict-skips") and _is_main(config)
    skipped = reporter.stats.get("skipped", ()) if strict and reporter else ()
    return sum(NOT_RUN not in str(report.longrepr) for report in skipped)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    config = session.config
    config.stash[_LEFT] = leftovers.end(os.environ[leftovers.MARK]) if _is_main(config) else []
    if (_skipped(config) or config.stash[_LEFT]) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    if count := _skipped(config):
        terminalreporter.write_line(f"--strict-skips: {count} skipped: this run fails", red=True)
    for line in config.stash.get(_LEFT, []):
        terminalreporter.write_line(f"left alive by a test, and ended now: {line}", red=True)
