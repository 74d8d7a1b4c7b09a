"""Releases hold no answer, are made the same way every time, and are what the repository holds."""

import json
import re
from collections import Counter

import pytest
from nbformat import v4

from coursekit.classroom import cells
from coursekit.classroom.release import leaks, release, source_problems
from coursekit.notebooks import store
from workshop.exercises import build, catalogue
from workshop.lessons.project import find_project

PROJECT = find_project()
SOURCES = build.sources(PROJECT)

SOLUTION = """\
def double(x):
    \"\"\"Twice x.\"\"\"
    ### BEGIN SOLUTION
    twice_the_number = x + x
    return twice_the_number
    ### END SOLUTION"""
TESTS = """\
assert double(1) == 2
### BEGIN HIDDEN TESTS
assert double(-3.5) == -7
### END HIDDEN TESTS"""


def _cell(source, **nbgrader):
    record = {"grade": False, "locked": False, "solution": False, "grade_id": "x", **nbgrader}
    return v4.new_code_cell(source, metadata={"nbgrader": record})


def _notebook(solution=SOLUTION, tests=TESTS, points=2):
    return v4.new_notebook(
        cells=[
            v4.new_markdown_cell("# Twice"),
            _cell(solution, solution=True, grade_id="double"),
            _cell(tests, grade=True, locked=True, grade_id="double_tests", points=points),
        ]
    )


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_the_stored_release_is_what_the_source_gives(path):
    source = store.read(path)
    assert source_problems(source, path.name) == []
    learner = release(source)
    assert build.released(PROJECT, path).read_text("utf-8") == store.text_of(learner)
    assert leaks(source, learner) == []


def test_no_release_without_its_source():
    stems = {path.name for path in SOURCES}
    assert {path.name for path in (PROJECT.root / "exercises/release").glob("*.ipynb")} == stems


def test_the_stored_solutions_are_those_of_the_sources():
    wanted = {}
    for path in SOURCES:
        wanted |= build.solution_texts(store.read(path))
    assert json.loads(build.solutions_file(PROJECT).read_text("utf-8")) == wanted


def test_the_guide_lists_every_exercise():
    guide = (PROJECT.root / "exercises" / "README.md").read_text("utf-8")
    assert guide == catalogue.refreshed(guide, SOURCES)
    listed = [row[1] for row in catalogue.rows(SOURCES)]
    assert len(listed) >= 48
    assert all(f"`{name}`" in guide for name in listed)
    lessons = Counter(row[0] for row in catalogue.rows(SOURCES))
    assert sorted(lessons) == [f"{n:02d}" for n in range(1, 15)] and min(lessons.values()) >= 3


def test_the_points_of_an_exercise_are_those_of_its_tests():
    for path in SOURCES:
        notebook = store.read(path).cells
        for _, name, _, _, points, _ in catalogue.rows([path]):
            graded = next(c for c in notebook if cells.grade_id(c) == f"{name}_tests")
            assert cells.points(graded) == int(points)


def test_a_release_has_a_stub_and_no_hidden_test():
    source = _notebook()
    learner = release(source)
    stub, tests = (cell.source for cell in learner.cells[1:])
    assert stub.splitlines() == [
        "def double(x):",
        '    """Twice x."""',
        '    raise NotImplementedError("not attempted")',
    ]
    assert tests == "assert double(1) == 2"
    assert store.text_of(release(source)) == store.text_of(learner)
    assert source.cells[1].source == SOLUTION


def test_outputs_and_run_numbers_stay_behind():
    source = _notebook()
    source.cells[1].execution_count = 7
    source.cells[1].outputs = [v4.new_output("stream", text="the answer")]
    cell = release(source).cells[1]
    assert cell.outputs == [] and cell.execution_count is None


def test_a_leaked_line_is_found():
    source = _notebook()
    learner = release(source)
    learner.cells[0].source += "\nHint: twice_the_number = x + x"
    assert leaks(source, learner) == ["twice_the_number = x + x"]


@pytest.mark.parametrize(
    "changed, words",
    [
        ({"solution": "def double(x):\n    return 2 * x"}, "without “### BEGIN SOLUTION”"),
        ({"solution": SOLUTION.replace("### END SOLUTION", "")}, "must stand in pairs"),
        ({"tests": "assert double(1) == 2"}, "needs a hidden test"),
        ({"points": 0}, "at least one point"),
        ({"tests": TESTS.partition("\n")[2]}, "needs a visible test"),
    ],
)
def test_a_source_that_would_give_its_answer_away_is_refused(changed, words):
    assert any(words in problem for problem in source_problems(_notebook(**changed), "a.ipynb"))


def test_a_solution_is_shown_as_a_learner_would_write_it():
    text = "answer = ...\n### BEGIN SOLUTION\nanswer = 3 * 4\n### END SOLUTION\n"
    assert cells.solution_text(text) == "answer = 3 * 4"
    assert cells.solution_text(SOLUTION).endswith("    return twice_the_number")


@pytest.mark.parametrize("path", SOURCES + build.assignments(PROJECT), ids=lambda p: p.stem)
def test_a_value_to_be_filled_in_is_guarded(path):
    notebook = store.read(path).cells
    guards = "\n".join(cell.source for cell in notebook if cells.is_graded(cell))
    for cell in notebook:
        if cells.is_solution(cell):
            for name in re.findall(r"^(\w+) = \.\.\.$", cell.source, re.MULTILINE):
                assert f"attempted({name}" in guards, f"no test begins with attempted({name})"


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_the_tests_of_a_function_begin_with_its_guard(path):
    notebook = {cells.grade_id(cell): cell.source for cell in store.read(path).cells}
    for name, source in notebook.items():
        if f"def {name}(" in source:
            assert notebook[f"{name}_tests"].startswith(f"attempted({name})\n")


def test_a_cell_may_hold_several_solutions():
    two = SOLUTION + "\n\n\n" + SOLUTION.replace("double", "twice")
    assert cells.delimiter_problem(two) == ""
    assert cells.without_solution(two).count(cells.STUB) == 2
    assert "twice_the_number" not in cells.without_solution(two)
    assert cells.solution_text(two).count("return twice_the_number") == 2
    assert len(cells.regions(two)) == 2
    nested = SOLUTION.replace("    return", "    ### BEGIN SOLUTION\n    return")
    assert "in pairs" in cells.delimiter_problem(nested)
