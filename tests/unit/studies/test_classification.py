"""Lesson 06's five trainings show the faults that its exercise asks for."""

import numpy as np
import pytest

from coursekit.exercises.checking import check
from coursekit.studies.classification import five_runs, softmax, three_clouds


def test_the_five_runs_show_what_the_answer_says():
    said = dict(zip(five_runs(), check.find_the_fault.exercise.answer, strict=True))
    first, last, accuracy = (
        {said[run]: numbers[k] for run, numbers in five_runs().items()} for k in range(3)
    )
    ln_3 = 1.0986122886681098
    np.testing.assert_allclose([first[k] for k in ("right", "twice", "labels")], ln_3)
    np.testing.assert_allclose(first["sum"], 60 * ln_3)
    np.testing.assert_allclose(first["log10"], 0.47712125471966244)
    # softmax of (1, 0, 0) gives the right class at most e / (e + 2)
    assert last["twice"] > 0.5514 > last["right"]
    assert last["labels"] == pytest.approx(last["right"]) and accuracy["labels"] < 0.1
    assert min(accuracy[k] for k in ("right", "twice", "sum", "log10")) > 0.9


def test_the_right_run_ends_where_descent_by_differences_ends():
    x, labels = three_clouds()
    weights, h = np.zeros((3, 3)), 1e-6

    def cost(w):
        return -np.mean(np.log(softmax(x @ w)[np.arange(len(x)), labels]))

    for _ in range(20):
        nudges = h * np.eye(9).reshape(9, 3, 3)
        slopes = [(cost(weights + n) - cost(weights - n)) / (2 * h) for n in nudges]
        weights = weights - 0.5 * np.reshape(slopes, (3, 3))
    assert five_runs(steps=20)["C"][1] == pytest.approx(cost(weights), abs=1e-7)
