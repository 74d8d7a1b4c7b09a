"""A lock file that names the course and what it needs beside Pyodide's own packages.

Pyodide then loads all of it at once and in parallel, and nothing has to be resolved in the page.
"""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

from workshop.web import pyodide

#: The page's kernel replaces these, or asks for another version.
LEFT_OUT = ("widgetsnbextension-3",)


def build_wheel(target):
    """Build the course's wheel from this checkout into a folder, without a network; return it."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(command, cwd=pyodide.ROOT, check=True, capture_output=True)
    return next(Path(target).glob("coursekit-*.whl"))


def wheels():
    """Return the wheels that Pyodide lacks, those of its Jupyter kernel among them."""
    found = sorted(pyodide.wheels().glob("*.whl"))
    return [wheel for wheel in found if not wheel.name.startswith(LEFT_OUT)]


def entry(wheel, address):
    """Return a wheel's name and its entry in a lock file.

    Parameters
    ----------
    wheel : Path
    address : str
        Where Pyodide finds it: absolute, or counted from the lock file.
    """
    name, version = wheel.name.split("-")[:2]
    name = name.lower().replace("_", "-")
    with zipfile.ZipFile(wheel) as archive:
        tops = {member.partition("/")[0].removesuffix(".py") for member in archive.namelist()}
    return name, {
        "name": name,
        "version": version,
        "file_name": address,
        "install_dir": "site",
        "sha256": pyodide.sha256(wheel),
        "package_type": "package",
        "imports": sorted(top for top in tops if top.isidentifier()),
        "depends": [],
        "unvendored_tests": False,
    }


def write_lock(path, added):
    """Write Pyodide's lock with ``added`` = {wheel: its address}; return the path."""
    lock = json.loads((pyodide.pyodide() / "pyodide-lock.json").read_text("utf-8"))
    lock["packages"] |= dict(entry(wheel, address) for wheel, address in added.items())
    path.write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
    return path
