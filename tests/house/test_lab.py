"""``make lab`` serves the first lesson from a path with spaces, and ends cleanly."""

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
SERVE = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import environment
environment.ROOT = Path(sys.argv[2])
environment.VENV = environment.ROOT / ".venv"
import lab
try:
    sys.exit(lab.serve(sys.executable))
except environment.Stop as stop:
    sys.exit(str(stop))
"""


@pytest.fixture
def course(tmp_path):
    """A folder with spaces that holds a first lesson."""
    root = tmp_path / "a path with spaces"
    (root / ".venv").mkdir(parents=True)
    (root / "notebooks").mkdir()
    lesson = '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    (root / "notebooks" / "00_start_here.ipynb").write_text(lesson, encoding="utf-8")
    return root


def start(course, **variables):
    environ = os.environ | {"CI": "1", "PYTHONUNBUFFERED": "1"} | variables
    command = [sys.executable, "-c", SERVE, str(ROOT / "tools"), str(course)]
    return subprocess.Popen(
        command, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def free_port():
    with socket.socket() as probe:
        probe.bind(("localhost", 0))
        return probe.getsockname()[1]


@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGINT])
def test_it_prints_an_address_that_answers(course, end):
    port = free_port()
    served = start(course, PORT=str(port))
    try:
        address = next(line.strip() for line in served.stdout if "token=" in line)
        with urllib.request.urlopen(address, timeout=30) as page:
            assert page.status == 200 and b"JupyterLab" in page.read()
    finally:
        served.send_signal(end)
        status = served.wait(timeout=30)
    assert address.startswith(f"http://localhost:{port}/lab/tree/notebooks/00_start_here.ipynb?")
    assert status == 0
    with pytest.raises(OSError):
        urllib.request.urlopen(address, timeout=5)


def test_pages_open_as_a_reader_wants_them(course):
    served = start(
        course, PORT=str(free_port()), JUPYTER_CONFIG_PATH=str(course / ".venv" / "etc" / "jupyter")
    )
    try:
        address = next(line.strip() for line in served.stdout if "token=" in line)
        home, token = address.split("/lab/tree")[0], address.split("token=")[1]
        manager = "@jupyterlab/docmanager-extension:plugin"
        settings = f"{home}/lab/api/settings/{manager}?token={token}"
        with urllib.request.urlopen(settings, timeout=30) as page:
            viewers = json.load(page)["schema"]["properties"]["defaultViewers"]["default"]
    finally:
        served.send_signal(signal.SIGTERM)
        served.wait(timeout=30)
    assert viewers["markdown"] == "Markdown Preview"


def test_a_taken_port_is_one_sentence(course):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        served = start(course, PORT=str(port))
        _, error = served.communicate(timeout=120)
    assert served.returncode == 1
    assert error.startswith(f"JupyterLab did not start: is port {port} taken?")


@pytest.mark.parametrize("port", ["abc", "0", "70000"])
def test_a_port_that_is_none_is_one_sentence(course, port):
    _, error = start(course, PORT=port).communicate(timeout=120)
    assert error.startswith(f"PORT={port} is no port")
