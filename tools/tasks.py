"""The tasks behind ``make``: each makes sure of the environment, then does one thing in it."""

import errno
import os
import shlex
import shutil
import subprocess
import sys

import environment
from environment import ROOT, VENV, Stop

# Quiet TensorFlow, results that repeat, and the environment's own kernel before any other.
SETTINGS = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "JUPYTER_PREFER_ENV_PATH": "1",
    "PYTHONUTF8": "1",
}
MADE = (
    *(".matrix", ".web", "build", "dist", "site"),
    *(".pytest_cache", ".ruff_cache", ".hypothesis"),
)
LOCKING = (
    "pip compile --quiet --upgrade --universal --python-version 3.11 "
    "--extra keras --extra lab --extra test --extra docs --extra site --no-annotate "
    "--custom-compile-command 'make lock' pyproject.toml -o requirements/lock.txt"
)


def lab():
    """Open the reader's own copies of the lessons in JupyterLab."""
    python = str(environment.ensure(_extras("lab")))
    command = [python, "-m", "coursekit", "lab"]
    if os.name == "nt":
        return _call(*command)
    os.chdir(ROOT)
    sys.stdout.flush()
    os.execv(python, command)  # Ctrl+C and the end of a session reach the server itself


def test():
    """Run every test: the style of the code, then pytest; then the real data if it is at hand."""
    import suite

    return suite.run(environment.ensure(_extras("lab", "test", "site")), arguments())


def web():
    """Run all lessons as a page of the web runs them, and the pages in a browser: many minutes."""
    import suite

    return suite.web(environment.ensure(_extras("lab", "test", "site")), arguments())


def notebooks():
    """Run the lessons anew, normalise them and rewrite their bound numbers and addresses."""
    import address

    python = environment.ensure(_extras("lab", "test"))
    address.rewrite(ROOT)
    return _call(python, "-m", "workshop", "run", *arguments())


def exercises():
    """Make the learners' notebooks in exercises/release from the sources with solutions."""
    python = environment.ensure(_extras("lab"))
    return _call(python, "-m", "workshop", "exercises", *(arguments() or ["build"]))


def site():
    """Build the site: JupyterLite with the lessons, and the pages with their stored outputs."""
    command = [environment.ensure(_extras("lab", "site")), "-m", "workshop", "site"]
    if chosen := arguments():
        return _call(*command, *chosen)
    # The pages last: they are checked, and their links lead into what runs.
    return _call(*command, "lite") or _call(*command)


def doctor():
    """Say whether this environment can run the course."""
    return _call(environment.ensure(_extras("lab")), "-m", "coursekit", "doctor", *arguments())


def bench():
    """Measure speed against the peers that are installed."""
    python = environment.ensure(_extras("lab", "test"))
    return _call(python, "-m", "benchmarks", *arguments())


def peers():
    """Run Keras' own tests on the engine; none of them is kept here."""
    python = environment.ensure(_extras("lab", "test"))
    return _call(python, "-m", "workshop", "peers", *arguments())


def matrix():
    """Run the lessons and tests with one set of versions: ``make matrix SET=lowest``.

    With ``SIMD=older`` the lessons run as on an older processor, as ``make simd`` does.
    """
    import matrix as sets

    simd = os.environ.get("SIMD", "")
    if simd not in ("", "older"):
        raise Stop(f"SIMD={simd} is unknown: write SIMD=older, or leave it out.")
    return sets.run(os.environ.get("SET", "").split(), arguments(), bool(simd))


def simd():
    """Run the lessons once more as an older processor would."""
    import simd as older

    return older.run(environment.ensure(_extras("lab", "test")), arguments())


def lock():
    """Resolve the newest allowed versions into the lock file."""
    environment.ensure(_extras("lab"))
    command = [*environment.uv(VENV), *shlex.split(LOCKING)]
    return subprocess.call(command, cwd=ROOT, env=environment.UV_SETTINGS | os.environ)


def clean():
    """Remove what the tasks made: the environment, caches and builds."""
    if VENV.exists() and not environment.ours(VENV).exists():
        print("The folder .venv was not made by the course: left as it is.")
    elif VENV.exists():
        shutil.rmtree(VENV)
    for name in MADE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    return 0


_IN_ORDER = (
    *(lab, test, web, notebooks, exercises, site),
    *(doctor, bench, peers, matrix, simd, lock, clean),
)
TASKS = {task.__name__: task for task in _IN_ORDER}


def arguments():
    """Return what the caller passed on: ``make test ARGS="-k churn"``."""
    return shlex.split(os.environ.get("ARGS", ""))


def _extras(*names):
    """Return the extras to install; ``TENSORFLOW=no`` leaves TensorFlow out."""
    light = os.environ.get("TENSORFLOW", "").lower() in ("no", "0", "false", "off")
    return {*names} if light else {"keras", *names}


def _call(python, *args):
    """Run the environment's Python in the repository and return its exit code."""
    return subprocess.call([str(python), *args], cwd=ROOT)


def main(argv):
    """Run the task named first; return its exit code."""
    if len(argv) != 1 or argv[0] not in TASKS:
        print("Tasks:", *(f"\n  {name:<10}{f.__doc__}" for name, f in TASKS.items()))
        return 2
    os.environ.update({k: v for k, v in SETTINGS.items() if k not in os.environ})
    os.environ.pop("PYTHONHOME", None)
    environment.leave_activated()
    try:
        return TASKS[argv[0]]()
    except Stop as stop:
        print(stop, file=sys.stderr)
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.EROFS):
            raise
        print(environment.failure(str(error), argv[0]), file=sys.stderr)
    return 1
