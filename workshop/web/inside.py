"""Runs inside Pyodide: a notebook's cells through the Python side of JupyterLite's kernel."""

import json
import os
import sys
import tempfile
import time

import pyodide_kernel

kernel, shell = pyodide_kernel.kernel_instance, pyodide_kernel.ipython_shell


class Page:
    """Collects what the kernel would send to the page, in the form of a notebook's outputs."""

    def __init__(self):
        self.outputs, self.messages = [], 0
        shell.display_pub.display_data_callback = self.display
        shell.display_pub.update_display_data_callback = self.display
        shell.display_pub.clear_output_callback = lambda wait: self.outputs.clear()
        shell.displayhook.publish_execution_result = self.result
        shell.send_comm = self.comm
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

    def comm(self, kind, content, *rest):
        self.messages += 1

    def _add(self, kind, data, metadata):
        self.outputs.append({"output_type": kind, "data": data, "metadata": metadata or {}})


async def run_cell(source):
    """Run one cell; return its outputs and its seconds."""
    page = Page()
    began = time.perf_counter()
    result = await kernel.run(source)
    if result["status"] == "error":
        page.outputs.append(
            {"output_type": "error", **{k: result[k] for k in ("ename", "evalue", "traceback")}}
        )
    return {"outputs": page.outputs, "seconds": time.perf_counter() - began}


async def answer(line):
    """Run the cells of one job in a new namespace and an empty folder; return JSON."""
    job = json.loads(line)
    shell.reset(new_session=True)
    os.chdir(tempfile.mkdtemp())
    os.environ.update(job.get("environ", {}))
    return json.dumps({"cells": [await run_cell(source) for source in job["cells"]]}, default=repr)
