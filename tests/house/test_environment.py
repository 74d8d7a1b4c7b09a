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


class Uv:
    """Stands in for uv: notes what it was asked for, and fails when told to."""

    def __init__(self):
        self.calls, self.failure = [], None

    def __call__(self, venv, *packages):
        self.calls.append(packages[-1])
        if self.failure:
            raise self.failure


@pytest.fixture
def uv(monkeypatch, tmp_path):
    """A copy of the project's settings in a path with spaces, with a uv that only notes."""
    root = tmp_path / "a path with spaces"
    (root / "requirements").mkdir(parents=True)
    for name in ("pyproject.toml", "requirements/lock.txt"):
        shutil.copy(ROOT / name, root / name)
    monkeypatch.setattr(environment, "ROOT", root)
    monkeypatch.setattr(environment, "VENV", root / ".venv")
    monkeypatch.setattr(environment, "LOCK", root / "requirements" / "lock.txt")
    monkeypatch.setattr(environment, "MAKE", ("venv", "--without-pip"))
    monkeypatch.setenv("PYTHON", sys.executable)
    uv = Uv()
    monkeypatch.setattr(environment, "install", uv)
    return uv


def stamp():
    return environment.VENV / "coursekit-stamp.json"


def witness():
    """A file that vanishes when the environment is made anew."""
    path = environment.VENV / "witness"
    path.touch()
    return path


def test_the_second_start_does_nothing(uv):
    python = environment.ensure({"lab"})
    assert python.exists() and uv.calls == [".[lab]"]
    assert environment.ensure({"lab"}) == python
    assert uv.calls == [".[lab]"]


def test_more_extras_are_added_and_stay(uv):
    environment.ensure({"lab"})
    environment.ensure({"lab", "test"})
    environment.ensure({"lab"})
    assert uv.calls == [".[lab]", ".[lab,test]"]


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements/lock.txt"])
def test_changed_settings_install_again_in_the_same_environment(uv, name):
    environment.ensure({"lab"})
    there = witness()
    with (environment.ROOT / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    environment.ensure({"lab"})
    assert len(uv.calls) == 2 and there.exists()


def test_a_half_made_environment_is_made_anew(uv):
    environment.ensure({"lab"})
    there = witness()
    stamp().unlink()  # as after a power cut during the installation
    environment.ensure({"lab"})
    assert len(uv.calls) == 2 and not there.exists()


def test_a_moved_clone_makes_its_environment_anew(uv):
    environment.ensure({"lab"})
    there = witness()
    held = json.loads(stamp().read_text(encoding="utf-8"))
    stamp().write_text(json.dumps(held | {"root": "/elsewhere"}), encoding="utf-8")
    environment.ensure({"lab"})
    assert len(uv.calls) == 2 and not there.exists()


def test_an_environment_whose_python_vanished_is_made_anew(uv):
    python = environment.ensure({"lab"})
    python.unlink()
    assert environment.ensure({"lab"}).exists()
    assert len(uv.calls) == 2


def test_another_python_that_is_asked_for_makes_it_anew(uv, monkeypatch):
    environment.ensure({"lab"})
    there = witness()
    monkeypatch.delenv("PYTHON")
    environment.ensure({"lab"})
    assert there.exists()
    monkeypatch.setenv("PYTHON", sys.executable)
    monkeypatch.setattr(environment, "_as_asked", lambda version: False)
    environment.ensure({"lab"})
    assert not there.exists() and len(uv.calls) == 2


def test_the_python_that_is_asked_for_is_compared_to_the_last_digit(tmp_path, monkeypatch):
    fake_python(tmp_path, "python", "3.13.9")
    monkeypatch.setenv("PYTHON", str(tmp_path / "python"))
    assert environment._as_asked((3, 13, 9)) and not environment._as_asked((3, 13, 8))
    monkeypatch.delenv("PYTHON")
    assert environment._as_asked((3, 13, 8))


def test_no_network_leaves_a_working_environment_alone(uv):
    environment.ensure({"lab"})
    uv.failure = environment.NoNetwork("No network")
    with pytest.raises(environment.Stop, match="No network"):
        environment.ensure({"lab", "test"})
    environment.ensure({"lab"})
    assert len(uv.calls) == 2


def test_a_break_in_the_middle_of_a_change_does_not(uv):
    environment.ensure({"lab"})
    uv.failure = environment.Stop("killed")
    with pytest.raises(environment.Stop, match="killed"):
        environment.ensure({"lab", "test"})
    assert not stamp().exists()


def test_the_learners_own_environment_is_used_and_never_removed(uv):
    command = [sys.executable, "-m", "venv", "--without-pip", str(environment.VENV)]
    subprocess.run(command, check=True)
    there = witness()
    uv.failure = environment.Stop("killed")
    with pytest.raises(environment.Stop):
        environment.ensure({"lab"})
    uv.failure = None
    environment.ensure({"lab"})
    assert there.exists() and len(uv.calls) == 2
    environment.python_of(environment.VENV).unlink()
    with pytest.raises(environment.Stop, match="remove it"):
        environment.ensure({"lab"})
    assert there.exists()


def test_uv_holds_to_the_lock_and_fetches_no_python(uv, monkeypatch):
    monkeypatch.undo()
    asked = []
    monkeypatch.setattr(environment, "_run", asked.append)
    monkeypatch.setattr(environment.shutil, "which", lambda name: "/bin/uv")
    environment.install(Path("v"), "-c", "lock.txt", "-e", ".[lab]")
    (command,) = asked
    assert command[:4] == ["/bin/uv", "pip", "install", "--python"]
    assert command[5:] == ["-c", "lock.txt", "-e", ".[lab]"]
    assert environment.UV_SETTINGS["UV_PYTHON_DOWNLOADS"] == "never"


def test_without_uv_pip_fetches_it_into_the_environment(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(environment, "_run", asked.append)
    monkeypatch.setattr(environment.shutil, "which", lambda name: None)
    python = str(environment.python_of(tmp_path))
    (tmp_path / Path(python).relative_to(tmp_path)).parent.mkdir()
    Path(python).write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")  # it has no uv
    Path(python).chmod(0o755)
    assert environment.uv(tmp_path) == [python, "-m", "uv"]
    assert asked[0][:4] == [python, "-m", "pip", "install"] and asked[0][-1] == "uv"


def test_too_little_space_is_said_before_anything_is_made(uv, monkeypatch):
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
        ("cause: No space left on device (os error 28)", "The disk is full"),
        ("cause: Failed to fetch: `https://pypi.org/simple/numpy/`", "No network"),
        ("Temporary failure in name resolution", "No network"),
        ("socket.gaierror: [Errno 11001] getaddrinfo failed", "No network"),
        ("[Errno 13] Permission denied: 'x'", "may not be written"),
        ("cause: Read-only file system (os error 30)", "may not be written"),
        ("ERROR: something else", "Could not install"),
    ],
)
def test_one_sentence_for_each_failure(output, sentence):
    assert sentence in str(environment.failure(output, "install"))


def test_uvs_own_words_without_a_network_become_the_sentence(tmp_path, monkeypatch):
    """A real uv, a proxy that nobody answers at, and an empty cache."""
    command = [*environment.uv(Path(sys.prefix)), "pip", "install", "--dry-run"]
    for name in ("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://localhost:9")
    monkeypatch.setenv("UV_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setenv("UV_HTTP_RETRIES", "0")
    monkeypatch.delenv("NO_PROXY", raising=False)
    with pytest.raises(environment.NoNetwork, match="No network"):
        environment._run([*command, "--python", sys.executable, "a-package-that-is-not-here"])


def test_a_python_without_venv_is_named(tmp_path):
    fake_python(tmp_path, "python", "ensurepip is not available", 1)
    with pytest.raises(environment.Stop, match="python3-venv"):
        environment.create(tmp_path / ".venv", [str(tmp_path / "python")])


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
    for told in ("PYTHON", "MAKEFLAGS"):  # by `make test PYTHON=…`
        monkeypatch.delenv(told, raising=False)
    return tmp_path


def test_python_312_is_preferred(path):
    for name, version in (
        ("python3.11", "3.11.2"),
        ("python3.12", "3.12.0"),
        ("python3", "3.13.1"),
    ):
        fake_python(path, name, version)
    assert pythons.find()[0] == ["python3.12"]


def test_a_shim_that_refuses_is_passed_over(path):
    fake_python(path, "python3.12", "pyenv: python3.12: command not found", 127)
    fake_python(path, "python3", "3.11.7")
    assert pythons.find()[0] == ["python3"]


def test_only_old_or_new_pythons_give_one_sentence(path):
    fake_python(path, "python3", "3.9.18")
    fake_python(path, "python", "2.7.18")
    command, seen = pythons.find()
    assert command is None
    assert "found only Python 2.7, 3.9:" in pythons.sentence(seen)
    fake_python(path, "python3", "3.15.0")
    assert pythons.find() == (None, ["3.15", "2.7"])


def test_what_uv_keeps_is_found_when_nothing_else_fits(path):
    fake_python(path, "python3", "3.9.18")
    kept = path / "kept by uv"
    fake_python(path, kept.name, "3.13.1")
    fake_python(path, "uv", str(kept))
    assert pythons.find() == ([str(kept)], ["3.9"])


def test_a_set_of_versions_asks_for_one_python(path):
    fake_python(path, "python3.12", "3.12.0")
    fake_python(path, "python3.14", "3.14.0")
    assert pythons.find(14)[0] == ["python3.14"]
    assert pythons.find(13)[0] is None


def test_no_python_at_all_gives_one_sentence(path):
    shutil.copytree(ROOT / "tools", path / "a b" / "tools")
    shutil.copy(ROOT / "Makefile", path / "a b" / "Makefile")
    make, shell = shutil.which("make", path=os.defpath), path / "sh"
    shell.symlink_to("/bin/sh")
    done = subprocess.run([make, "lab"], cwd=path / "a b", capture_output=True, text=True)
    assert done.returncode != 0
    assert "needs Python 3.11, 3.12, 3.13 or 3.14 and found none" in done.stderr


def test_an_old_python_can_read_the_first_step():
    """No syntax newer than Python 2.7 and 3.6 in the two files that say "too old"."""
    for name in ("bootstrap.py", "pythons.py"):
        text = (ROOT / "tools" / name).read_text(encoding="ascii")
        compile(text, name, "exec", dont_inherit=True)
        assert ":=" not in text and not [w for w in text.split() if w.startswith(('f"', "f'"))]
