"""One option for the whole suite: ``--strict-skips`` lets no test be skipped in silence."""

import pytest

# Closes the gaps of nbval and compares the numbers in the lessons' prose.
pytest_plugins = ["coursekit.notebooks.validate"]


def pytest_addoption(parser):
    what = "fail when any test was skipped: a test that did not run has shown nothing"
    parser.addoption("--strict-skips", action="store_true", help=what)


def _skipped(config):
    """Return how many tests or files were skipped, counted where the results are gathered.

    The cells behind one that failed do not count: that one has failed the run.
    """
    from coursekit.notebooks.validate import NOT_RUN

    reporter = config.pluginmanager.get_plugin("terminalreporter")
    strict = config.getoption("--strict-skips") and not hasattr(config, "workerinput")
    skipped = reporter.stats.get("skipped", ()) if strict and reporter else ()
    return sum(NOT_RUN not in str(report.longrepr) for report in skipped)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    if _skipped(session.config) and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter, config):
    count = _skipped(config)
    if count:
        terminalreporter.write_line(f"--strict-skips: {count} skipped: this run fails", red=True)
