"""``coursekit lab`` serves the reader's own first lesson, and ends cleanly."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LESSON = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
# Beside other tests a server starts slowly; these are ends of patience, not measurements.
START, STOP = 120, 60
pytestmark = pytest.mark.timeout(600)


@pytest.fixture
def course(tmp_path):
    """A folder with spaces that holds a first lesson."""
    root = tmp_path / "a path with spaces"
    (root / "notebooks").mkdir(parents=True)
    (root / "pyproject.toml").touch()
    (root / "notebooks" / "00_start_here.ipynb").write_text(LESSON, encoding="utf-8")
    return root


def start(course, *options, **variables):
    environ = os.environ | {"CI": "1", "PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, "-m", "coursekit", "lab", *options],
        cwd=course,
        env=environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


def served_address(served):
    return next(line.strip() for line in served.stdout if "token=" in line)


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_an_address_that_answers(stop_button, course, end):
    port = free_port()
    served = start(course, PORT=str(port))
    try:
        address = served_address(served)
        with urllib.request.urlopen(address, timeout=START) as page:
            assert page.status == 200 and b"JupyterLab" in page.read()
        contents = address.replace("/lab/tree/", "/api/contents/").replace("?", "?content=0&")
        with urllib.request.urlopen(contents, timeout=START) as page:
            assert json.load(page)["path"] == "notebooks/00_start_here.ipynb"
    finally:
        served.send_signal(end)
        status = served.wait(timeout=STOP)
    assert address.startswith(f"http://localhost:{port}/lab/tree/notebooks/00_start_here.ipynb?")
    assert status == 0
    with pytest.raises(OSError):
        urllib.request.urlopen(address, timeout=5)


def test_a_lesson_saved_in_the_page_changes_the_copy_and_not_the_source(course):
    served = start(course, "--port", str(free_port()))
    try:
        address = served_address(served)
        home, token = address.split("/lab/tree")[0], address.split("token=")[1]
        cell = {"cell_type": "markdown", "id": "a", "metadata": {}, "source": "mine"}
        body = {"type": "notebook", "content": json.loads(LESSON) | {"cells": [cell]}}
        save = urllib.request.Request(
            f"{home}/api/contents/notebooks/00_start_here.ipynb?token={token}",
            data=json.dumps(body).encode(),
            method="PUT",
        )
        urllib.request.urlopen(save, timeout=START).close()
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(timeout=STOP)
    name = Path("notebooks") / "00_start_here.ipynb"
    assert "mine" in (course / "my-course" / name).read_text(encoding="utf-8")
    assert (course / name).read_text(encoding="utf-8") == LESSON


def test_pages_open_as_a_reader_wants_them(course):
    served = start(course, PORT=str(free_port()))
    try:
        address = served_address(served)
        home, token = address.split("/lab/tree")[0], address.split("token=")[1]
        manager = "@jupyterlab/docmanager-extension:plugin"
        settings = f"{home}/lab/api/settings/{manager}?token={token}"
        with urllib.request.urlopen(settings, timeout=START) as page:
            viewers = json.load(page)["schema"]["properties"]["defaultViewers"]["default"]
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(timeout=STOP)
    assert viewers["markdown"] == "Markdown Preview"


def test_a_taken_port_is_one_sentence(course):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        _, error = start(course, PORT=str(port)).communicate(timeout=START)
    assert error.startswith(f"JupyterLab did not start: is port {port} taken?")
    assert len(error.strip().splitlines()) == 1


@pytest.mark.parametrize("port", ["abc", "0", "70000", "-1"])
def test_a_port_that_is_none_is_one_sentence(course, port):
    served = start(course, PORT=port)
    _, error = served.communicate(timeout=START)
    assert error.startswith(f"PORT={port} is no port") and served.returncode == 1


def test_copies_alone_for_those_who_have_a_jupyter_of_their_own(course):
    served = start(course, "--copies")
    shown, error = served.communicate(timeout=START)
    assert served.returncode == 0 and error == ""
    lesson = course / "my-course" / "notebooks" / "00_start_here.ipynb"
    assert f"Open {lesson}" in shown and lesson.is_file()


def test_a_folder_that_cannot_be_written_is_one_sentence(course):
    (course / "my-course").touch()  # root may write anywhere, but no folder in place of a file
    served = start(course, "--copies")
    _, error = served.communicate(timeout=START)
    assert served.returncode == 1
    assert error.startswith("The folder my-course cannot be written (")
    assert len(error.strip().splitlines()) == 1
