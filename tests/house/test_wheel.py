"""The wheel alone, in a clean environment without TensorFlow and outside the repository."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.house import environments

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

from matrix import lessons_without_keras  # noqa: E402

# Making an environment and running a lesson in it may wait long for a core and for the network.
pytestmark = pytest.mark.timeout(1200)
# Written lessons that cannot do without.
WITH_KERAS = {"04", "05", "06", "07", "08", "10", "11", "12", "13", "14"}
RUN = """
import sys, nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=300, kernel_name="python3").execute()
"""
LOAD = """
import inspect, warnings
from coursekit import datasets
warnings.simplefilter("error")
names = [name for name in dir(datasets) if name.startswith("load_")]
for name in names:
    assert getattr(datasets, name)() is not None
print(*names)
"""
IMPORT = """
import importlib, pkgutil, sys, coursekit
def failed(name):
    raise
for module in pkgutil.walk_packages(coursekit.__path__, "coursekit.", onerror=failed):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
assert "tensorflow" not in sys.modules and "keras" not in sys.modules
"""


@pytest.fixture(scope="module")
def light(wheel, tmp_path_factory):
    """Run a Python that has the wheel, a kernel, and no TensorFlow, in an empty folder."""
    home = tmp_path_factory.mktemp("light")
    packages = [str(wheel), "ipykernel", "nbclient", "nbformat"]
    lock = os.path.join("requirements", "lock.txt")
    python = environments.make(home / "env", [sys.executable], "-c", lock, *packages)
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "COURSEKIT"))}
    environ |= {"MPLBACKEND": "agg", "JUPYTER_PREFER_ENV_PATH": "1", "PYTHONUTF8": "1"}
    environ |= {"COURSEKIT_CACHE": str(home / "cache"), "OMP_NUM_THREADS": "1"}

    def run(*args):
        command = [str(python), *map(str, args)]
        return subprocess.run(command, cwd=home, env=environ, capture_output=True, text=True)

    return run


def test_the_wheel_carries_the_data_and_nothing_private(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    carried = {name for name in names if name.startswith("coursekit/_data/")}
    private = {"Churn_Modelling.csv"}
    files = {path for path in (ROOT / "data").iterdir() if path.is_file()}
    assert carried == {f"coursekit/_data/{p.name}" for p in files if p.name not in private}
    assert {"coursekit/_data/churn.csv", "coursekit/_data/README.md"} <= carried
    assert not [name for name in names if name.startswith(("tests", "data", "notebooks/"))]
    assert [name for name in names if name.endswith("LICENSE-lessons")]


def test_it_is_light(light):
    assert light("-c", "import tensorflow").returncode != 0
    done = light("-c", IMPORT)
    assert done.returncode == 0, done.stderr


def test_it_does_not_come_from_the_repository(light):
    where = light("-c", "import coursekit; print(coursekit.__file__)").stdout
    assert "site-packages" in where


def test_every_dataset_loads_without_network(light):
    done = light("-c", LOAD)
    assert done.returncode == 0, done.stderr
    assert {"load_churn", "load_cifar10", "load_digits", "load_photos"} <= set(done.stdout.split())


def test_the_doctor_says_what_is_lost_without_tensorflow(light):
    done = light("-m", "coursekit", "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "TensorFlow is not installed" in done.stdout
    assert 'pip install "coursekit[keras]"' in done.stdout
    assert "files, all as published" in done.stdout


# What the wheel must carry is the same for all: data, pictures, checks. The shortest ones show it.
SHORT = [path for path in lessons_without_keras() if path.name[:2] in ("01", "03", "15")]


@pytest.mark.parametrize("lesson", SHORT, ids=lambda path: path.stem)
def test_lessons_without_keras_run(light, lesson, tmp_path):
    copy = shutil.copy(lesson, tmp_path)
    done = light("-c", RUN, copy)
    assert done.returncode == 0, done.stderr[-3000:]


def test_only_the_lessons_on_keras_need_it():
    written = {path.name[:2] for path in (ROOT / "notebooks").glob("[0-9][0-9]_*.ipynb")}
    assert {path.name[:2] for path in lessons_without_keras()} == written - WITH_KERAS
