"""The guide for instructors, followed from its text: hand out, collect, mark, export."""

import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from coursekit.classroom import cells
from coursekit.notebooks import store
from tests.support import ROOT

GUIDE = (ROOT / "exercises" / "README.md").read_text("utf-8")
NAME = "hand-computation"
SHEET = "04_activation_functions"

#: Commands that are not tried here, and why.
ELSEWHERE = {
    "make": "they make the environment and the sheets",
    "source": "it enters the environment that this test runs in",
    "python -m workshop exercises test": "the workshop's own tests",
    "pip": "no network",
    "mkdir": "for nbgrader",
    "cp": "for nbgrader",
    "nbgrader": "it is a peer of `make bench`, which runs it",
}


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)```", GUIDE, re.DOTALL | re.MULTILINE)


def run(command, folder, **more):
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command], cwd=folder, capture_output=True, text=True,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | more,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def commands(tmp_path_factory):
    """A folder with `coursekit` and `gh` as commands, and the environment that finds them."""
    folder = tmp_path_factory.mktemp("bin")
    for name, line in (("coursekit", "-m coursekit"), ("gh", f'"{ROOT}/tests/support/gh.py"')):
        path = folder / name
        path.write_text(f'#!/bin/sh\nexec "{sys.executable}" {line} "$@"\n')
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
    who = {"GIT_AUTHOR_NAME": "x", "GIT_AUTHOR_EMAIL": "x@x", "GIT_COMMITTER_NAME": "x"}
    return who | {
        "GIT_COMMITTER_EMAIL": "x@x",
        "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}",
    }


@pytest.fixture(scope="module")
def followed(tmp_path_factory, commands):
    """Section 2 to 4, for the class that the guide lists."""
    folder = tmp_path_factory.mktemp("course")
    [class_list] = [text for text in blocks("text") if text.startswith("id,name")]
    (folder / "class.csv").write_text(class_list)
    (folder / "accounts.csv").write_text("ada,ada-at-github\nbob,bobby\n")
    hand_out, collect = blocks("bash")
    release, mark, sheet, export = [
        block for block in blocks("console") if block.startswith("coursekit")
    ]
    run(release, folder, **commands)
    (folder / "host").mkdir()
    run(hand_out, folder, GH_HOST=str(folder / "host"), **commands)
    run(collect, folder, GH_HOST=str(folder / "host"), **commands)
    answer(folder / "submitted" / "ada" / f"{NAME}.ipynb", folder / NAME / "key" / "ada")
    (folder / "sheets" / "ada").mkdir(parents=True)
    shutil.copy(ROOT / "exercises" / "release" / f"{SHEET}.ipynb", folder / "sheets" / "ada")
    for block in (mark, sheet, export):
        run(block, folder, **commands)
    return folder


def answer(path, key):
    """Fill in the first two answers of a notebook from its key."""
    theirs, mine = store.read(path), store.read(key / f"{NAME}.ipynb")
    solved = [cell for cell in mine.cells if cells.is_solution(cell)][:2]
    for cell in theirs.cells:
        for solution in solved:
            if cells.grade_id(cell) == cells.grade_id(solution):
                cell.source = cells.solution_text(solution.source)
    store.write_if_changed(path, theirs)


def test_the_marks_are_those_of_the_answers(followed):
    rows = (followed / "grades" / "grades.csv").read_text().splitlines()
    assert [row.split(",")[:4] for row in rows[1:]] == [
        ["ada", "Ada L.", "10", "29"],
        ["bob", "Bob B.", "0", "29"],
    ]


def test_everything_that_the_guide_lists_is_there(followed):
    listed = re.findall(r"^\| (`[^|]+`) \| ", GUIDE.partition("holds\n\n| file")[2], re.MULTILINE)
    names = re.findall(r"`([^`]+)`", " ".join(listed).partition("bwrap")[0])
    assert len(names) == 10
    for name in names:
        assert (followed / "grades" / name.replace("<id>", "ada")).is_file(), name
    assert (followed / "grades-04" / "class.html").is_file()
    assert all((followed / name).stat().st_size for name in ("quizzes.xml", "quiz-04.zip"))


def test_each_account_is_let_into_its_repository(followed):
    assert (followed / "host" / "asked.txt").read_text().splitlines() == [
        f"repos/ORG/{NAME}-ada/collaborators/ada-at-github -f permission=push",
        f"repos/ORG/{NAME}-bob/collaborators/bobby -f permission=push",
    ]


def test_no_student_was_given_a_secret(followed):
    given = "".join(path.read_text() for path in (followed / "submitted" / "bob").glob("*.ipynb"))
    assert "HIDDEN TESTS" not in given and "BEGIN SOLUTION" not in given
    assert [path.name for path in (followed / "submitted" / "bob").glob("[!.]*")] == [
        f"{NAME}.ipynb"
    ]


def test_every_other_command_says_why_it_is_not_tried_here():
    lines = [line for block in blocks("console") for line in block.splitlines()]
    tried = [line for line in lines if line.startswith("coursekit")]
    others = [line for line in lines if line not in tried]
    assert len(tried) == 6
    assert not [line for line in others if not line.startswith(tuple(ELSEWHERE))]


def test_its_links_lead_somewhere():
    for target in re.findall(r"\]\((?!http|#)([^)]+)\)", GUIDE):
        assert (Path(ROOT) / "exercises" / target).exists(), target
