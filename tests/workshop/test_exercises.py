"""Every exercise is sound: its solution gets all points, an empty answer none.

The sheets are marked here; `tests/web` runs them from top to bottom.
"""

import pytest

from workshop.exercises.build import assignments, released, sources
from workshop.exercises.proof import prove_empty, prove_release, prove_source
from workshop.lessons.project import find_project

PROJECT = find_project()
SOURCES = sources(PROJECT)


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_the_solutions_pass_every_graded_test(path):
    assert prove_source(path, kernel=False) == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_an_empty_answer_passes_no_graded_test(path):
    assert prove_release(released(PROJECT, path), path, kernel=False) == []


@pytest.mark.parametrize("path", assignments(PROJECT), ids=lambda p: p.stem)
def test_an_assignment_is_sound(path):
    assert prove_source(path) == []
    assert prove_empty(path, kernel=False) == []
