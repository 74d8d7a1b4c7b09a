"""``python -m workshop site``: from the stored lessons to a folder of pages, without a network."""

import shutil
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from workshop.site import audit, stage

STAGED = "build/site"  # sources and Sphinx' own memory, inside the checkout
OUT = "site"
NEEDS = ("sphinx", "myst_nb", "pydata_sphinx_theme", "math_core", "ziamath")


def add_parser(actions):
    """Add ``site`` to the actions of ``python -m workshop``."""
    site = actions.add_parser("site", help="build the site from the stored outputs")
    site.add_argument("--out", default=OUT, help="the folder of the site (default: %(default)s)")
    site.set_defaults(run=run, names=())


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
    problems = audit.problems(out)
    for problem in problems:
        print(problem, file=sys.stderr)
    print(f"{out}: {audit.told(out)}, made in {time.perf_counter() - started:.0f} s")
    return int(bool(problems))


def build(project, out):
    """Stage everything and let Sphinx write the pages; return Sphinx' exit code."""
    folder = project.root / STAGED
    source, memory = folder / "source", folder / "doctrees"
    for old in (source, folder / "files"):
        shutil.rmtree(old, ignore_errors=True)
    stage.write(project, source)
    conf = Path(__file__).parent
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-E", "-j", "auto"]
    command += ["-b", "html", "-d", str(memory), "-c", str(conf), str(source), str(out)]
    return subprocess.run(command, cwd=project.root, check=False).returncode
