"""The names of the graded exercises, read from the notebooks that hold them."""

import pytest

from coursekit.classroom import cells
from coursekit.notebooks import store
from workshop.exercises.build import sources
from workshop.lessons.project import find_project

# Judged by handcalc, whose catalogue of mistakes has tests of its own.
BY_HAND = {"own_network"}


@pytest.fixture(scope="session")
def graded_names():
    return [
        cells.grade_id(cell)
        for path in sources(find_project())
        for cell in store.read(path).cells
        if cells.is_solution(cell) and cells.grade_id(cell) not in BY_HAND
    ]
