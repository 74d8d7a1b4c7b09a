"""Find a Python that can run the course; plain old syntax, so that an old Python can read it."""

from __future__ import print_function

import glob
import os
import subprocess

OLDEST, NEWEST = (3, 11), (3, 14)
MINORS = (12, 13, 11, 14)  # the preferred first; there is no TensorFlow for 3.14 yet
ASK = "import sys; print('.'.join(map(str, sys.version_info[:3])))"
UV = ["uv", "python", "find", "--no-python-downloads", ">=3.11,<3.15"]


def fits(version):
    """Say whether a version tuple lies in the range of the course."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def candidates():
    """Yield commands that may start a Python, the preferred first."""
    if os.environ.get("PYTHON"):
        yield [os.environ["PYTHON"]]
        return
    for minor in MINORS if os.name == "nt" else ():
        yield ["py", "-3.%d" % minor]
    for name in ["python3.%d" % minor for minor in MINORS] + ["python3", "python"]:
        yield [name]
    for minor in MINORS:
        for path in kept(minor):
            yield [path]
    found = output(UV)
    if found:
        yield [found]


def kept(minor):
    """Return the Pythons 3.minor that pyenv keeps; its shims refuse to run until selected."""
    pattern = os.path.join("~", ".pyenv", "versions", "3.%d.*" % minor, "bin", "python")
    return sorted(glob.glob(os.path.expanduser(pattern)))


def output(command):
    """Return what a command prints, or None when it fails or does not exist."""
    try:
        asked = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        answer = asked.communicate()[0].decode("utf-8", "replace").strip()
    except OSError:
        return None
    return answer if asked.returncode == 0 else None


def version_of(command):
    """Return the version tuple of the Python that a command starts, or None when it starts none."""
    try:
        return tuple(int(part) for part in output(command + ["-c", ASK]).split("."))
    except (AttributeError, ValueError):
        return None


def find(minor=None):
    """Return the command of the preferred Python that fits, and the versions seen on the way."""
    seen = []
    for command in candidates():
        version = version_of(command)
        if version is None:
            continue
        if fits(version) and minor in (None, version[1]):
            return command, seen
        seen.append("%d.%d" % version[:2])
    return None, seen


def sentence(seen):
    """Say in one sentence that no Python here fits, and what to do."""
    found = "found only Python " + ", ".join(sorted(set(seen))) if seen else "found none"
    if os.environ.get("PYTHON"):
        found += " (PYTHON=%s)" % os.environ["PYTHON"]
    return (
        "The course needs Python 3.11, 3.12, 3.13 or 3.14 and %s: "
        "install Python 3.12 (python.org or your system's packages) and try again." % found
    )
