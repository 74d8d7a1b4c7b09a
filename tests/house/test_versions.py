"""One set of version ranges: pyproject.toml, environment.yml, the lock, and what Colab ships."""

import re
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
COLAB = {
    "ipykernel": "6.17.1",
    "ipywidgets": "7.7.1",
    "keras": "3.13.2",
    "matplotlib": "3.10.0",
    "numpy": "2.0.2",
    "pandas": "2.2.2",
    "scikit-learn": "1.6.1",
    "tensorflow": "2.20.0",
}


def ranges(*extras):
    """Return {name: SpecifierSet} of the core and the extras."""
    texts = PROJECT["dependencies"] + [text for extra in extras for text in EXTRAS[extra]]
    return {r.name: r.specifier for r in map(Requirement, texts)}


def environment_file():
    text = (ROOT / "environment.yml").read_text(encoding="utf-8")
    entries = yaml.safe_load(text)["dependencies"]
    conda = [Requirement(entry) for entry in entries if isinstance(entry, str)]
    (pip,) = (entry["pip"] for entry in entries if isinstance(entry, dict))
    return {r.name: r.specifier for r in conda}, pip


def test_environment_yml_has_the_ranges_of_pyproject():
    conda, _ = environment_file()
    assert conda.pop("python") == SpecifierSet(PROJECT["requires-python"])
    assert conda.pop("pip") == SpecifierSet()
    assert conda == ranges("lab")


def test_environment_yml_installs_the_course_with_tensorflow():
    _, pip = environment_file()
    assert pip == ["-e .[keras,lab]"]


def test_every_dependency_is_ranged_and_none_is_pinned():
    for name, specifier in ranges("keras", "lab", "test", "docs").items():
        operators = {s.operator for s in specifier}
        assert ">=" in operators and not operators & {"==", "==="}, name
        assert "<" in operators or name == "hatchling", name


def test_colab_needs_no_replacement():
    asked = ranges("keras", "lab")
    for name, version in COLAB.items():
        assert version in asked[name], name


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("system", [("linux", "x86_64"), ("win32", "AMD64"), ("darwin", "arm64")])
def test_the_lock_has_one_fitting_version_of_every_dependency(python, system):
    environment = default_environment() | {
        "python_version": python,
        "python_full_version": python + ".9",
        "sys_platform": system[0],
        "platform_machine": system[1],
    }
    locked = {}
    for requirement in lock_requirements():
        if requirement.marker is None or requirement.marker.evaluate(environment):
            assert requirement.name not in locked, f"{requirement.name} stands there twice"
            (locked[requirement.name],) = (s.version for s in requirement.specifier)
    for name, specifier in ranges("keras", "lab", "test", "docs").items():
        assert locked[name] in specifier, name


def lock_requirements():
    lines = (line.strip() for line in LOCK.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_the_lock_pins_everything_and_names_no_index():
    assert not re.search(r"https?://|--index|--find-links|file:", LOCK)
    assert all([s.operator for s in r.specifier] == ["=="] for r in lock_requirements())
    assert "make lock" in LOCK.splitlines()[1]


def test_tools_and_doctor_know_the_same_pythons():
    asked = SpecifierSet(PROJECT["requires-python"])
    named = {"3.11", "3.12", "3.13"}
    assert {f"3.{minor}" for minor in range(8, 20) if f"3.{minor}" in asked} == named
    classified = {c.split(" :: ")[-1] for c in PROJECT["classifiers"] if ":: 3." in c}
    assert classified == named
    workflow = yaml.safe_load((ROOT / ".github/workflows/test.yml").read_text(encoding="utf-8"))
    assert set(workflow["jobs"]["test"]["strategy"]["matrix"]["python"]) == named
