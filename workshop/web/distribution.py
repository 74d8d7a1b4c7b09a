"""The Python that a page loads: Pyodide, the course, and what both need, under one lock file.

The interpreter and the pure wheels lie beside the pages. Pyodide's own packages come from one
address, which `lay_out` writes into the lock with the SHA-256 of each.
"""

import json
import shutil

from workshop.web import bytecode, packages, pyodide

INTERPRETER = ("pyodide.js", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
#: Loaded before the first cell, and what arrives while the reader reads.
FIRST = "sqlite3 ipykernel comm pyodide_kernel ipython numpy coursekit"
LATER = "pandas matplotlib ipywidgets anywidget pooch jedi micropip piplite bytecode-course"
#: The kernel would install each of its packages that is not named here; a cell that imports ssl,
#: which no lesson does, loads it.
PRELOADED = f"{FIRST} {LATER} ssl"
#: Which packages bring which; the rest of the lock says so itself.
NEEDS = {
    "coursekit": "numpy tqdm bytecode-kernel",
    "ipython": "asttokens decorator executing matplotlib-inline prompt-toolkit pure-eval pygments "
    "six stack-data traitlets wcwidth",
    "anywidget": "ipywidgets psygnal typing-extensions",
    "ipywidgets": "comm ipython traitlets jupyterlab-widgets widgetsnbextension",
    "pooch": "platformdirs packaging",
    "requests": "urllib3 idna certifi charset-normalizer",
    "comm": "traitlets",
    "piplite": "micropip",
    "pyodide-kernel": "ipython comm",
}


def lay_out(target, address, work):
    """Write the interpreter, the wheels and the lock file into ``target``.

    Parameters
    ----------
    target : Path
        A new folder of the site.
    address : str or None
        Where the page finds Pyodide's own packages; ``None`` copies them into ``target``.
    work : Path
        A folder for what is made on the way.

    Returns
    -------
    list of str
        The files that every lesson needs, relative to ``target`` or absolute.
    """
    found = pyodide.fetch()
    target.mkdir(parents=True)
    for name in INTERPRETER:
        shutil.copy(found / name, target)
    lock = json.loads((found / "pyodide-lock.json").read_text("utf-8"))
    _place(lock, found, target, address)
    ours, library = _ours(work)
    for made in (*ours, library):
        shutil.copy(made, target)
    lock["packages"] |= dict(packages.entry(wheel, wheel.name) for wheel in ours)
    for name, needed in NEEDS.items():
        lock["packages"][name]["depends"] = needed.split()
    lock["packages"]["scikit-learn"]["depends"].append("bytecode-sklearn")
    lock["packages"]["pyodide-kernel"]["name"] = "pyodide_kernel"  # the kernel looks for this name
    (target / "pyodide-lock.json").write_text(json.dumps(lock, sort_keys=True), encoding="utf-8")
    needed = _needed(lock["packages"], f"{FIRST} {LATER}".split())
    return [*INTERPRETER, "pyodide-lock.json", *needed]


def _ours(work):
    """Return the wheels that the site brings (the course's, the pure ones, bytecode), and Python's
    library with the bytecode of what a page imports."""
    course = packages.build_wheel(work)
    bytecode.translate(course)
    translated, library = bytecode.others(work)
    return [course, *packages.wheels(), *translated], library


def _place(lock, found, target, address):
    """Say in the lock where each of Pyodide's packages lies, or bring it there."""
    for entry in lock["packages"].values():
        if address is None:
            shutil.copy(found / entry["file_name"], target)
        else:
            entry["file_name"] = address.rstrip("/") + "/" + entry["file_name"]


def _needed(known, names):
    """Return the files of packages and of all that they need."""
    seen, waiting = {}, [name.replace("_", "-") for name in names]
    while waiting:
        name = waiting.pop()
        if name not in seen:
            seen[name] = known[name]["file_name"]
            waiting += [each.lower().replace("_", "-") for each in known[name]["depends"]]
    return sorted(set(seen.values()))
