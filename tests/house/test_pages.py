"""What the pages say is what the files do: commands, addresses, the map of the lessons."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import address  # noqa: E402
import tasks  # noqa: E402

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TARGETS = set(re.search(r"^TASKS := (.*)$", MAKEFILE, re.MULTILINE).group(1).split())


def commands(page):
    """Return the lines of every console block of a page."""
    blocks = re.findall(r"```(?:console|powershell)\n(.*?)```", page, re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line.strip()]


def section(title):
    """Return the part of the README under a heading."""
    return re.split(r"^##+ ", README.split(title, 1)[1], maxsplit=1, flags=re.MULTILINE)[0]


def test_the_two_commands():
    assert commands(section("## Two commands")) == ["make lab", "make test"]


@pytest.mark.parametrize("line", [c for c in commands(README + CONTRIBUTING) if "make" in c])
def test_every_make_command_has_a_target(line):
    assert line.split()[1] in TARGETS


def test_make_lists_every_target():
    shown = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert set(re.findall(r"^make (\w+)", shown, re.MULTILINE)) == TARGETS


def test_every_target_is_a_task():
    assert set(tasks.TASKS) == TARGETS


def test_ci_runs_the_readme_command():
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    made = re.findall(r"\bmake (test|web|lab|simd|matrix)\b(?!`)", script.split("run() {")[1])
    assert made[0] == commands(section("## Two commands"))[1].split()[1]
    assert set(made) <= TARGETS


def test_ci_script_is_sound_shell():
    subprocess.run(["bash", "-n", ".ci/run"], cwd=ROOT, check=True)


def test_plain_python_lines_install_what_make_lab_installs(monkeypatch):
    lines = commands(section("### Windows, or without make"))
    python = r".venv\Scripts\python"
    assert lines[0].endswith("-m venv .venv")
    assert lines[1] == f'{python} -m pip install -c requirements/lock.txt -e ".[keras,lab]"'
    assert lines[2] == f"{python} -m coursekit lab"
    ensured, called = [], []
    monkeypatch.delenv("TENSORFLOW", raising=False)
    monkeypatch.setattr(tasks.environment, "ensure", lambda extras: ensured.append(extras))
    monkeypatch.setattr(tasks.os, "chdir", lambda folder: None)
    monkeypatch.setattr(tasks.os, "execv", lambda python, command: called.append(command))
    monkeypatch.setattr(tasks, "_call", lambda *command: called.append(list(command)))  # Windows
    tasks.lab()
    assert ensured == [{"keras", "lab"}]
    assert called[0][1:] == ["-m", "coursekit", "lab"]


def test_the_address_of_the_project_stands_in_every_link():
    for page in address.PAGES:
        text = (ROOT / page).read_text(encoding="utf-8")
        assert address.written(text, address.repository(ROOT)) == text, "run: make notebooks"


def test_a_fork_changes_one_line():
    forked = address.written(README, "ada/nets")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
    owner = project["coursekit"]["repository"].split("/")[-2]
    assert f"/{owner}/" not in forked
    assert forked.count("ada/nets") == README.count(f"{owner}/coursekit") >= 4


def test_the_map_links_every_lesson_that_exists_and_no_other():
    assert address.linked(README, ROOT) == README, "run: make notebooks"
    for link in re.findall(r"\]\((notebooks/[^)]+)\)", README):
        assert (ROOT / link).is_file()
    assert re.findall(r"^\| (\d\d) \|", README, re.MULTILINE) == [f"{n:02}" for n in range(16)]


def test_linking_is_undone_when_a_lesson_goes(tmp_path):
    (tmp_path / "notebooks").mkdir()
    lesson = tmp_path / "notebooks" / "01_neuron.ipynb"
    lesson.touch()
    table = "| 01 | The neuron | build |\n| 02 | XOR | say |\n"
    there = address.linked(table, tmp_path)
    assert there == "| 01 | [The neuron](notebooks/01_neuron.ipynb) | build |\n| 02 | XOR | say |\n"
    lesson.unlink()
    assert address.linked(there, tmp_path) == table


def test_local_links_lead_somewhere():
    for page in (README, CONTRIBUTING):
        for target in re.findall(r"\]\((?!http|#)([^)]+)\)", page):
            assert (ROOT / target).exists(), target
