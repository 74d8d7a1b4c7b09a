"""A question in a real JupyterLab: click or press Enter, read why, try again."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import contextmanager

import nbformat
import pytest
from nbformat import v4
from playwright.sync_api import expect, sync_playwright

from coursekit.exercises.question import read_quiz
from coursekit.notebooks.execute import kernel_environment

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
QUESTION = read_quiz("00")[0]
RIGHT = next(i for i, choice in enumerate(QUESTION.choices) if choice.right)
WRONG = next(i for i, choice in enumerate(QUESTION.choices) if not choice.right)


def stored_question():
    """The output of ``quiz("00", 1)`` as a stored lesson keeps it: without the live view."""
    bundle = {"text/html": QUESTION.to_html(), "text/plain": QUESTION.to_text()}
    return v4.new_output("display_data", bundle)


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """Address of a JupyterLab that serves a folder with one lesson of one question."""
    folder = tmp_path_factory.mktemp("lab")
    source = 'from coursekit.exercises import quiz\n\nquiz("00", 1)'
    cell = v4.new_code_cell(source, execution_count=1, outputs=[stored_question()])
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
    nbformat.write(v4.new_notebook(cells=[cell], metadata=kernel), folder / "lesson.ipynb")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    private = {"HOME": str(folder), "JUPYTER_CONFIG_DIR": str(folder / "config")}
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}"]
    command += ["--IdentityProvider.token=", f"--ServerApp.root_dir={folder}"]
    with serving(command, {**kernel_environment(), **private}, folder / "server.log"):
        address = f"http://127.0.0.1:{port}"
        wait_for(f"{address}/api", folder / "server.log")
        yield address


@contextmanager
def serving(command, environment, log):
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


def wait_for(address, log, seconds=60):
    for _ in range(4 * seconds):
        try:
            urllib.request.urlopen(address, timeout=5).close()
            return
        except OSError:
            time.sleep(0.25)
    pytest.fail(f"JupyterLab does not answer:\n{log.read_text()[-2000:]}")


@pytest.fixture
def page(lab):
    """The lesson, open in JupyterLab."""
    browser_path = os.environ.get("COURSEKIT_BROWSER") or next(
        filter(None, map(shutil.which, BROWSERS))
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=["--no-sandbox"])
        page = browser.new_page()
        page.set_default_timeout(60_000)
        expect.set_options(timeout=60_000)
        page.goto(f"{lab}/lab/tree/lesson.ipynb?reset")
        page.locator(".jp-CodeCell").first.wait_for()
        yield page
        browser.close()


def test_before_a_run_the_stored_choices_fold_out(page):
    output = page.locator(".jp-OutputArea-output").first
    reason = output.get_by_text(QUESTION.choices[WRONG].why)
    expect(output.get_by_text(QUESTION.choices[WRONG].text)).to_be_visible()
    expect(reason).to_be_hidden()
    output.locator("summary").nth(WRONG).click()
    expect(reason).to_be_visible()


def run_the_cell(page):
    expect(page.locator("#jp-bottom-panel").get_by_text("| Idle")).to_be_visible()
    page.locator(".jp-CodeCell .cm-content").first.click()
    page.keyboard.press("Shift+Enter")
    expect(page.locator(".jp-OutputArea-output .widget-button")).to_have_count(
        len(QUESTION.choices)
    )


def test_a_click_explains_and_a_second_try_is_allowed(page):
    run_the_cell(page)
    buttons, verdict = page.locator(".widget-button"), page.locator("[role=status]")
    buttons.nth(WRONG).click()
    expect(verdict).to_contain_text("Not quite. " + QUESTION.choices[WRONG].why)
    buttons.nth(RIGHT).click()
    expect(verdict).to_contain_text("Right. " + QUESTION.choices[RIGHT].why)


def test_the_keyboard_is_enough(page):
    run_the_cell(page)
    page.locator(".widget-button").first.focus()
    for _ in range(RIGHT):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    verdict = page.locator(".jp-OutputArea-output [role=status]")
    expect(verdict).to_contain_text("Right. " + QUESTION.choices[RIGHT].why)
