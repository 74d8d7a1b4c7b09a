"""Make and keep the course's own environment in ``.venv``, and do nothing when it is up to date."""

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
STAMP = VENV / "coursekit-stamp.json"  # written last: the environment is whole
OURS = VENV / "coursekit-made"  # written first: only what the course made may it remove
LOG = VENV / "coursekit-install.log"
VENV_OPTIONS = ()
NEEDED_BYTES = {True: 4_000_000_000, False: 1_500_000_000}  # with TensorFlow, without


class Stop(Exception):
    """One sentence for the learner: what is missing and what to do."""


def leave_activated():
    """Take ``.venv`` off the search path: a Python inside it cannot make it anew."""
    inside = str(VENV) + os.sep
    parts = os.environ.get("PATH", "").split(os.pathsep)
    os.environ["PATH"] = os.pathsep.join(part for part in parts if not part.startswith(inside))


def python_path():
    """Return the path of the environment's Python."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def ensure(extras):
    """Make the environment hold ``coursekit`` with ``extras``; return its Python."""
    extras, stamp = set(extras), _read_stamp()
    healthy = stamp is not None and _version() == stamp["python"] and stamp["root"] == str(ROOT)
    if healthy and extras <= set(stamp["extras"]) and stamp["key"] == _key(stamp["python"]):
        return python_path()
    if healthy:
        extras |= set(stamp["extras"])
    else:
        _check_space(extras)
        _create()
    _install(extras)
    return python_path()


def _read_stamp():
    """Return the stamp of a finished environment; None when there is none or it is half made."""
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
        return stamp if {"key", "python", "extras", "root"} <= set(stamp) else None
    except (OSError, ValueError, TypeError):
        return None


def _key(version):
    """Return one hash of all that decides what the environment holds."""
    text = b"\0".join([p.read_bytes() for p in (ROOT / "pyproject.toml", LOCK)])
    return hashlib.sha256(text + f"\0{version}\0{ROOT}".encode()).hexdigest()


def _version():
    """Return the version of the environment's Python as text, or None when it does not run."""
    version = pythons.version_of([str(python_path())])
    return ".".join(map(str, version)) if version else None


def _create():
    """Make an empty environment; keep a healthy one that the learner made."""
    if VENV.exists() and not OURS.exists():
        return _check_learners_own()
    command, seen = pythons.find()
    if command is None:
        raise Stop(pythons.sentence(seen))
    if VENV.exists():
        print("The environment in .venv is not whole: making it anew.")
        shutil.rmtree(VENV)
    print("Making the environment in .venv (once; a few minutes) …", flush=True)
    VENV.mkdir()
    OURS.touch()
    command = [*command, "-m", "venv", *VENV_OPTIONS, str(VENV)]
    made = subprocess.run(command, capture_output=True, text=True)
    if made.returncode:
        raise Stop(_venv_sentence(made.stdout + made.stderr))


def _check_learners_own():
    """Stop when a ``.venv`` that the course did not make cannot serve it."""
    version = pythons.version_of([str(python_path())])
    if version is None or not pythons.fits(version):
        what = "does not work" if version is None else "has Python {}.{}".format(*version)
        raise Stop(
            f"The folder .venv was not made by the course and {what}: remove it and try again."
        )


def _venv_sentence(output):
    """Say why ``python -m venv`` failed."""
    if "ensurepip" in output or "No module named" in output:
        return (
            "This Python lacks its venv module: install it "
            "(Debian, Ubuntu: sudo apt-get install python3-venv) and try again."
        )
    return failure_sentence(output, "make the environment")


def _check_space(extras):
    """Stop when the disk has too little room for the packages."""
    needed = NEEDED_BYTES["keras" in extras]
    free = shutil.disk_usage(ROOT).free
    if free < needed:
        raise Stop(
            f"The course needs about {needed / 1e9:.1f} GB of free disk space here and finds "
            f"{free / 1e9:.1f} GB: free some space and try again."
        )


def _install(extras):
    """Install ``coursekit`` in place with ``extras``, held to the lock; stamp it when whole."""
    print(f"Installing coursekit[{','.join(sorted(extras))}] …", flush=True)
    old = STAMP.read_bytes() if STAMP.exists() else None
    STAMP.unlink(missing_ok=True)
    output, changed = _pip(extras)
    if output is not None:
        if old and not changed:  # pip gave up before it touched anything
            STAMP.write_bytes(old)
        raise Stop(failure_sentence(output, "install the packages"))
    version = _version()
    new = {"key": _key(version), "python": version, "extras": sorted(extras), "root": str(ROOT)}
    STAMP.write_text(json.dumps(new), encoding="utf-8")


def _pip(extras):
    """Run pip, show large downloads; return (output, had it begun to change things) on failure."""
    command = [str(python_path()), "-m", "pip", "install", "--disable-pip-version-check"]
    command += ["--retries", "3"]
    command += ["--constraint", os.path.relpath(LOCK, ROOT)]
    command += ["--editable", f".[{','.join(sorted(extras))}]"]
    lines, changed = [], False
    with LOG.open("w", encoding="utf-8") as log:
        pip = subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"PIP_USER": "0"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        for line in pip.stdout:
            lines.append(line)
            log.write(line)
            changed = changed or line.startswith(("Installing collected", "Attempting uninstall"))
            _show(line)
    return (None if pip.wait() == 0 else "".join(lines)), changed


def _show(line):
    """Show the few lines of pip that tell a waiting learner something."""
    words = line.split()
    if line.lstrip().startswith("Downloading") and "MB)" in line and len(words) > 1:
        print("  downloading", " ".join(words[1:]), flush=True)
    elif "Retrying (Retry(total=2" in line:
        print("  the network does not answer; trying again …", flush=True)
    elif line.startswith("Installing collected"):
        print(f"  installing {line.count(',') + 1} packages", flush=True)


def failure_sentence(output, deed):
    """Turn what pip or venv printed into one sentence a learner can act on."""
    if "No space left" in output or "Errno 28" in output or "quota" in output:
        return "The disk is full: free about 4 GB here and in the temporary folder, and try again."
    network = ("NewConnectionError", "name resolution", "ConnectTimeout", "timed out", "ProxyError")
    network += ("Connection aborted", "SSLError", "Network is unreachable", "getaddrinfo failed")
    network += ("NameResolutionError", "Retrying (Retry", "Connection refused")
    if any(mark in output for mark in network):
        return (
            "No network, or none that reaches the Python packages: connect "
            "(behind a proxy, set HTTPS_PROXY) and try again."
        )
    if any(mark in output for mark in ("Permission denied", "Errno 13", "Errno 1]", "Read-only")):
        return f"This folder may not be written: {ROOT}; copy the course to a folder of yours."
    tail = "\n".join(output.strip().splitlines()[-8:])
    print(tail, file=sys.stderr)
    return f"Could not {deed}; the lines above say why (all of them: {LOG})."
