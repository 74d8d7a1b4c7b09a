"""Python's bytecode, made beforehand: a page that must compile pandas first answers late.

Pyodide's packages and Python's own library hold sources alone, and a browser would translate them
at every visit. Here
Pyodide itself translates those modules that the course imports, once, in Node; the page unpacks
the outcome beside the sources.
"""

import base64
import hashlib
import json
import subprocess
from pathlib import Path

from workshop.web import packages, pyodide
from workshop.web.node import executable

HERE = Path(__file__).parent
INSIDE = HERE / "bytecode_inside.py"
#: Which modules are imported, group after group; what each group brings goes into a wheel of its
#: own. Here is what a page's kernel imports before the first cell,
KERNEL = ["pyodide_kernel", "numpy", "tqdm"]
#: what arrives while the reader reads,
COURSE = [
    "piplite.piplite",
    "jedi",
    "ipywidgets",
    "anywidget",
    "pandas",
    "matplotlib.pyplot",
    "matplotlib.backends.backend_agg",
    "matplotlib_inline.backend_inline",
    "tqdm.auto",
]
#: and what only some lessons import: it arrives with scikit-learn.
SKLEARN = [
    "sklearn.datasets",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.model_selection",
    "sklearn.neighbors",
    "sklearn.neural_network",
    "sklearn.pipeline",
    "sklearn.preprocessing",
    "sklearn.tree",
]
GROUPS = {"kernel": KERNEL, "course": COURSE, "sklearn": SKLEARN}
LIBRARY = "python_stdlib.zip"
#: IPython imports these where they are there; a page has them later.
LATER = ("jedi", "parso")


def others(folder):
    """Write a wheel of bytecode for each of the `GROUPS`, and Python's library with its own.

    They are made once for these versions and kept in ``.web``, for that takes a minute. ``folder``
    is for what is made on the way.

    Returns
    -------
    list of Path
        The wheels.
    Path
        The library, in place of Pyodide's ``python_stdlib.zip``.
    """
    kept = pyodide.folder() / f"bytecode-{_key()}"
    made = [*(kept / _file_name(group) for group in GROUPS), kept / LIBRARY]
    if not all(path.is_file() for path in made):
        wheels = {wheel: str(wheel) for wheel in packages.wheels()}
        lock = packages.write_lock(folder / "lock.json", wheels)
        answer = _ask(lock, {"groups": GROUPS, "later": LATER})
        kept.mkdir(parents=True, exist_ok=True)
        for path, packed in zip(made, answer, strict=True):
            path.write_bytes(base64.b64decode(packed))
    return made[:-1], made[-1]


def translate(wheel):
    """Add to a wheel of ours the bytecode of all its modules."""
    lock = wheel.with_name("empty-lock.json")
    official = json.loads((pyodide.pyodide() / "pyodide-lock.json").read_text("utf-8"))
    lock.write_text(json.dumps(official | {"packages": {}}), encoding="utf-8")
    packed = base64.b64encode(wheel.read_bytes()).decode()
    wheel.write_bytes(base64.b64decode(_ask(lock, {"wheel": packed})))


def _key():
    """Return what the bytecode depends on, as a short name."""
    files = pyodide.NPM_SHA256, pyodide.sha256(pyodide.WHEELS), pyodide.sha256(INSIDE)
    return hashlib.sha256(json.dumps([files, GROUPS, LATER]).encode()).hexdigest()[:12]


def _file_name(which):
    return f"bytecode_{which}-{pyodide.VERSION}-py3-none-any.whl"


def _ask(lock, job):
    """Let Pyodide in Node do one job; return its answer."""
    command = [executable(), HERE / "node_run.mjs", pyodide.pyodide(), lock, INSIDE]
    job = json.dumps(job) + "\n"
    done = subprocess.run(command, input=job, capture_output=True, encoding="utf-8")
    if done.returncode:
        raise RuntimeError(f"Node failed while it made bytecode: {done.stderr[-2000:]}")
    answer = json.loads(done.stdout.splitlines()[1])
    if "failed" in answer:
        raise RuntimeError(f"Pyodide could not make bytecode: {answer['failed']}")
    return answer["made"]
