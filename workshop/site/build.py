"""``python -m workshop site``: from the stored lessons to a folder of pages, without a network."""

import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from workshop.site import audit, stage
from workshop.site.live import heights, statement

STAGED = "build/site"  # sources and Sphinx' own memory, inside the checkout
OUT = "site"
KEPT = ("run",)  # JupyterLite, which has a builder of its own
NEEDS = ("sphinx", "myst_nb", "pydata_sphinx_theme", "math_core", "ziamath")


def add_parser(actions):
    """Add ``site`` to the actions of ``python -m workshop``."""
    site = actions.add_parser("site", help="build the site from the stored outputs")
    site.add_argument("--out", default=OUT, help="the folder of the site (default: %(default)s)")
    site.set_defaults(run=run, names=())
    parts = site.add_subparsers(title="on the built site")
    statement.add_parser(parts)
    heights.add_parser(parts)


def run(options):
    """Build the site and check it; return 0 when all is well."""
    from workshop.lessons.project import find_project

    missing = [name for name in NEEDS if not find_spec(name)]
    if missing:
        print(
            f"This command needs {', '.join(missing)}: run `python -m pip install -e "
            '".[lab,site]"` and try again.',
            file=sys.stderr,
        )
        return 1
    project, started = find_project(), time.perf_counter()
    out = project.root / options.out
    code = build(project, out)
    if code:
        return code
    problems = audit.problems(out, project.root)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{out}: {audit.told(out)}, made in {time.perf_counter() - started:.0f} s")
    return int(bool(problems))


def build(project, out):
    """Stage everything, let Sphinx write the pages, put them into ``out``; return an exit code."""
    folder = project.root / STAGED
    shutil.rmtree(folder, ignore_errors=True)
    source, made = folder / "source", folder / "html"
    stage.write(project, source)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", "auto"]
    command += ["-b", "html", "-c", str(Path(__file__).parent)]
    command += ["-d", str(folder / "doctrees"), str(source), str(made)]
    done = subprocess.run(command, cwd=project.root, check=False)
    if done.returncode == 0:
        _replace(made, out)
    return done.returncode


def _replace(made, out):
    """Put the new pages where the old ones were; `KEPT` belongs to others and stays."""
    for old in out.iterdir() if out.is_dir() else ():
        if old.name in KEPT:
            continue
        shutil.rmtree(old) if old.is_dir() else old.unlink()
    for name in (".buildinfo", "objects.inv", "_static/webpack-macros.html"):
        (made / name).unlink(missing_ok=True)
    shutil.rmtree(made / "_sources", ignore_errors=True)
    shutil.copytree(made, out, dirs_exist_ok=True)
    (out / ".nojekyll").touch()
