"""The public workflows: readable, and every command in them exists here or on the runner."""

import os
import re
import shlex
import sys
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools"))

import matrix  # noqa: E402
import tasks  # noqa: E402

WORKFLOWS = {
    path.name: yaml.safe_load(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / ".github" / "workflows").glob("*.yml"))
}
# What GitHub's machines bring, and what a step installs.
THEIRS = {"cat", "gh", "grep", "pip-audit"}
PUBLISHES = ("site.yml", "publish")
JOBS = [(name, job) for name, flow in WORKFLOWS.items() for job in flow["jobs"]]
JOBS.remove(PUBLISHES)


def steps(name, job):
    return WORKFLOWS[name]["jobs"][job]["steps"]


def commands(run):
    """Split what a step runs into its single commands, each a list of words."""
    parts = re.split(r"\n|&&|\|\||;", re.sub(r"\$\{\{.*?\}\}", "VALUE", run))
    return [shlex.split(part, comments=True) for part in parts if part.strip()]


def exists(words):
    """Say whether a command names something that exists."""
    if words[0] == "make":
        return words[1] in tasks.TASKS
    if words[0].startswith("."):
        return os.access(ROOT / words[0], os.X_OK)
    if words[0] == "python" and words[1] != "-m":
        return (ROOT / words[1]).is_file() and (
            "bootstrap" not in words[1] or words[2] in tasks.TASKS
        )
    if words[:3] == ["python", "-m", "pip"]:
        return words[3] == "install"
    return words[0] in THEIRS


@pytest.mark.parametrize(("name", "job"), JOBS, ids="-".join)
def test_every_command_exists(name, job):
    runs = [step["run"] for step in steps(name, job) if "run" in step]
    assert runs
    for run in runs:
        assert [words for words in commands(run) if not exists(words)] == []


def test_a_command_that_does_not_exist_is_seen():
    for run in ("make tests", "./run", "python tools/nothing.py", "tox", "python -m tox"):
        assert not any(map(exists, commands(run))), run


@pytest.mark.parametrize(("name", "job"), JOBS, ids="-".join)
def test_every_job_ends_by_itself_and_checks_out_first(name, job):
    first = steps(name, job)[0]
    assert first["uses"].startswith("actions/checkout@v")
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}
    for step in steps(name, job):
        assert ("uses" in step) != ("run" in step)
        assert "uses" not in step or re.fullmatch(r"actions/[\w-]+@v\d+", step["uses"])


def test_only_one_job_may_publish_and_it_runs_nothing_of_ours():
    rights = {(n, j): WORKFLOWS[n]["jobs"][j].get("permissions", {}) for n, j in JOBS}
    assert [job for job, named in rights.items() if {"pages", "id-token"} & set(named)] == []
    name, job = PUBLISHES
    [step] = steps(name, job)
    assert re.fullmatch(r"actions/deploy-pages@v\d+", step["uses"]) and "run" not in step
    needed = steps(name, WORKFLOWS[name]["jobs"][job]["needs"])
    assert needed[-1]["uses"].startswith("actions/upload-pages-artifact@v")


def test_every_set_of_versions_runs_once_a_week():
    flow = WORKFLOWS["versions.yml"]
    assert flow[True]["schedule"]  # YAML reads the key `on` as true
    assert set(flow["jobs"]["matrix"]["strategy"]["matrix"]["set"]) == set(matrix.SETS)


def test_every_change_runs_on_every_python_and_system():
    jobs = WORKFLOWS["test.yml"]["jobs"]
    rows = jobs["pythons"]["strategy"]["matrix"]["include"]
    assert {row["python"]: row["set"] for row in rows} == {
        f"3.{minor}": f"py3{minor}" for minor in (11, 12, 13, 14)
    }
    systems = jobs["systems"]["strategy"]["matrix"]["system"]
    assert {name.split("-")[0] for name in systems} == {"windows", "macos"}
    paths = jobs["systems"]["env"]["ARGS"].split()
    assert all((ROOT / path).exists() for path in paths)
    assert len([path for path in paths if path.endswith(".ipynb")]) == 3
    assert jobs["systems"]["env"]["SET"] in matrix.SETS


def test_files_that_a_workflow_names_are_there():
    text = "".join(p.read_text("utf-8") for p in (ROOT / ".github" / "workflows").glob("*.yml"))
    for name in re.findall(r"\brequirements/[\w.-]+", text):
        assert (ROOT / name).is_file(), name
