"""``--strict-skips``: a skipped test fails the run, in one process and in several."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SKIPS = "import pytest\n@pytest.mark.skip\ndef test_a(): pass\ndef test_b(): pass\n"
MISSING = "import pytest\npytest.importorskip('no_such_package')\ndef test_a(): pass\n"
PASSES = "def test_a(): pass\ndef test_b(): pass\n"


def run(folder, text, *options):
    shutil.copy(ROOT / "conftest.py", folder)
    (folder / "test_it.py").write_text("def test_c(): pass\n" if text is MISSING else text)
    if text is MISSING:
        (folder / "test_other.py").write_text(text)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "xdist"]
    command += ["-p", "tests.support.quick_start"]
    environ = os.environ | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [*command, *options], cwd=folder, env=environ, capture_output=True, text=True
    )
    assert done.returncode in (0, 1), done.stderr
    return done


@pytest.mark.parametrize(("text", "workers"), [(SKIPS, ("-n", "1")), (MISSING, ())])
def test_a_skip_fails_the_run(tmp_path, text, workers):
    done = run(tmp_path, text, "--strict-skips", *workers)
    assert done.returncode == 1 and "1 skipped: this run fails" in done.stdout


def test_without_the_option_a_skip_passes(tmp_path):
    assert run(tmp_path, SKIPS).returncode == 0


def test_no_skip_passes(tmp_path):
    assert run(tmp_path, PASSES, "--strict-skips").returncode == 0
