"""Pyodide is fetched as its own lock says, and what is gone or changed is told in one sentence."""

import json
import os
import re
import shutil
import zipfile

import pytest

from tests.support import ROOT
from workshop.lessons.project import find_project
from workshop.web import pyodide


@pytest.fixture(scope="module")
def fetched():
    return pyodide.fetch()


@pytest.fixture
def elsewhere(fetched, tmp_path, monkeypatch):
    """A copy of the folder that a test may spoil."""
    shutil.copytree(pyodide.folder(), tmp_path / "web", copy_function=os.link)
    monkeypatch.setenv("COURSEKIT_WEB", str(tmp_path / "web"))
    return tmp_path / "web"


def test_every_package_of_the_lock_is_there_and_all_that_it_needs(fetched):
    packages = json.loads((fetched / "pyodide-lock.json").read_text("utf-8"))["packages"]
    for name, each in packages.items():
        assert pyodide.sha256(fetched / each["file_name"]) == each["sha256"], name
        assert {need.lower().replace("_", "-") for need in each["depends"]} <= set(packages), name
    on_disk = {path.name for path in fetched.iterdir() if path.suffix in (".whl", ".zip")}
    assert on_disk == {p["file_name"] for p in packages.values()} | {"python_stdlib.zip"}


def test_a_spoilt_file_is_noticed(elsewhere):
    assert pyodide.whole()
    wheel = next((elsewhere / f"pyodide-{pyodide.VERSION}").glob("six-*.whl"))
    wheel.unlink()
    wheel.write_bytes(b"something else")
    assert not pyodide.whole()


def test_a_package_that_the_lock_does_not_know_is_refused(tmp_path):
    (tmp_path / "numpy.whl").write_bytes(b"not Pyodide's")
    lock = {"packages": {"numpy": {"file_name": "numpy.whl", "sha256": "0" * 64}}}
    with pytest.raises(pyodide.Gone, match="numpy.whl that is not Pyodide's"):
        pyodide._keep(lock, tmp_path)


def test_what_pypi_no_longer_has_is_told_in_one_sentence(tmp_path, monkeypatch):
    asked = ROOT / "workshop" / "web" / "wheels.txt"
    gone = tmp_path / "wheels.txt"
    gone.write_text(re.sub("0.1.0a493", "0.0.0a1", asked.read_text("utf-8")))
    monkeypatch.setattr(pyodide, "WHEELS", gone)
    monkeypatch.setattr(pyodide, "ROOT", tmp_path)
    with pytest.raises(pyodide.Gone, match="PyPI did not give all that wheels.txt names"):
        pyodide._downloaded(tmp_path / "pip")


def test_the_wheels_have_the_versions_of_the_course():
    pinned = re.compile(r"^([\w-]+)==(\S+)", re.MULTILINE)
    lock = dict(pinned.findall((ROOT / "requirements" / "lock.txt").read_text("utf-8")))
    wheels = dict(pinned.findall(pyodide.WHEELS.read_text("utf-8")))
    ours = set(wheels) - {pyodide.CARRIER, pyodide.KERNEL}
    assert len(ours) > 10
    assert {name: wheels[name] for name in ours} == {name: lock.get(name) for name in ours}


def test_the_published_site_takes_packages_of_this_version_from_pyodides_own_address():
    assert find_project(ROOT).pyodide == (
        f"https://cdn.jsdelivr.net/pyodide/v{pyodide.VERSION}/full/"
    )


def test_only_packages_of_the_named_folder_are_unpacked(tmp_path):
    with zipfile.ZipFile(tmp_path / "carrier.whl", "w") as archive:
        for name in ("x/pypi/a.whl", "x/pypi/deep/b.whl", "x/pypi/all.json", "c.whl"):
            archive.writestr(name, "content")
    pyodide._unpack(tmp_path / "carrier.whl", "/pypi/", tmp_path / "out")
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["a.whl"]
