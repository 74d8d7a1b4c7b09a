"""Find a Python that can run the course; plain old syntax, so that an old Python can read it."""

from __future__ import print_function

import glob
import os
import subprocess

OLDEST, NEWEST = (3, 11), (3, 13)
NAMES = ["python3.12", "python3.13", "python3.11", "python3", "python"]
ASK = "import sys; print(sys.version_info[0], sys.version_info[1], sys.version_info[2])"


def fits(version):
    """Say whether a version tuple lies in the range of the course."""
    return OLDEST <= tuple(version[:2]) <= NEWEST


def candidates():
    """Return commands that may start a Python, the preferred first."""
    if os.environ.get("PYTHON"):
        return [[os.environ["PYTHON"]]]
    commands = [[name] for name in NAMES]
    for minor in (12, 13, 11):  # pyenv keeps versions whose shims refuse to run until selected
        pattern = os.path.join("~", ".pyenv", "versions", "3.%d.*" % minor, "bin", "python")
        commands += [[path] for path in sorted(glob.glob(os.path.expanduser(pattern)))]
    if os.name == "nt":
        commands = [["py", "-3.%d" % minor] for minor in (12, 13, 11)] + commands
    return commands


def version_of(command):
    """Return the version tuple of the Python that a command starts, or None when it starts none."""
    try:
        asked = subprocess.Popen(
            command + ["-c", ASK], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        answer = asked.communicate()[0].decode("ascii", "replace").replace("(", " ").split()
        numbers = [int(part.strip("(),'")) for part in answer]
    except (OSError, ValueError):
        return None
    return tuple(numbers) if asked.returncode == 0 and len(numbers) == 3 else None


def find():
    """Return the command of the preferred Python that fits, and the versions seen on the way."""
    seen = []
    for command in candidates():
        version = version_of(command)
        if version is None:
            continue
        if fits(version):
            return command, seen
        seen.append("%d.%d" % version[:2])
    return None, seen


def sentence(seen):
    """Say in one sentence that no Python here fits, and what to do."""
    found = "found only Python " + ", ".join(sorted(set(seen))) if seen else "found none"
    if os.environ.get("PYTHON"):
        found += " (PYTHON=%s)" % os.environ["PYTHON"]
    return (
        "The course needs Python 3.11, 3.12 or 3.13 and %s: "
        "install Python 3.12 (python.org or your system's packages) and try again." % found
    )
