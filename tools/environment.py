"""Keep the course's own environment in ``.venv`` with uv, and do nothing when it is up to date."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pythons

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "lock.txt"
MAKE = ("venv",)
NEEDED_BYTES = {True: 4_000_000_000, False: 1_500_000_000}  # with TensorFlow, without
# uv uses the Pythons that are here and trusts the certificates that the system trusts.
UV_SETTINGS = {"UV_PYTHON_DOWNLOADS": "never", "UV_SYSTEM_CERTS": "1", "UV_NO_PROGRESS": "1"}


class Stop(Exception):
    """One sentence for the learner: what is missing and what to do."""


class NoNetwork(Stop):
    """The packages could not be fetched; what is installed is as it was."""


def python_of(venv):
    """Return the path of an environment's Python."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ours(venv):
    """Return the file that says the course made an environment: only such a one may it remove."""
    return venv / "coursekit-made"


def leave_activated():
    """Take ``.venv`` off the search path: a Python inside it cannot make it anew."""
    inside = str(VENV) + os.sep
    parts = os.environ.get("PATH", "").split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join(part for part in parts if not part.startswith(inside))


def ensure(extras):
    """Make ``.venv`` hold ``coursekit`` with ``extras``, held to the lock; return its Python."""
    stamp = VENV / "coursekit-stamp.json"  # written last: the environment is whole
    held, extras = _held(stamp), set(extras)
    version = pythons.version_of([str(python_of(VENV))])
    here = held and version and held["root"] == str(ROOT) and held["python"] == list(version)
    if here and _as_asked(version):
        extras |= set(held["extras"])
    else:
        held = None
        _check_space(extras)
        version = _create(version)
    wanted = _state(version, extras)
    if held != wanted:
        print(f"Installing coursekit[{','.join(wanted['extras'])}] …", flush=True)
        stamp.unlink(missing_ok=True)
        try:
            install(VENV, "-c", os.path.relpath(LOCK, ROOT), "-e", editable(wanted["extras"]))
        except NoNetwork:  # uv fetches all before it changes anything
            if held:
                stamp.write_text(json.dumps(held), encoding="utf-8")
            raise
        stamp.write_text(json.dumps(wanted), encoding="utf-8")
    return python_of(VENV)


def _as_asked(version):
    """Say whether this is the Python that ``make lab PYTHON=…`` asks for, or none is asked for."""
    asked = os.environ.get("PYTHON")
    return not asked or pythons.version_of([asked]) == version


def _held(stamp):
    """Return the stamp of a whole environment; None when there is none or it is half made."""
    try:
        held = json.loads(stamp.read_text(encoding="utf-8"))
        return held if {"root", "python", "extras"} <= set(held) else None
    except (OSError, ValueError, TypeError):
        return None


def _state(version, extras):
    """Return all that decides what the environment holds."""
    settings = b"\0".join(path.read_bytes() for path in (ROOT / "pyproject.toml", LOCK))
    return {
        "root": str(ROOT),
        "python": list(version),
        "extras": sorted(extras),
        "settings": hashlib.sha256(settings).hexdigest(),
    }


def _create(version):
    """Make ``.venv``, or keep the one that the learner made; return its Python's version."""
    if VENV.exists() and not ours(VENV).exists():
        if version is None or not pythons.fits(version):
            what = "does not work" if version is None else "has Python {}.{}".format(*version)
            raise Stop(
                f"The folder .venv was not made by the course and {what}: remove it and try again."
            )
        return version
    command, seen = pythons.find()
    if command is None:
        raise Stop(pythons.sentence(seen))
    print(f"Making the environment in .venv {'anew' if VENV.exists() else '(once)'} …", flush=True)
    create(VENV, command)
    return pythons.version_of([str(python_of(VENV))])


def create(venv, python):
    """Make an empty environment in place of any that stands there."""
    shutil.rmtree(venv, ignore_errors=True)
    venv.mkdir(parents=True)
    ours(venv).touch()
    made = subprocess.run([*python, "-m", *MAKE, str(venv)], capture_output=True, text=True)
    output = made.stdout + made.stderr
    if made.returncode and ("ensurepip" in output or "No module named" in output):
        raise Stop(
            "This Python lacks its venv module: install it "
            "(Debian, Ubuntu: sudo apt-get install python3-venv) and try again."
        )
    if made.returncode:
        raise failure(output, "make the environment")


def editable(extras):
    """Return the course itself with ``extras`` as an installer takes it, from its root."""
    return f".[{','.join(sorted(extras))}]"


def install(venv, *packages):
    """Install packages into an environment with uv, telling a waiting learner how far it is."""
    _run([*uv(venv), "pip", "install", "--python", str(python_of(venv)), *packages])


def uv(venv):
    """Return the command of uv: the one on this machine, else one put into the environment."""
    found = shutil.which("uv")
    if found:
        return [found]
    python = str(python_of(venv))
    if subprocess.run([python, "-m", "uv", "--version"], capture_output=True).returncode:
        _run([python, "-m", "pip", "install", "--disable-pip-version-check", "uv"])
    return [python, "-m", "uv"]


def _run(command):
    """Run an installer, show its larger steps, and stop with one sentence when it fails."""
    environ = UV_SETTINGS | os.environ | {"PIP_USER": "0"}
    piped = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "encoding": "utf-8"}
    lines = []
    with subprocess.Popen(command, cwd=ROOT, env=environ, errors="replace", **piped) as running:
        for line in running.stdout:
            lines.append(line)
            if line.split(" ")[0] in ("Downloading", "Prepared", "Installed"):
                print(" ", line.rstrip(), flush=True)
    if running.returncode:
        raise failure("".join(lines), "install the packages")


def _check_space(extras):
    """Stop when the disk has too little room for the packages."""
    needed = NEEDED_BYTES["keras" in extras]
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise Stop(
            f"The course needs about {needed / 1e9:.1f} GB of free disk space here and finds "
            f"{free / 1e9:.1f} GB: free some space and try again."
        )


def failure(output, deed):
    """Turn what an installer printed into one sentence a learner can act on."""
    network = ("Failed to fetch", "Failed to download", "error sending request", "Retrying (Retry")
    network += ("name resolution", "NewConnectionError", "getaddrinfo failed", "network timeout")
    if any(mark in output for mark in ("No space left", "os error 28", "Errno 28", "quota")):
        what = "The disk is full: free about 4 GB here and in your cache folder, and try again."
        return Stop(what)
    if any(mark in output for mark in ("Permission denied", "Errno 13", "Errno 1]", "Read-only")):
        return Stop(f"This folder may not be written: {ROOT}; copy the course to one of yours.")
    if any(mark in output for mark in network):
        return NoNetwork(
            "No network, or none that reaches the Python packages: connect "
            "(behind a proxy, set HTTPS_PROXY; for a mirror, set UV_DEFAULT_INDEX) and try again."
        )
    print("\n".join(output.strip().splitlines()[-12:]), file=sys.stderr)
    return Stop(f"Could not {deed}; the lines above say why.")
