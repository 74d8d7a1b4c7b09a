"""Builds the site: from the stored lessons to a folder of pages, without a network."""

import shutil
import subprocess
import sys

from workshop.site import stage

KEPT = ("run",)  # JupyterLite, which has a builder of its own


def build(project, out, folder, jobs="auto"):
    """Stage everything in ``folder``, let Sphinx write pages, put them into ``out``.

    More ``jobs`` of Sphinx are sooner ready, and together they work longer.

    Returns
    -------
    int
        Sphinx' exit code; ``out`` changes only when it is 0.
    """
    shutil.rmtree(folder, ignore_errors=True)
    source, made = folder / "source", folder / "html"
    stage.write(project, source)
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-j", str(jobs)]
    command += ["-b", "html", "-d", str(folder / "doctrees"), str(source), str(made)]
    done = subprocess.run(command, cwd=project.root, check=False)
    if done.returncode == 0:
        replace(made, out)
    return done.returncode


def replace(made, out):
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
