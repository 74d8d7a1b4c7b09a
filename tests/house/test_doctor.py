"""The doctor: right about a whole environment, and about each thing that can be missing."""

import hashlib
import importlib.util
import os
from collections import namedtuple

import pytest

from coursekit import _machine, _versions, cli, doctor


@pytest.fixture
def fine(monkeypatch):
    """A machine with nothing to complain about, whatever this one is like."""
    monkeypatch.setattr(_machine, "free_memory", lambda: 8e9)
    monkeypatch.setattr(_machine, "free_disk", lambda: 8e9)
    monkeypatch.setattr(_machine, "writable", lambda folder: True)
    monkeypatch.setattr(_machine, "data_files", lambda: ([], ["churn.csv"]))
    return monkeypatch


def lines(topic, status=None):
    found = [line for line in doctor.report() if line.topic == topic]
    return [line for line in found if status is None or line.status == status]


def without(monkeypatch, *names):
    """Hide packages as if they were not installed."""
    find, version = importlib.util.find_spec, _versions.installed
    monkeypatch.setattr(
        importlib.util, "find_spec", lambda name, *a: None if name in names else find(name, *a)
    )
    monkeypatch.setattr(
        _versions, "installed", lambda name: None if name in names else version(name)
    )


def with_versions(monkeypatch, **versions):
    """Pretend that packages have other versions than they have."""
    version = _versions.installed
    monkeypatch.setattr(
        _versions, "installed", lambda name: versions.get(name.replace("-", "_"), version(name))
    )


def test_a_whole_environment_gives_one_stable_sentence(fine, capsys):
    assert doctor.check(quiet=True)
    assert capsys.readouterr().out == "This environment can run the course.\n"


def test_the_command_exits_with_0_or_1(fine, capsys):
    assert cli.main(["doctor"]) == 0
    shown = capsys.readouterr().out
    assert shown.endswith("This environment can run the course.\n")
    assert "numpy" in shown and "tensorflow" in shown
    without(fine, "pandas")
    assert cli.main(["doctor", "--short"]) == 1
    assert "cannot run the course yet" in capsys.readouterr().out


def test_every_line_that_is_not_ok_says_what_to_do(fine):
    without(fine, "tensorflow", "keras", "pandas", "jupyterlab")
    fine.setattr(_machine, "free_memory", lambda: 0.1e9)
    fine.setattr(_machine, "free_disk", lambda: 0.1e9)
    fine.setattr(_machine, "writable", lambda folder: False)
    fine.setattr(_machine, "data_files", lambda: (["churn.csv"], []))
    wrong = [line for line in doctor.report() if line.status != doctor.OK]
    assert {line.topic for line in wrong} == {
        *("packages", "TensorFlow", "Jupyter", "memory", "disk", "folder", "data")
    }
    assert all(line.advice for line in wrong)


def test_without_tensorflow_it_warns_and_passes(fine, capsys):
    without(fine, "tensorflow", "keras")
    assert doctor.check(quiet=True)
    shown = capsys.readouterr().out
    assert shown.startswith(doctor.FINE)
    assert "TensorFlow is not installed" in shown and "pip install" in shown


def test_an_old_python_is_a_problem(monkeypatch):
    version = namedtuple("version", "major minor micro level serial")(3, 10, 4, "final", 0)
    monkeypatch.setattr("sys.version_info", version)
    (line,) = doctor._python()
    assert line.status == doctor.PROBLEM and "3.10.4" in line.text


@pytest.mark.parametrize(
    ("version", "status"), [("1.26.4", "problem"), ("9.0", "warning"), (None, "problem")]
)
def test_versions_outside_the_range(fine, version, status):
    with_versions(fine, numpy=version)
    (line,) = [line for line in lines("packages") if line.text.startswith("numpy ")]
    assert line.status == status and "pip install" in line.advice


def test_no_kernel_is_a_problem(fine):
    without(fine, "ipykernel")
    (line,) = lines("Jupyter", doctor.PROBLEM)
    assert "lab]" in line.advice


def test_colab_needs_no_jupyterlab(fine):
    without(fine, "jupyterlab")
    fine.setenv("COLAB_RELEASE_TAG", "release")
    assert [line.status for line in lines("Jupyter")] == [doctor.OK]
    assert not lines("widgets")


def test_a_page_needs_neither_jupyterlab_nor_tensorflow(fine):
    without(fine, "jupyterlab", "jupyterlab_widgets", "jupyter_client", "keras", "tensorflow")
    fine.setattr(doctor.sys, "platform", "emscripten")
    assert [line.status for line in lines("Jupyter") + lines("TensorFlow")] == [doctor.OK] * 2
    assert doctor.check(quiet=True)


@pytest.mark.parametrize(
    ("ours", "labs", "status"),
    [("8.1.9", "3.0.1", "ok"), ("7.7.1", "1.1.4", "ok"), ("8.1.9", "1.1.4", "problem")],
)
def test_the_two_halves_of_the_widgets(fine, ours, labs, status):
    with_versions(fine, ipywidgets=ours, jupyterlab_widgets=labs)
    assert [line.status for line in lines("widgets")] == [status]


def test_damaged_and_missing_data_files(tmp_path, monkeypatch):
    def digest(data):
        return hashlib.sha256(data).hexdigest()

    (tmp_path / "a.csv").write_bytes(b"1,2\n")
    (tmp_path / "b.csv").write_bytes(b"changed")
    table = "".join(
        f"| `{name}` | ours | CC BY | `{digest(b'1,2' + bytes([10]))}` |\n"
        for name in ("a.csv", "b.csv", "c.csv")
    )
    elsewhere = f"- a download, `d.csv`: `{digest(b'4')}`\n"
    (tmp_path / "README.md").write_text(table + elsewhere, encoding="utf-8")
    monkeypatch.setattr(_machine, "data_dir", lambda: tmp_path)
    assert _machine.data_files() == (["b.csv", "c.csv"], ["a.csv"])


def test_the_data_files_of_the_course_are_whole():
    wrong, right = _machine.data_files()
    assert not wrong and "churn.csv" in right


def test_memory_of_this_machine_is_plausible():
    assert 1e8 < _machine.free_memory() < 1e13


def test_a_folder_that_is_not_there_is_not_writable(tmp_path):
    assert _machine.writable(tmp_path)
    assert not _machine.writable(os.path.join(tmp_path, "missing"))


def test_installed_metadata_and_checkout_ask_for_the_same(monkeypatch):
    for extra in (None, "keras", "lab"):
        checkout = {(n.name, n.range) for n in _versions.required(extra)}
        with monkeypatch.context() as patch:
            patch.setattr(_versions, "_checkout", lambda: None)
            assert {(n.name, n.range) for n in _versions.required(extra)} == checkout != set()
