"""One set of version ranges: pyproject.toml, environment.yml, the lock, and what Colab ships."""

import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import colab  # noqa: E402
import pythons  # noqa: E402

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
LOCK = (ROOT / "requirements" / "lock.txt").read_text(encoding="utf-8")
COLAB = ("colab.txt", "colab-312.txt")
PYTHONS = {"3.11", "3.12", "3.13", "3.14"}


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
    for name, specifier in ranges("keras", "lab", "test", "docs", "site").items():
        operators = {s.operator for s in specifier}
        assert ">=" in operators and not operators & {"==", "==="}, name
        assert "<" in operators or name == "hatchling", name


@pytest.mark.parametrize("name", COLAB)
def test_colab_needs_no_replacement(name):
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    theirs = dict(re.findall(r"^([\w-]+)==(\S+)$", text, re.MULTILINE))
    asked = ranges("keras") | {"ipykernel": ranges("lab")["ipykernel"]}
    for package in asked.keys() & theirs.keys():
        assert theirs[package] in asked[package], package
    assert asked.keys() <= theirs.keys()


@pytest.mark.parametrize("python", sorted(PYTHONS))
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
    missing = {"keras", "tensorflow"} if python == "3.14" else set()
    for name, specifier in ranges("keras", "lab", "test", "docs", "site").items():
        if name in missing:
            assert name not in locked, "there is no TensorFlow for this Python"
        else:
            assert locked[name] in specifier, name


def lock_requirements():
    lines = (line.strip() for line in LOCK.splitlines())
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


def test_the_lock_pins_everything_and_names_no_index():
    assert not re.search(r"https?://|--index|--find-links|file:", LOCK)
    assert all([s.operator for s in r.specifier] == ["=="] for r in lock_requirements())
    assert "make lock" in LOCK.splitlines()[1]


def test_all_know_the_same_pythons():
    asked = SpecifierSet(PROJECT["requires-python"])
    assert {f"3.{minor}" for minor in range(8, 20) if f"3.{minor}" in asked} == PYTHONS
    classified = {c.split(" :: ")[-1] for c in PROJECT["classifiers"] if ":: 3." in c}
    assert classified == PYTHONS
    assert {f"3.{minor}" for minor in pythons.MINORS} == PYTHONS
    assert all(pythons.fits((3, int(python[2:]))) for python in PYTHONS)
    assert not pythons.fits((3, 10)) and not pythons.fits((3, 15))


def test_every_package_has_its_reason_in_the_table():
    table = (ROOT / "requirements" / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ([\w-]+) \| ([^|]+) \| ([^|]+) \|$", table, re.MULTILINE)
    told = {name: set(re.findall(r"`(\w+)`", extras)) for name, extras, _ in rows[1:]}
    asked = {Requirement(text).name: set() for text in PROJECT["dependencies"]}
    for extra, texts in EXTRAS.items():
        for requirement in map(Requirement, texts):
            if requirement.name != "coursekit":
                asked.setdefault(requirement.name, set()).add(extra)
    assert told == asked
    assert all(len(reason.split()) >= 3 for _, _, reason in rows[1:])


def test_colabs_published_list_is_compared_name_by_name():
    ours = colab.versions("# list\nnumpy==2.1.3\nscikit-learn==1.6.1\njupyter-client==7.4.9\n")
    theirs = colab.versions(
        "numpy==2.2.0\nscikit-learn==1.6.1\njupyter_client==7.4.9\nfoo @ file:///x\n"
    )
    assert colab.differences(ours, theirs) == ["numpy: 2.1.3 here, 2.2.0 in Colab"]
    assert colab.differences(ours, {}) == [
        f"{name}: {version} here, no longer listed in Colab" for name, version in ours.items()
    ]


def test_the_comparison_ends_with_1_when_colab_has_moved(tmp_path, capsys):
    same = tmp_path / "same.txt"
    shutil.copy(ROOT / "requirements" / "colab.txt", same)
    assert colab.main(same.as_uri()) == 0
    same.write_text(same.read_text(encoding="utf-8").replace("keras==3.", "keras==4."))
    assert colab.main(same.as_uri()) == 1
    assert re.search(r"^keras: 3\.\S+ here, 4\.", capsys.readouterr().out, re.MULTILINE)
    same.write_text("404: Not Found")
    assert colab.main(same.as_uri()) == 1
    assert "no list of packages" in capsys.readouterr().out
