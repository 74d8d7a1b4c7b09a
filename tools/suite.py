"""Run the whole test suite, and say at the end how it went."""

import os
import shutil
import subprocess

from environment import ROOT, Stop

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
REAL_DATA = ("COURSEKIT_CHURN", "COURSEKIT_CIFAR10", "COURSEKIT_LECTURES")
ALL_TESTS = ("-n", "2", "--dist", "loadscope", "--strict-skips", "-rs")


def run(python):
    """Run ruff, pytest and, when the real data is at hand, its tests; return the exit code."""
    import tasks

    chosen = tasks.arguments()
    environ = os.environ | {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"}
    real = {name: environ.pop(name) for name in REAL_DATA if environ.get(name)}
    if not chosen:
        _find_browser(python, environ)
    results = {"ruff": _call(python, environ, "-m", "ruff", "check", ".")}
    results["tests"] = _call(python, environ, "-m", "pytest", *ALL_TESTS, *chosen)
    if len(real) == len(REAL_DATA) and not chosen and (ROOT / "tests" / "real_data").exists():
        results["real data"] = _call(
            python, environ | real, "-m", "pytest", "--strict-skips", "-rs", "tests/real_data"
        )
    elif not chosen:
        print("The tests on real data need " + ", ".join(REAL_DATA) + ", and did not run.")
    print(" · ".join(f"{name}: {'failed' if code else 'passed'}" for name, code in results.items()))
    return 1 if any(results.values()) else 0


def _call(python, environ, *args):
    """Run the environment's Python in the repository and return its exit code."""
    return subprocess.call([str(python), *args], cwd=ROOT, env=environ)


def _find_browser(python, environ):
    """Set COURSEKIT_BROWSER to a Chromium for the widget tests, fetching one if there is none."""
    found = environ.get("COURSEKIT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), "")
    environ["COURSEKIT_BROWSER"] = found
    if found:
        return
    print("The tests of the explorers drive a browser; fetching Chromium for them (once) …")
    if _call(python, environ, "-m", "playwright", "install", "chromium"):
        raise Stop("No Chromium, and it could not be fetched: install Chromium and try again.")
