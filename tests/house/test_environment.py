"""The environment of ``make lab``: made once, left alone while it fits, mended when it does not."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import environment  # noqa: E402
import pythons  # noqa: E402


class Pip:
    """Stands in for pip: counts its calls, and fails when told to."""

    def __init__(self):
        self.calls, self.output, self.changed = [], None, False

    def __call__(self, extras):
        self.calls.append(sorted(extras))
        environment.LOG.touch()
        return self.output, self.changed


@pytest.fixture
def pip(monkeypatch, tmp_path):
    """A copy of the project's settings in a path with spaces, with a pip that only counts."""
    root = tmp_path / "a path with spaces"
    (root / "requirements").mkdir(parents=True)
    for name in ("pyproject.toml", "requirements/lock.txt"):
        shutil.copy(ROOT / name, root / name)
    venv = root / ".venv"
    for name, value in {
        "ROOT": root,
        "VENV": venv,
        "LOCK": root / "requirements" / "lock.txt",
        "STAMP": venv / "coursekit-stamp.json",
        "OURS": venv / "coursekit-made",
        "LOG": venv / "coursekit-install.log",
    }.items():
        monkeypatch.setattr(environment, name, value)
    monkeypatch.setattr(environment, "VENV_OPTIONS", ("--without-pip",))
    monkeypatch.setenv("PYTHON", sys.executable)
    pip = Pip()
    monkeypatch.setattr(environment, "_pip", pip)
    return pip


def break_off(pip):
    """Leave the environment as a power cut during the installation would."""
    environment.ensure({"lab"})
    environment.STAMP.unlink()
    pip.calls.clear()


def test_the_second_start_does_nothing(pip):
    python = environment.ensure({"lab"})
    assert python.exists() and pip.calls == [["lab"]]
    assert environment.ensure({"lab"}) == python
    assert pip.calls == [["lab"]]


def test_more_extras_are_added_and_stay(pip):
    environment.ensure({"lab"})
    environment.ensure({"lab", "test"})
    environment.ensure({"lab"})
    assert pip.calls == [["lab"], ["lab", "test"]]


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements/lock.txt"])
def test_changed_settings_install_again_in_the_same_environment(pip, name):
    environment.ensure({"lab"})
    witness = environment.VENV / "witness"
    witness.touch()
    with (environment.ROOT / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    environment.ensure({"lab"})
    assert len(pip.calls) == 2 and witness.exists()


def test_a_half_made_environment_is_made_anew(pip):
    break_off(pip)
    witness = environment.VENV / "witness"
    witness.touch()
    environment.ensure({"lab"})
    assert len(pip.calls) == 1 and not witness.exists()


def test_a_moved_clone_makes_its_environment_anew(pip):
    environment.ensure({"lab"})
    stamp = json.loads(environment.STAMP.read_text(encoding="utf-8"))
    environment.STAMP.write_text(json.dumps(stamp | {"root": "/elsewhere"}), encoding="utf-8")
    environment.ensure({"lab"})
    assert len(pip.calls) == 2


def test_an_environment_whose_python_vanished_is_made_anew(pip):
    python = environment.ensure({"lab"})
    python.unlink()
    assert environment.ensure({"lab"}).exists()
    assert len(pip.calls) == 2


def test_no_network_leaves_a_working_environment_alone(pip):
    environment.ensure({"lab"})
    pip.output = "WARNING: Retrying (Retry(total=0)) NewConnectionError"
    with pytest.raises(environment.Stop, match="No network"):
        environment.ensure({"lab", "test"})
    environment.ensure({"lab"})
    assert len(pip.calls) == 2


def test_a_break_in_the_middle_of_a_change_does_not(pip):
    environment.ensure({"lab"})
    pip.output, pip.changed = "ERROR: killed", True
    with pytest.raises(environment.Stop, match="Could not install"):
        environment.ensure({"lab", "test"})
    assert not environment.STAMP.exists()


def test_the_learners_own_environment_is_used_and_never_removed(pip):
    command = [sys.executable, "-m", "venv", "--without-pip", str(environment.VENV)]
    subprocess.run(command, check=True)
    witness = environment.VENV / "witness"
    witness.touch()
    pip.output = "ERROR"
    with pytest.raises(environment.Stop):
        environment.ensure({"lab"})
    pip.output = None
    environment.ensure({"lab"})
    assert witness.exists() and len(pip.calls) == 2
    environment.python_path().unlink()
    with pytest.raises(environment.Stop, match="remove it"):
        environment.ensure({"lab"})
    assert witness.exists()


def test_too_little_space_is_said_before_anything_is_made(pip, monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda path: shutil._ntuple_diskusage(9, 9, 1e9))
    with pytest.raises(environment.Stop, match=r"needs about 4.0 GB .* finds 1.0 GB"):
        environment.ensure({"keras", "lab"})
    with pytest.raises(environment.Stop, match=r"needs about 1.5 GB"):
        environment.ensure({"lab"})
    assert not environment.VENV.exists()


@pytest.mark.parametrize(
    ("output", "sentence"),
    [
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("Temporary failure in name resolution", "No network"),
        ("socket.gaierror: [Errno 11001] getaddrinfo failed", "No network"),
        ("[Errno 13] Permission denied: 'x'", "may not be written"),
        ("ERROR: something else", "Could not install"),
    ],
)
def test_one_sentence_for_each_failure(output, sentence):
    assert sentence in environment.failure_sentence(output, "install")


def test_a_python_without_venv_is_named():
    output = "The virtual environment was not created successfully because ensurepip is not"
    assert "python3-venv" in environment._venv_sentence(output)


def fake_python(folder, name, prints, code=0):
    """Put a command on the path that answers as a Python of some version would."""
    path = folder / name
    path.write_text(f"#!/bin/sh\necho '{prints}'\nexit {code}\n", encoding="utf-8")
    path.chmod(0o755)


@pytest.fixture
def path(monkeypatch, tmp_path):
    """A search path with nothing on it but what a test puts there."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PYTHON", raising=False)
    return tmp_path


def test_python_312_is_preferred(path):
    for name, version in (
        ("python3.11", "3 11 2"),
        ("python3.12", "3 12 0"),
        ("python3", "3 13 1"),
    ):
        fake_python(path, name, version)
    assert pythons.find()[0] == ["python3.12"]


def test_a_shim_that_refuses_is_passed_over(path):
    fake_python(path, "python3.12", "pyenv: python3.12: command not found", 127)
    fake_python(path, "python3", "3 11 7")
    assert pythons.find()[0] == ["python3"]


def test_only_old_or_new_pythons_give_one_sentence(path):
    fake_python(path, "python3", "3 9 18")
    fake_python(path, "python", "2 7 18")
    command, seen = pythons.find()
    assert command is None
    assert "found only Python 2.7, 3.9:" in pythons.sentence(seen)
    fake_python(path, "python3", "3 14 0")
    assert pythons.find() == (None, ["3.14", "2.7"])


def test_no_python_at_all_gives_one_sentence(path):
    shutil.copytree(ROOT / "tools", path / "a b" / "tools")
    shutil.copy(ROOT / "Makefile", path / "a b" / "Makefile")
    make, shell = shutil.which("make", path=os.defpath), path / "sh"
    shell.symlink_to("/bin/sh")
    done = subprocess.run([make, "lab"], cwd=path / "a b", capture_output=True, text=True)
    assert done.returncode != 0
    assert "needs Python 3.11, 3.12 or 3.13 and found none" in done.stderr


def test_an_old_python_can_read_the_first_step():
    """No syntax newer than Python 2.7 and 3.6 in the two files that say "too old"."""
    for name in ("bootstrap.py", "pythons.py"):
        text = (ROOT / "tools" / name).read_text(encoding="ascii")
        compile(text, name, "exec", dont_inherit=True)
        assert ":=" not in text and not [w for w in text.split() if w.startswith(('f"', "f'"))]
