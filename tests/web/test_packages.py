"""The lock file of a page names the course's wheel and all that Pyodide lacks."""

import json
import zipfile

from packaging.requirements import Requirement

from workshop.web import packages, pyodide


def test_a_wheel_becomes_an_entry(tmp_path):
    wheel = tmp_path / "Some_Thing-1.2-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ("some_thing/__init__.py", "alone.py", "some_thing-1.2.dist-info/METADATA"):
            archive.writestr(name, "")
    name, entry = packages.entry(wheel, "wheels/it.whl")
    assert (name, entry["version"], entry["file_name"]) == ("some-thing", "1.2", "wheels/it.whl")
    assert entry["imports"] == ["alone", "some_thing"]
    assert entry["sha256"] == pyodide.sha256(wheel)


def test_all_that_the_course_requires_is_in_the_lock_and_in_its_range(tmp_path):
    pyodide.fetch()
    built = packages.build_wheel(tmp_path)
    wheels = {wheel: wheel.name for wheel in (built, *packages.wheels())}
    lock = packages.write_lock(tmp_path / "lock.json", wheels)
    there = json.loads(lock.read_text("utf-8"))["packages"]
    with zipfile.ZipFile(built) as archive:
        (metadata,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        lines = archive.read(metadata).decode().splitlines()
    asked = [line.partition(": ")[2] for line in lines if line.startswith("Requires-Dist: ")]
    needed = [each for each in map(Requirement, asked) if "extra" not in str(each.marker)]
    assert len(needed) == 8
    for each in needed:
        assert each.specifier.contains(there[each.name]["version"]), each
    (python,) = [line for line in lines if line.startswith("Requires-Python: ")]
    for version in ("3.12.7", "3.14.2"):  # of Pyodide 0.27 and of Pyodide 314
        assert Requirement(f"python{python.partition(': ')[2]}").specifier.contains(version)
