"""What several tests of the house need."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory):
    """The wheel of a checkout in which a learner keeps files that must not travel."""
    source = tmp_path_factory.mktemp("source") / "a checkout"
    for name in ("coursekit", "data"):
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "README.md", "LICENSE", "LICENSE-lessons", ".gitignore"):
        shutil.copy(ROOT / name, source / name)
    (source / "data" / "Churn_Modelling.csv").write_text("mine", encoding="utf-8")
    (source / "data" / "cache").mkdir(exist_ok=True)
    (source / "data" / "cache" / "download.npz").write_bytes(b"mine")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "-o", "dist", "."]
    subprocess.run(command, cwd=source, check=True, capture_output=True)
    (built,) = (source / "dist").glob("*.whl")
    return built
