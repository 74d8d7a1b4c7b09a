"""Environments of their own for tests of the house, made by uv in seconds where it has a cache."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
UV = [sys.executable, "-m", "uv"]


def make(folder, python, *packages):
    """Make an environment in ``folder`` and install packages from the root; return its Python."""
    environ = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1"} | os.environ
    made = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    _run([*UV, "venv", "--quiet", "--seed", "--python", *python, str(folder)], environ)
    _run([*UV, "pip", "install", "--quiet", "--python", str(made), *packages], environ)
    return made


def _run(command, environ):
    done = subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
