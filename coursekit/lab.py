"""``coursekit lab``: serve the reader's own copies in JupyterLab and print the address."""

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

from coursekit import doctor, my_course, paths

FIRST_LESSON = "notebooks/00_start_here.ipynb"
# The glossary and the other pages open as a reader wants them, not as their Markdown source.
OVERRIDES = {
    "@jupyterlab/docmanager-extension:plugin": {"defaultViewers": {"markdown": "Markdown Preview"}}
}
# Quiet TensorFlow with results that repeat, and this environment's own kernel before any other.
SETTINGS = {
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "JUPYTER_PREFER_ENV_PATH": "1",
    "PYTHONUTF8": "1",
}
PATIENCE = 120  # seconds until a server that does not answer counts as failed


class Stop(Exception):
    """One sentence for the reader: what is missing and what to do."""


def open_course(port=None, start="."):
    """Renew the copies, serve them, and stay until the server stops; return its exit code.

    Parameters
    ----------
    port : int, optional
        Where to serve; the first free port from 8888 when left out.
    start : path-like, default "."
        A folder inside the course.
    """
    home = copies(start)
    if not doctor.check(quiet=True):
        print("The lessons open all the same; the lines above say what to mend.", flush=True)
    return _serve(home, port)


def copies(start="."):
    """Make or renew the reader's copies, print what is new, and return their folder."""
    try:
        course = paths.checkout(start)
        for line in my_course.renew(course):
            print(line, flush=True)
    except FileNotFoundError as error:
        raise Stop(str(error)) from None
    except OSError as error:
        raise Stop(
            f"The folder {my_course.FOLDER} cannot be written ({error.strerror}): free some space, "
            "or copy the course to a folder of yours."
        ) from None
    return course / my_course.FOLDER


def _serve(home, port):
    """Start JupyterLab in `home` and print the address once a page is served."""
    ours = home / ".jupyter"
    settings = ours / "labconfig" / "default_setting_overrides.json"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps(OVERRIDES), encoding="utf-8")
    log = ours / "lab.log"
    started = time.time()
    with log.open("w", encoding="utf-8") as file:
        jupyter = subprocess.Popen(
            _command(home, port), cwd=home, env=_environ(ours), stdout=file, stderr=file
        )
    for name in ("SIGTERM", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: jupyter.terminate())
    try:
        address = _wait_for_page(jupyter, ours / "runtime", started)
        if address is None:
            hint = f" is port {port} taken? Try another;" if port else ""
            raise Stop(f"JupyterLab did not start:{hint} what it said is in {log}.")
        print(f"\nThe course is open at\n\n    {address}\n\nStop it with Ctrl+C.", flush=True)
        if _has_display():
            webbrowser.open(address)
        return max(jupyter.wait(), 0)
    except KeyboardInterrupt:
        _stop(jupyter)
        print("\nStopped.")
        return 0
    finally:
        _stop(jupyter)


def _stop(jupyter):
    """Let Jupyter, which the same Ctrl+C reached, close its kernels; insist if it does not."""
    try:
        jupyter.wait(timeout=5 if jupyter.poll() is None else 0)
    except subprocess.TimeoutExpired:
        jupyter.terminate()
        jupyter.wait()


def _command(home, port):
    """Return the command that serves the copies on localhost."""
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--log-level=WARN"]
    command += ["--ServerApp.ip=localhost", f"--ServerApp.root_dir={home}"]
    command += ["--ServerApp.answer_yes=True"]
    command += ["--LabApp.news_url=None"]
    command += ["--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate"]
    if port:
        command += [f"--ServerApp.port={port}", "--ServerApp.port_retries=0"]
    if hasattr(os, "geteuid") and os.geteuid() == 0:  # containers often run as root
        command += ["--allow-root"]
    return command


def _environ(ours):
    """Return the server's environment: our settings first, its runtime files in our folder."""
    paths = [str(ours), os.environ.get("JUPYTER_CONFIG_PATH", "")]
    folders = {
        "JUPYTER_CONFIG_PATH": os.pathsep.join(filter(None, paths)),
        "JUPYTER_RUNTIME_DIR": str(ours / "runtime"),
    }
    return SETTINGS | os.environ | folders


def _wait_for_page(jupyter, runtime, started):
    """Return the address of the first lesson once the server answers there; None if it does not."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and jupyter.poll() is None:
        with contextlib.suppress(OSError, ValueError, KeyError, urllib.error.URLError):
            server = _server_since(runtime, started)
            address = "http://localhost:{port}/lab/tree/{0}?token={token}".format(
                FIRST_LESSON, **server
            )
            with urllib.request.urlopen(address, timeout=10) as page:
                if page.status == 200:
                    return address
        time.sleep(0.1)
    if jupyter.poll() is None:
        jupyter.terminate()
    return None


def _server_since(runtime, started):
    """Return what Jupyter wrote about the server that began at ``started``; {} before it has."""
    for info in runtime.glob("jpserver-*.json"):
        if info.stat().st_mtime >= started - 1:
            return json.loads(info.read_text(encoding="utf-8"))
    return {}


def _has_display():
    """Say whether a browser may be opened here."""
    if os.environ.get("BROWSER") == "none" or os.environ.get("CI"):
        return False
    if sys.platform.startswith("linux"):
        return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    return "SSH_CONNECTION" not in os.environ


def _port(text):
    """Return the port that a reader asked for, or None for any."""
    if not text:
        return None
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise Stop(f"PORT={text} is no port: choose a number from 1024 to 65535.")
    return int(text)


def _run(args):
    """Run ``coursekit lab``."""
    try:
        if args.copies:
            print(f"Open {copies() / FIRST_LESSON}")
            return 0
        return open_course(_port(args.port))
    except Stop as stop:
        print(stop, file=sys.stderr)
        return 1


def add_parser(subparsers):
    """Add ``coursekit lab`` to the command line."""
    what = "Open your own copies of the lessons (the folder my-course) in JupyterLab."
    parser = subparsers.add_parser("lab", description=what)
    parser.add_argument("--port", default=os.environ.get("PORT"), help="where to serve")
    parser.add_argument("--copies", action="store_true", help="only make the copies; serve nothing")
    parser.set_defaults(run=_run)
