"""A Jupyter that serves lessons, and a browser that opens one."""

import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import nbformat
import pytest
from nbformat import v4
from playwright.sync_api import TimeoutError, expect

from workshop import kernels

# What `python -m` does, and sooner.
START = """import runpy, sys
import tests.support.quick_start
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)"""
# Notebook 7 is the pages of the old notebook made anew.
PLACES = {"jupyterlab": "lab/tree/{}/lesson.ipynb?reset", "notebook": "notebooks/{}/lesson.ipynb"}


class Jupyter:
    """A running server; JupyterLab and Notebook 7 open what stands in its folder."""

    def __init__(self, folder, address):
        self.folder, self.address = folder, address

    def lesson(self, name, cells):
        """Write ``lesson.ipynb`` into a folder of its own, and return the folder."""
        folder = self.folder / name
        folder.mkdir()
        _write(folder, cells)
        return folder

    def open(self, browser, name, application="jupyterlab"):
        """Open the lesson in the folder ``name`` and return the page."""
        page = browser.new_page()
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        page.goto(f"{self.address}/{PLACES[application].format(name)}")
        page.locator(".jp-CodeCell").first.wait_for()
        return page


@contextmanager
def jupyter(folder):
    """Serve ``folder`` with JupyterLab and Notebook 7; yield the `Jupyter`."""
    command = [sys.executable, "-c", START, "jupyterlab", "--no-browser", "--allow-root"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    private = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    with _server(command, {**kernels.environment(), **private}, folder) as address:
        yield Jupyter(folder, address)


@contextmanager
def classic_notebook(python, environment, folder, cells):
    """Do the same with the classic notebook of another Python, as Google Colab's is made of."""
    command = [str(python), "-m", "notebook", "--no-browser", "--allow-root"]
    command += ["--NotebookApp.token=", f"--NotebookApp.notebook_dir={folder}"]
    private = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    _write(folder, cells)
    with _server(command, {**environment, **private}, folder) as address:
        yield address


def _write(folder, cells):
    # A lesson that names its kernel opens without a dialog that asks for one.
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    lesson = v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.write(lesson, folder / "lesson.ipynb")


@contextmanager
def _server(command, environment, folder):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with _serving([*command, f"--port={port}"], environment, folder / "server.log"):
        address = f"http://127.0.0.1:{port}"
        _wait_for(f"{address}/api", folder / "server.log")
        yield address


@contextmanager
def _serving(command, environment, log):
    with open(log, "w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, env=environment, cwd=log.parent)
    try:
        yield
    finally:
        server.terminate()
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait_for(address, log, seconds=180):
    for _ in range(4 * seconds):
        try:
            urllib.request.urlopen(address, timeout=30).close()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"Jupyter does not answer:\n{log.read_text()[-2000:]}")


def wait_for_kernel(page):
    """Wait until the kernel is connected: before, a request to run opens a dialog about kernels."""
    # While the page has no kernel, it calls it idle.
    expect(page.locator(".jp-KernelName")).to_contain_text("Python 3")
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_attached()


def run_first_cell(page, shown=".widget-button"):
    """Run the first cell until it shows its first widget."""
    wait_for_kernel(page)
    widget = page.locator(".jp-OutputArea-output").locator(shown).first
    for patience in (10_000, 40_000, 60_000):
        page.locator(".jp-CodeCell .cm-content").first.click()
        page.keyboard.press("Shift+Enter")
        try:
            widget.wait_for(timeout=patience)
            return
        except TimeoutError:
            # A kernel that is only just connecting may lose the first request, as users know.
            continue
    pytest.fail("The cell ran three times and showed no widget.")
