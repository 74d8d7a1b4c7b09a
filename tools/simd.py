"""Run the lessons as an older processor would: NumPy and OpenBLAS without the newer instructions.

Processors differ in the last bit of a result; what passes on two kinds stands for others.
"""

import json
import subprocess

import suite
from environment import ROOT

ASK = """
import json
from workshop.lessons.spread import older_processor
print(json.dumps(older_processor()))
"""


def run(python, chosen=()):
    """Run the lessons, or the ``chosen`` tests, with the changed settings; return the exit code."""
    off = switched_off(python)
    if not off:
        print("NumPy uses no newer instructions on this processor: there is nothing to switch off.")
        return 0
    print("The lessons once more, with these switched off:", off["NPY_DISABLE_CPU_FEATURES"])
    environ = suite.settings(**off)
    command = [str(python), "-m", "pytest", *suite.SHARED, "--strict-skips"]
    return subprocess.call([*command, *(chosen or ["notebooks"])], cwd=ROOT, env=environ)


def switched_off(python):
    """Return the settings that switch off all that NumPy could use here beyond its baseline."""
    return json.loads(subprocess.check_output([str(python), "-c", ASK], cwd=ROOT, text=True))
