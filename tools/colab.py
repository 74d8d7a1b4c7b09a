"""Compare Colab's published list of packages with requirements/colab.txt.

Prints one line for each difference and ends with 1 when there is one: `python tools/colab.py`.
"""

import re
import sys
import urllib.request
from pathlib import Path

OURS = Path(__file__).resolve().parent.parent / "requirements" / "colab.txt"
LIST = "https://raw.githubusercontent.com/googlecolab/backend-info/main/pip-freeze.txt"


def versions(text):
    """Return ``{name: version}`` of the lines ``name==version``, however the names are spelt."""
    pairs = re.findall(r"^([\w.-]+)==([^\s;]+)", text, re.MULTILINE)
    return {re.sub(r"[-_.]+", "-", name).lower(): version for name, version in pairs}


def differences(ours, theirs):
    """Return one line for each package of ``ours`` that has another version in ``theirs``."""
    return [
        f"{name}: {version} here, {theirs.get(name, 'no longer listed')} in Colab"
        for name, version in ours.items()
        if theirs.get(name) != version
    ]


def main(address=LIST):
    """Fetch the list, print what differs, and return the exit code."""
    with urllib.request.urlopen(address, timeout=60) as page:
        theirs = versions(page.read().decode("utf-8"))
    if "numpy" not in theirs:
        print(f"{address} is no list of packages any more: find the new one.")
        return 1
    found = differences(versions(OURS.read_text(encoding="utf-8")), theirs)
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
