"""Runs inside Pyodide: translate modules into bytecode that nobody compares with its source."""

import base64
import importlib.util
import io
import json
import py_compile
import sys
import zipfile
from pathlib import Path

SITE = Path("/lib/python3.12/site-packages")
LIBRARY = Path("/lib/python312.zip")
UNCHECKED = py_compile.PycInvalidationMode.UNCHECKED_HASH
DATE = (2020, 1, 1, 0, 0, 0)  # the same file whenever it is made


def bytecode(content, name):
    """Return the bytecode of a source that tracebacks shall call ``name``."""
    source = Path("/tmp/source.py")
    source.write_bytes(content)
    made = py_compile.compile(str(source), "/tmp/made", name, True, -1, UNCHECKED)
    return Path(made).read_bytes()


def add(archive, name, content):
    """Add one file to a zip archive."""
    archive.writestr(zipfile.ZipInfo(name, DATE), content, zipfile.ZIP_DEFLATED)


def imported(folder):
    """Return the source files in a folder, or in a zip archive, of all modules imported by now."""
    files = {getattr(module, "__file__", None) for module in list(sys.modules.values())}
    paths = {Path(file) for file in files if file and file.endswith(".py")}
    return {path for path in paths if path.is_relative_to(folder)}


def overlay(which, sources):
    """Return a wheel that holds the bytecode of these files and nothing else."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for source in sorted(sources):
            name = importlib.util.cache_from_source(str(source.relative_to(SITE)))
            add(archive, name, bytecode(source.read_bytes(), str(source)))
        info = f"bytecode_{which}-0.dist-info/"
        add(archive, info + "METADATA", f"Metadata-Version: 2.1\nName: {which}\nVersion: 0\n")
        add(archive, info + "WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\n")
        add(archive, info + "RECORD", "")
    return base64.b64encode(packed.getvalue()).decode()


def translated(wheel):
    """Return a wheel with the bytecode of its modules added."""
    packed = io.BytesIO(base64.b64decode(wheel))
    with zipfile.ZipFile(packed, "a") as archive:
        for name in [name for name in archive.namelist() if name.endswith(".py")]:
            made = bytecode(archive.read(name), str(SITE / name))
            add(archive, importlib.util.cache_from_source(name), made)
    return base64.b64encode(packed.getvalue()).decode()


def library():
    """Return Python's own library with the bytecode of all its modules imported by now.

    In an archive bytecode lies beside its source, where Python looks for it first.
    """
    packed = io.BytesIO(LIBRARY.read_bytes())
    with zipfile.ZipFile(packed, "a") as archive:
        for source in sorted(imported(LIBRARY)):
            name = str(source.relative_to(LIBRARY))
            add(archive, name + "c", bytecode(archive.read(name), str(source)))
    return base64.b64encode(packed.getvalue()).decode()


def overlays(groups, later):
    """Import the modules of one group after another; return an overlay of what each brought.

    What the first group brings of the packages ``later`` goes to the second. Python's own library
    comes last.
    """
    made, packed, waiting = [], set(), set(later)
    for group, modules in groups.items():
        for name in modules:
            importlib.import_module(name)
        brought = imported(SITE) - packed
        here = {path for path in brought if path.relative_to(SITE).parts[0] not in waiting}
        made.append(overlay(group, here))
        packed |= here
        waiting = set()
    return [*made, library()]


def answer(line):
    """Do one job: a wheel is translated, or else modules are imported and packed."""
    job = json.loads(line)
    try:
        if "wheel" in job:
            return json.dumps({"made": translated(job["wheel"])})
        return json.dumps({"made": overlays(job["groups"], job["later"])})
    except Exception as error:
        return json.dumps({"failed": repr(error)})
