"""``python -m workshop site lite``: JupyterLite with every lesson, in the folder ``run``.

JupyterLite's own builder makes the pages. Beside them stand the Python that they load
(`distribution`), the page ``open.html`` that leads to a lesson, and the script that keeps a
learner's work and tells of newer lessons.
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path

import nbformat

from workshop.web import distribution, lessons, pyodide

PAGE = Path(__file__).with_name("page")
EXTENSIONS = (
    "@jupyterlite/pyodide-kernel-extension",
    "@jupyter-widgets/jupyterlab-manager",
    "anywidget",
)
KERNEL = "@jupyterlite/pyodide-kernel-extension:kernel"
PYTHON = "static/python/"
BADGE = re.compile(r"\[!\[([^\]]*)\]\([^)]*\)\]")
#: A learner's work is stored this often, in seconds: a tab may close at any time.
AUTOSAVE = 5
OVERRIDES = {
    "@jupyterlab/docmanager-extension:plugin": {
        "autosave": True,
        "autosaveInterval": AUTOSAVE,
        "defaultViewers": {"markdown": "Markdown Preview"},
    },
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False},
}


def build(project, target, address):
    """Make the folder ``target`` anew.

    Parameters
    ----------
    project : Project
    target : Path
        The folder ``run`` of the site.
    address : str or None
        Where pages find Pyodide's own packages; ``None``: on the site itself.
    """
    shutil.rmtree(target, ignore_errors=True)
    with tempfile.TemporaryDirectory() as temporary:
        work = Path(temporary)
        shelf = _write_contents(project, work / "contents")
        _jupyterlite(work, target)
        needed = distribution.lay_out(target / PYTHON, address, work)
    _add_pages(target, shelf, [_from_page(name) for name in needed])


def _from_page(name):
    """Return the address of a file of Python as seen from ``run/``."""
    return name if "://" in name else PYTHON + name


def _write_contents(project, folder):
    """Write the copies for pages; return what ``open.html`` must know of each."""
    shelf = []
    for path in lessons.notebooks(project):
        name = project.relative(path)
        text = nbformat.writes(_page_copy(project, path))
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        shelf.append({"path": name, "title": _title(path), "mark": _mark(text)})
    return shelf


def _page_copy(project, path):
    """Return a lesson's copy with badges in words."""
    notebook = lessons.page_copy(project, path)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = BADGE.sub(r"[\1]", cell.source)
    return notebook


def _title(path):
    """Return the first heading of a notebook."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    lines = (line for cell in cells for line in "".join(cell["source"]).splitlines())
    return next(line.lstrip("# ") for line in lines if line.startswith("# "))


def _mark(text):
    """Return what changes with the text and code of a notebook, and not with its outputs."""
    sources = [cell["source"] for cell in json.loads(text)["cells"]]
    return hashlib.sha256(json.dumps(sources).encode()).hexdigest()[:16]


def _jupyterlite(work, target):
    """Let JupyterLite build its pages, without sourcemaps and without the apps nobody needs."""
    extensions = Path(sysconfig.get_path("data")) / "share" / "jupyter" / "labextensions"
    config = {
        "apps": ["notebooks", "tree", "edit"],
        "contents": ["contents"],
        "output_dir": str(target.resolve()),
        "no_sourcemaps": True,
        "no_unused_shared_packages": True,
        "ignore_sys_prefix": ["federated_extensions"],
        "federated_extensions": [str(extensions / name) for name in EXTENSIONS],
    }
    _write(work / "jupyter_lite_config.json", {"LiteBuildConfig": config})
    _write(work / "jupyter-lite.json", _settings())
    _write(work / "overrides.json", OVERRIDES)
    command = [sys.executable, "-m", "jupyterlite_core", "build"]
    done = subprocess.run(command, cwd=work, capture_output=True, text=True)
    if done.returncode:
        raise RuntimeError(f"JupyterLite was not built: {(done.stderr + done.stdout)[-2000:]}")


def _settings():
    """Return what JupyterLite's pages read at their start."""
    python = {
        "pyodideUrl": "./python.js",
        "disablePyPIFallback": True,
        "loadPyodideOptions": {
            "indexURL": PYTHON,
            "lockFileURL": f"{PYTHON}pyodide-lock.json",
            "packages": distribution.PRELOADED.split(),
        },
    }
    data = {
        "appUrl": "./tree",
        "enableMemoryStorage": "true",
        "exposeAppInBrowser": "true",
        "litePluginSettings": {KERNEL: python},
    }
    return {"jupyter-lite-schema-version": 0, "jupyter-config-data": data}


def _add_pages(target, shelf, needed):
    """Add our pages to JupyterLite's, and our script to the page that shows a notebook."""
    (target / "service-worker.js").rename(target / "jupyterlite-worker.js")
    version = json.loads((target / "jupyter-lite.json").read_text("utf-8"))
    version = version["jupyter-config-data"]["appVersion"]
    bar = shutil.ignore_patterns("bar.html")
    shutil.copytree(PAGE, target, ignore=bar, dirs_exist_ok=True)
    _write(target / "lessons.json", {"jupyterlite": version, "lessons": shelf, "python": needed})
    for page in target.glob("*/index.html"):
        _adopt(page, lesson=page.parent.name == "notebooks")
    _fill(target / "python.js", {"FIRST": distribution.FIRST, "LATER": distribution.LATER})
    known = {"BUILD": _fingerprint(target), "PYODIDE": pyodide.VERSION}
    _fill(target / "service-worker.js", known)


def _fill(script, values):
    """Put values into the places ``@NAME@`` of a script."""
    text = script.read_text("utf-8")
    for name, value in values.items():
        text = text.replace(f"@{name}@", value)
    script.write_text(text, encoding="utf-8")


def _adopt(page, lesson):
    """Give one of JupyterLite's pages its language, and the lesson's bar where it shows one."""
    text = page.read_text("utf-8").replace("<html>", '<html lang="en">', 1)
    if lesson:
        ours = (PAGE / "bar.html").read_text("utf-8")
        head, body = ours.split("<!-- body -->\n")
        text = text.replace("</head>", head + "</head>", 1).replace("</body>", body + "</body>", 1)
    page.write_text(text, encoding="utf-8")


def _fingerprint(target):
    """Return a name for this build: two builds of the same files have the same."""
    files = sorted(path for path in target.rglob("*") if path.is_file())
    every = "".join(path.relative_to(target).as_posix() + pyodide.sha256(path) for path in files)
    return hashlib.sha256(every.encode()).hexdigest()[:16]


def _write(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")
