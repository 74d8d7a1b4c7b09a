"""Serve JupyterLab on this machine, open the first lesson and print its address."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
import webbrowser
from pathlib import Path

from environment import ROOT, VENV, Stop

FIRST_LESSON = "notebooks/00_start_here.ipynb"
RUNTIME = VENV / "jupyter-runtime"
LOG = VENV / "coursekit-lab.log"
# The glossary and the other pages open as a reader wants them, not as their Markdown source.
OVERRIDES = VENV / "etc" / "jupyter" / "labconfig" / "default_setting_overrides.json"
PREVIEW = {
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}}
}
PATIENCE = 120  # seconds until a server that does not answer counts as failed


def serve(python):
    """Start JupyterLab, print the address once a page is served, and stay until it stops."""
    RUNTIME.mkdir(exist_ok=True)
    OVERRIDES.parent.mkdir(parents=True, exist_ok=True)
    OVERRIDES.write_text(json.dumps(PREVIEW), encoding="utf-8")
    started = time.time()
    with LOG.open("w", encoding="utf-8") as log:
        jupyter = subprocess.Popen(
            _command(python), cwd=ROOT, env=_environ(), stdout=log, stderr=log
        )
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: jupyter.terminate())
    try:
        address = _wait_for_page(jupyter, started)
        print(f"\nThe course is open at\n\n    {address}\n\nStop it with Ctrl+C.", flush=True)
        if _has_display():
            webbrowser.open(address)
        return max(jupyter.wait(), 0)
    except KeyboardInterrupt:
        _stop(jupyter)
        return 0


def _stop(jupyter):
    """Let Jupyter, which the same Ctrl+C reached, close its kernels; insist if it does not."""
    try:
        jupyter.wait(timeout=5)
    except subprocess.TimeoutExpired:
        jupyter.terminate()
        jupyter.wait()
    print("\nStopped.")


def _command(python):
    """Return the command that serves the repository on localhost."""
    command = [str(python), "-m", "jupyterlab", "--no-browser", "--log-level=WARN"]
    command += ["--ServerApp.ip=localhost", f"--ServerApp.root_dir={ROOT}"]
    command += ["--ServerApp.answer_yes=True"]
    command += ["--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    if os.environ.get("PORT"):
        command += [f"--ServerApp.port={_port()}", "--ServerApp.port_retries=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # containers often run as root
        command += ["--allow-root"]
    return command


def _port():
    """Return the port the caller asked for."""
    try:
        port = int(os.environ["PORT"])
    except ValueError:
        port = 0
    if not 1 <= port <= 65535:
        raise Stop(f"PORT={os.environ['PORT']} is no port: choose a number from 1024 to 65535.")
    return port


def _environ():
    """Return the environment of the server; its runtime files stay in .venv."""
    return os.environ | {"JUPYTER_RUNTIME_DIR": str(RUNTIME)}


def _server_since(started):
    """Return what Jupyter wrote about the server that began at ``started``; {} before it has."""
    for info in RUNTIME.glob("jpserver-*.json"):
        if info.stat().st_mtime >= started - 1:
            return json.loads(info.read_text(encoding="utf-8"))
    return {}


def _wait_for_page(jupyter, started):
    """Return the address of the first lesson once the server answers there."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and jupyter.poll() is None:
        with contextlib.suppress(OSError, ValueError, KeyError, urllib.error.URLError):
            address = _address(_server_since(started))
            with urllib.request.urlopen(address, timeout=10) as page:
                if page.status == 200:
                    return address
        time.sleep(0.1)
    if jupyter.poll() is None:
        jupyter.terminate()
    port = os.environ.get("PORT")
    hint = f" is port {port} taken? Try another, as in `make lab PORT=8899`;" if port else ""
    raise Stop(f"JupyterLab did not start:{hint} what it said is in {LOG}.")


def _address(server):
    """Return the address of the first lesson on a running server."""
    exists = (Path(ROOT) / FIRST_LESSON).exists()
    path = f"lab/tree/{FIRST_LESSON}" if exists else "lab"
    return f"http://localhost:{server['port']}/{path}?token={server['token']}"


def _has_display():
    """Say whether a browser may be opened here."""
    if os.environ.get("BROWSER") == "none" or os.environ.get("CI"):
        return False
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return "SSH_CONNECTION" not in os.environ
