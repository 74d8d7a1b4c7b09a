"""Colab's versions: the set-up cell installs the course beside them, and the explorers play there.

`make matrix SET=colab` runs the lessons and the unit tests with them.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from nbformat import v4
from playwright.sync_api import expect

from coursekit import explore
from tests.browser.explorers_in_jupyter import SHOW_ALL
from tests.browser.playing import Player, listen
from tests.house import environments
from tests.support.jupyter import classic_notebook
from workshop.browser import chromium

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import pythons  # noqa: E402

VERSIONS = ROOT / "requirements" / "colab.txt"
LESSONS = sorted((ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb"))

# Making an environment with TensorFlow takes minutes where the network is slow.
pytestmark = pytest.mark.timeout(1500)


class Colab:
    """Colab's packages and nothing of the course, until a lesson installs it."""

    def __init__(self, home):
        self.home = home
        python, _ = pythons.find(13)
        self.python = environments.make(
            home / "env", python or [sys.executable], "-r", str(VERSIONS)
        )
        keep = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COURSEKIT"))}
        self.environ = keep | {
            "JUPYTER_PREFER_ENV_PATH": "1", "OMP_NUM_THREADS": "1", "PYTHONUTF8": "1",
            "COURSEKIT_CACHE": str(home / "cache"), "CUDA_VISIBLE_DEVICES": "-1",
            "COLAB_RELEASE_TAG": "as tested",
        }  # fmt: skip

    def run(self, *args, **environ):
        """Run this environment's Python outside the repository and return what it prints."""
        done = subprocess.run(
            [str(self.python), *args],
            cwd=self.home,
            env=self.environ | environ,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-4000:]
        return done.stdout

    def packages(self):
        """``{name: version}`` of everything installed."""
        listed = json.loads(self.run("-m", "pip", "list", "--format", "json"))
        return {entry["name"].lower(): entry["version"] for entry in listed}


@pytest.fixture(scope="module")
def colab(tmp_path_factory):
    return Colab(tmp_path_factory.mktemp("colab"))


@pytest.fixture(scope="module")
def installed(colab, wheel):
    """Colab after a lesson's set-up cell has run: packages before and after, and what it said."""
    cells = json.loads(LESSONS[0].read_text(encoding="utf-8"))["cells"]
    (cell,) = [c for c in cells if "colab-setup" in c["metadata"].get("tags", [])]
    (colab.home / "lesson.py").write_text(
        "import sys, types\n"
        "sys.modules['google.colab'] = types.ModuleType('google.colab')\n"
        "import numpy, pandas, matplotlib\n"
        + "".join(cell["source"])
        + "\nimport coursekit, coursekit.nn, coursekit.datasets\n"
        "print(len(coursekit.datasets.load_churn('embedded')))\n",
        encoding="utf-8",
    )
    before = colab.packages()
    said = colab.run("lesson.py", COURSEKIT_REPOSITORY=str(wheel))
    return before, colab.packages(), said


def test_the_set_up_cell_installs_the_course_without_a_restart(installed):
    said = installed[2].split("\n")
    assert "The course is installed." in said
    assert "10000" in said


def test_no_package_of_colab_is_replaced(installed):
    before, after, _ = installed
    assert {name: after.get(name) for name in before} == before
    assert "coursekit" in after


def test_the_doctor_finds_colab_fit_for_the_course(colab, installed):
    colab.run("-m", "coursekit", "doctor", "--short")


@pytest.fixture(scope="module")
def classic(colab, installed, tmp_path_factory):
    """All explorers in the classic notebook with ipywidgets 7, as in Colab's front end."""
    folder = tmp_path_factory.mktemp("classic")
    with (
        classic_notebook(colab.python, colab.environ, folder, [v4.new_code_cell(SHOW_ALL)]) as site,
        chromium() as browser,
    ):
        page = browser.new_page(viewport={"width": 1100, "height": 900})
        page.goto(f"{site}/notebooks/lesson.ipynb")
        expect(page.locator("#kernel_indicator_icon.kernel_idle_icon")).to_be_visible(
            timeout=180_000
        )
        page.locator(".code_cell .CodeMirror").first.click()
        page.keyboard.press("Shift+Enter")
        expect(page.locator("section.ck")).to_have_count(len(explore.names()), timeout=180_000)
        errors = listen(page)
        yield page
        assert errors == []


@pytest.mark.parametrize("name", explore.names())
def test_explorers_play_with_colabs_widgets(classic, name):
    player = Player(classic.locator("section.ck").nth(explore.names().index(name)), name)
    player.tries()
    player.is_accessible()
