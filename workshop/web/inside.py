"""Runs inside Pyodide: a notebook's cells through the Python side of JupyterLite's kernel."""

import json
import os
import sys
import tempfile
import time

import pyodide_kernel
from js import process
from pyodide.code import find_imports

# Each lesson imports the course anew: its modules are translated into bytecode only once.
sys.dont_write_bytecode = False
kernel, shell = pyodide_kernel.kernel_instance, pyodide_kernel.ipython_shell


RARE = "sklearn"  # a page has it only after a cell that imports it


class Hidden:
    """Hides the modules of one package, until `find` gives them back."""

    def __init__(self, package):
        names = [name for name in sys.modules if name.partition(".")[0] == package]
        self.package, self.modules = package, {name: sys.modules.pop(name) for name in names}
        sys.modules[package] = None  # Python then raises ModuleNotFoundError

    def find(self):
        if self.package in sys.modules and sys.modules[self.package] is None:
            del sys.modules[self.package]
            sys.modules.update(self.modules)


class Page:
    """Collects what the kernel would send to the page, in the form of a notebook's outputs."""

    def __init__(self):
        self.outputs = []
        shell.display_pub.display_data_callback = self.display
        shell.display_pub.update_display_data_callback = self.display
        shell.display_pub.clear_output_callback = lambda wait: self.outputs.clear()
        shell.displayhook.publish_execution_result = self.result
        shell.send_comm = lambda *message: None
        for stream in (pyodide_kernel.stdout_stream, pyodide_kernel.stderr_stream):
            stream.publish_stream_callback = self.stream
        kernel._parent_header = {}

    def stream(self, name, text):
        self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def display(self, data, metadata, transient):
        self._add("display_data", data, metadata)

    def result(self, count, data, metadata):
        if data:
            self._add("execute_result", data, metadata)

    def _add(self, kind, data, metadata):
        self.outputs.append({"output_type": kind, "data": data, "metadata": metadata or {}})


def cpu():
    """Seconds that Node has computed: unlike the clock, they do not count other programs."""
    used = process.cpuUsage()
    return (used.user + used.system) / 1e6


async def run_cell(source):
    """Run one cell; return its outputs and its seconds."""
    page, began, clock = Page(), cpu(), time.perf_counter()
    result = await kernel.run(source)
    if result["status"] == "error":
        name = shell._last_traceback["ename"].removeprefix("<class '").removesuffix("'>")
        told = {"ename": name, "evalue": result["evalue"], "traceback": result["traceback"]}
        page.outputs.append({"output_type": "error", **told})
    clock = time.perf_counter() - clock
    return {"outputs": page.outputs, "seconds": cpu() - began, "clock": clock}


def forget():
    """Drop the course's modules with their settings: in a page each lesson has its own Python."""
    ours = ("coursekit", "keras")
    for name in [name for name in sys.modules if name.partition(".")[0] in ours]:
        del sys.modules[name]
    sys.meta_path[:] = [f for f in sys.meta_path if not type(f).__module__.startswith(ours)]


async def answer(line):
    """Run the cells of one job in a new namespace and an empty folder; return JSON."""
    job = json.loads(line)
    shell.reset(new_session=True)
    forget()
    os.chdir(tempfile.mkdtemp())
    os.environ.update(job["environ"])
    rare, cells = Hidden(RARE), []
    for source in job["cells"]:
        if RARE in find_imports(source):
            rare.find()
        cells.append(await run_cell(source))
    rare.find()
    return json.dumps({"cells": cells}, default=repr)
