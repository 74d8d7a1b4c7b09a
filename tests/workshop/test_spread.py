"""What moves from run to run gets a tolerance that was measured, and nothing else does."""

import nbformat
import numpy as np
import pytest
from numpy._core._multiarray_umath import __cpu_features__

from coursekit.notebooks import store
from tests.support.small_course import change, write
from workshop.lessons import lesson, spread
from workshop.lessons.lint import loose_in

TRAIN = "import numpy as np\n\nscores = np.random.default_rng(3).normal(size=3)\nprint(scores[0])"
STEADY = 'print(f"steady {np.random.default_rng(3).normal():.3f}")'
BEST = 'print("best epoch", int(scores[0] * 1000))'
PROSE = "It is {{scores[0]:.3f}}, in all {{scores:range:.2f}}, of {{len(scores):}}."


@pytest.fixture(scope="module")
def measured(make_course):
    """A small lesson after a run and a measurement under two other seeds; its problems."""
    project = make_course()
    path = write(project, "01_small", ("md", "# A lesson"), TRAIN, STEADY, BEST, ("md", PROSE))

    def tag(notebook):
        for cell in notebook.cells[1:]:
            if cell.source == TRAIN:
                cell.metadata["tags"] = ["trained"]

    change(path, tag)
    assert lesson.run(project, path) == ([], True)
    first = store.read(path)
    problems, changed = lesson.measure(project, path, seeds=2)
    assert changed
    return first, store.read(path), problems


def draws_of(seed):
    return np.random.default_rng(seed).normal(size=3)


def own(cell):
    return cell.metadata.get("coursekit", {})


def test_a_tolerance_is_twice_the_measured_spread(measured):
    _, notebook, _ = measured
    trained, steady = notebook.cells[2:4]
    values = [draws_of(seed)[0] for seed in (3, 4, 5)]
    apart = max(values) - min(values)
    (rule,) = own(trained)["tolerance"]
    assert rule["spread"] == pytest.approx(apart, rel=0.06) and rule["spread"] >= apart * 0.999
    assert rule["absolute"] == pytest.approx(2 * apart, rel=0.06)
    assert own(steady) == {}
    assert list(loose_in(notebook, "01_small.ipynb")) == []


def test_a_range_holds_what_all_runs_gave_and_a_value_keeps_this_runs(measured):
    first, notebook, _ = measured
    value, measured_range, count = own(notebook.cells[-1])["numbers"]
    draws = [x for seed in (3, 4, 5) for x in draws_of(seed)]
    assert measured_range["text"] == f"{min(draws):.2f} to {max(draws):.2f}"
    assert value["text"] in first.cells[-1].source and value["allow"] >= value["spread"] > 0
    assert count["text"] == "3" and "allow" not in count


def test_a_whole_number_that_moves_is_reported(measured):
    (problem,) = measured[2]
    assert "a whole number moves from" in problem and "behind 'best epoch '" in problem


def test_only_seeds_move():
    source = "a = f(1, seed=2, rate=3)\nSEED = 4\nkeras.utils.set_random_seed(5)\ng(random_state=6)"
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source)])
    notebook.cells[0].metadata["tags"] = ["trained"]
    moved = spread._reseeded(notebook, 10).cells[0].source
    assert moved == (
        "a = f(1, seed=12, rate=3)\nSEED = 14\nkeras.utils.set_random_seed(15)\ng(random_state=16)"
    )
    notebook.cells[0].metadata["tags"] = []
    assert spread._reseeded(notebook, 10).cells[0].source == source


@pytest.mark.parametrize(
    ("number", "rounded"), [(0.0, 0.0), (0.0123, 0.013), (0.012, 0.012), (123, 130), (9.99, 10)]
)
def test_spreads_are_rounded_up_to_two_digits(number, rounded):
    assert spread._rounded(number) == pytest.approx(rounded)


def test_the_variants_are_other_threads_and_other_instructions():
    variants = spread.machines()
    assert variants["two threads"]["OMP_NUM_THREADS"] == "2"
    off = variants["other instructions"].get("NPY_DISABLE_CPU_FEATURES", "")
    assert all(__cpu_features__[name] for name in off.split())
