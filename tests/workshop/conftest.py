"""Courses in a folder of their own, with one small lesson that was run.

The real lessons are validated by the same run of pytest. For that pyproject.toml says, under
``[tool.pytest.ini_options]``::

    testpaths = ["tests", "notebooks"]
    addopts = [
        "--nbval",
        "--nbval-current-env",
        "--nbval-cell-timeout=120",
        "--nbval-sanitize-with=tests/workshop/sanitize.cfg",
    ]

and ``conftest.py`` at the root loads the plugin that closes nbval's gaps. A parallel run needs
``-n 2 --dist loadscope``: the cells of a lesson share one kernel.
"""

import pytest

from tests.support.small_course import ADDRESS, write_small_lesson
from workshop.lessons import lesson
from workshop.lessons.project import Project


@pytest.fixture(scope="session")
def make_course(tmp_path_factory):
    """Make an empty course in a folder of its own."""

    def make():
        root = tmp_path_factory.mktemp("course")
        (root / "notebooks").mkdir()
        (root / "pyproject.toml").write_text(f'[tool.coursekit]\nrepository = "{ADDRESS}"\n')
        return Project(root, ADDRESS)

    return make


@pytest.fixture
def course(make_course):
    """An empty course."""
    return make_course()


@pytest.fixture(scope="session")
def good(make_course):
    """The text of a small lesson after a run, and its project."""
    project = make_course()
    path = write_small_lesson(project)
    problems, changed = lesson.run(project, path)
    assert (problems, changed) == ([], True)
    return project, path


@pytest.fixture
def small(good, course):
    """A fresh copy of the small lesson, run, in a course of its own."""
    path = course.root / "notebooks" / good[1].name
    path.write_bytes(good[1].read_bytes())
    return course, path
