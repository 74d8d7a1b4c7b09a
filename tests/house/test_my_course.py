"""The reader's copies: theirs stays theirs, the newer arrives, every link leads to a copy."""

import json
import re
import shutil
import subprocess
import urllib.parse
from pathlib import Path

import pytest

from coursekit import my_course, paths

ROOT = Path(__file__).resolve().parents[2]
LESSON = "notebooks/01_neuron.ipynb"


def notebook(*sources, outputs=()):
    cells = [
        {"cell_type": "code", "source": [source], "outputs": list(outputs), "metadata": {}}
        for source in sources
    ]
    return json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5})


@pytest.fixture
def course(tmp_path):
    """A small course in a path with spaces, copied once."""
    root = tmp_path / "a path with spaces"
    for folder in ("notebooks", "exercises/release"):
        (root / folder).mkdir(parents=True)
    (root / "pyproject.toml").touch()
    (root / "notebooks" / "00_start_here.ipynb").write_text(notebook("hello"))
    (root / "notebooks" / "glossary.md").write_text("words")
    (root / "exercises" / "README.md").write_text("guide")
    (root / LESSON).write_text(notebook("w = 1"))
    my_course.renew(root)
    return root


def mine(course, name=LESSON):
    return course / "my-course" / name


def test_the_first_start_copies_all_and_says_it_in_one_line(course):
    shutil.rmtree(course / "my-course")
    (told,) = my_course.renew(course)
    assert "my-course" in told
    assert mine(course).read_text() == notebook("w = 1")
    assert mine(course, "notebooks/glossary.md").exists()
    assert mine(course, "exercises/README.md").exists()


def test_a_second_start_changes_nothing_and_says_nothing(course):
    before = {path: path.stat().st_mtime_ns for path in mine(course).parent.iterdir()}
    assert my_course.renew(course) == []
    assert {path: path.stat().st_mtime_ns for path in mine(course).parent.iterdir()} == before


def test_what_the_reader_wrote_stays_and_the_newer_lies_beside_it_once(course):
    mine(course).write_text(notebook("w = 1", "my own line"))
    assert my_course.renew(course) == []
    (course / LESSON).write_text(notebook("w = 2"))
    (told,) = my_course.renew(course)
    assert "01_neuron (new).ipynb" in told
    assert mine(course).read_text() == notebook("w = 1", "my own line")
    beside = mine(course, "notebooks/01_neuron (new).ipynb")
    assert beside.read_text() == notebook("w = 2")
    assert my_course.renew(course) == []


def test_a_still_newer_one_takes_the_place_of_the_newer_unless_the_reader_wrote_in_it(course):
    mine(course).write_text(notebook("mine"))
    for number in (2, 3):
        (course / LESSON).write_text(notebook(f"w = {number}"))
        my_course.renew(course)
    beside = mine(course, "notebooks/01_neuron (new).ipynb")
    assert beside.read_text() == notebook("w = 3")
    beside.write_text(notebook("w = 3", "mine too"))
    (course / LESSON).write_text(notebook("w = 4"))
    (told,) = my_course.renew(course)
    assert "01_neuron (new 2).ipynb" in told
    assert beside.read_text() == notebook("w = 3", "mine too")
    assert mine(course, "notebooks/01_neuron (new 2).ipynb").read_text() == notebook("w = 4")


def test_a_lesson_that_was_only_run_is_renewed(course):
    mine(course).write_text(notebook("w = 1", outputs=[{"output_type": "stream", "text": "1"}]))
    assert my_course.renew(course) == []
    (course / LESSON).write_text(notebook("w = 2"))
    assert my_course.renew(course) == [f"{LESSON}: renewed."]
    assert mine(course).read_text() == notebook("w = 2")


def test_new_outputs_of_the_same_lesson_never_bother_a_reader_who_wrote_in_it(course):
    mine(course).write_text(notebook("w = 1", "mine"))
    (course / LESSON).write_text(notebook("w = 1", outputs=[{"output_type": "stream"}]))
    assert my_course.renew(course) == []
    assert mine(course).read_text() == notebook("w = 1", "mine")


def test_new_outputs_of_the_same_lesson_reach_an_untouched_copy(course):
    text = notebook("w = 1", outputs=[{"output_type": "stream"}])
    (course / LESSON).write_text(text)
    my_course.renew(course)
    assert mine(course).read_text() == text


def test_a_copy_put_away_comes_back_fresh(course):
    mine(course).rename(mine(course, "notebooks/my old 01.ipynb"))
    assert my_course.renew(course) == [f"{LESSON}: copied to my-course."]
    assert mine(course, "notebooks/my old 01.ipynb").exists()


@pytest.mark.parametrize("record", [None, "", "[]", '{"notebooks/01_neuron.ipynb": 1}'])
def test_a_lost_or_damaged_record_costs_no_word_of_the_reader(course, record):
    mine(course).write_text(notebook("mine"))
    file = course / "my-course" / my_course.RECORD
    file.unlink() if record is None else file.write_text(record)
    my_course.renew(course)
    assert mine(course).read_text() == notebook("mine")
    assert my_course.renew(course) == []


def test_a_damaged_copy_is_left_to_the_reader(course):
    mine(course).write_text('{"cells": [')
    (course / LESSON).write_text(notebook("w = 2"))
    my_course.renew(course)
    assert mine(course).read_text() == '{"cells": ['


def test_the_course_is_found_from_inside_it_and_from_the_copies(course, monkeypatch):
    assert paths.checkout(course / "notebooks") == course
    assert paths.checkout(mine(course).parent) == course


def test_the_package_alone_has_no_lessons(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "PACKAGE", tmp_path / "coursekit")
    with pytest.raises(FileNotFoundError, match="download the course"):
        paths.checkout(tmp_path)


@pytest.fixture(scope="module")
def real(tmp_path_factory):
    """The copies of the real course."""
    root = tmp_path_factory.mktemp("real")
    for folder in ("notebooks", "exercises"):
        ignore = shutil.ignore_patterns("output", ".ipynb_checkpoints")
        shutil.copytree(ROOT / folder, root / folder, ignore=ignore)
    my_course.renew(root)
    return root / "my-course"


def test_every_local_link_of_a_copy_leads_to_a_copy(real):
    link = re.compile(r"\]\((?!https?:|mailto:|#|attachment:)([^)\s]+\.(?:ipynb|md|csv|png))")
    seen = 0
    for path in [*real.rglob("*.ipynb"), *real.rglob("*.md")]:
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".ipynb":
            cells = [c for c in json.loads(text)["cells"] if c["cell_type"] == "markdown"]
            text = "\n".join("".join(cell["source"]) for cell in cells)
        for target in link.findall(text):
            seen += 1
            file = (path.parent / urllib.parse.unquote(target)).resolve()
            assert file.is_file() and file.is_relative_to(real.resolve()), (path.name, target)
    assert seen > 100


def test_the_solutions_are_not_among_the_copies(real):
    names = sorted(path.name for path in (real / "exercises").iterdir())
    assert names == ["README.md", "SCALE.md", "release"]


def test_git_sees_no_copy():
    ignored = subprocess.run(
        ["git", "check-ignore", "my-course/notebooks/01.ipynb"], cwd=ROOT, capture_output=True
    )
    tracked = subprocess.run(
        ["git", "ls-files", "my-course"], cwd=ROOT, capture_output=True, text=True
    )
    if tracked.returncode == 0:  # not in a copy of the sources without git
        assert ignored.returncode == 0 and tracked.stdout == ""
    assert "my-course/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split()
