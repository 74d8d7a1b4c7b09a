"""Start a task of the course with a Python that can run it, whatever Python reads this."""

from __future__ import print_function

import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
sys.dont_write_bytecode = True

import pythons  # noqa: E402


def main(argv):
    """Run the task in this Python if it fits, else in the first one found that does."""
    if pythons.fits(sys.version_info):
        import tasks

        return tasks.main(argv)
    command, seen = pythons.find()
    if command is None:
        print(pythons.sentence(seen + ["%d.%d" % sys.version_info[:2]]), file=sys.stderr)
        return 1
    return subprocess.call(command + [os.path.join(HERE, "bootstrap.py")] + argv)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
