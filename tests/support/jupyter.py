"""A Jupyter that serves one lesson, and a browser that opens it."""

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
from workshop.browser import chromium

# What `python -m` does, and sooner.
START = """import runpy, sys
import tests.support.quick_start
runpy.run_module(sys.argv.pop(1), run_name="__main__", alter_sys=True)"""


@contextmanager
def jupyterlab(folder, cells, application="jupyterlab"):
    """Serve ``folder`` with a lesson made of ``cells``; yield the address.

    With ``application="notebook"`` it is Notebook 7, the pages of the old notebook made anew.
    """
    command = [sys.executable, "-c", START, application, "--no-browser", "--allow-root"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    private = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    with _server(command, {**kernels.environment(), **private}, folder, cells) as address:
        yield address


@contextmanager
def classic_notebook(python, environment, folder, cells):
    """Do the same with the classic notebook of another Python, as Google Colab's is made of."""
    command = [str(python), "-m", "notebook", "--no-browser", "--allow-root"]
    command += ["--NotebookApp.token=", f"--NotebookApp.notebook_dir={folder}"]
    private = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    with _server(command, {**environment, **private}, folder, cells) as address:
        yield address


@contextmanager
def _server(command, environment, folder, cells):
    # A lesson that names its kernel opens without a dialog that asks for one.
    metadata = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    lesson = v4.new_notebook(cells=cells, metadata=metadata)
    nbformat.write(lesson, folder / "lesson.ipynb")
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


@contextmanager
def lesson_page(address):
    """The lesson, open in JupyterLab in a browser of its own."""
    with chromium() as browser:
        yield open_lesson(browser, address)


def open_lesson(browser, address, place="lab/tree/lesson.ipynb?reset"):
    """Open the lesson and return the page."""
    page = browser.new_page()
    page.set_default_timeout(60_000)
    expect.set_options(timeout=60_000)
    page.goto(f"{address}/{place}")
    page.locator(".jp-CodeCell").first.wait_for()
    return page


def run_first_cell(page, shown=".widget-button"):
    """Run the first cell until it shows its first widget."""
    # Before the kernel is connected, JupyterLab answers a request to run by asking for a kernel.
    if (status := page.locator("#jp-main-statusbar")).count():  # Notebook 7 has no such bar
        expect(status).to_contain_text("| Idle")
    expect(page.locator(".jp-Notebook-ExecutionIndicator[data-status=idle]")).to_be_attached()
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
