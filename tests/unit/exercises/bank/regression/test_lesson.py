"""The exercises of lesson 05: right answers in several styles, and sentences for wrong ones."""

import math

import numpy as np
import pytest

from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG
from coursekit.nn import losses


def by_library(loss):
    return lambda y, y_hat: (loss(y, y_hat), loss.gradient(y, y_hat))


def squared_by_loop(y, y_hat):
    """A list instead of a tuple, and a list of numbers instead of an array."""
    total, gradient = 0.0, []
    for target, prediction in zip(y, y_hat, strict=True):
        total += (target - prediction) ** 2 / 2
        gradient.append((prediction - target) / len(y))
    return [total / len(y), gradient]


def absolute_by_cases(y, y_hat):
    e = y_hat - y
    return np.where(e > 0, e, -e).mean(), ((e > 0) * 1.0 - (e < 0)) / e.size


def huber_by_cases(y, y_hat, delta):
    total, gradient = 0.0, np.zeros(len(y))
    for i, e in enumerate(y_hat - y):
        if abs(e) <= delta:
            total, gradient[i] = total + e * e / 2, e
        else:
            total, gradient[i] = total + delta * (abs(e) - delta / 2), math.copysign(delta, e)
    return total / len(y), gradient / len(y)


@pytest.mark.parametrize(
    "name, answer",
    [
        ("squared_cost", squared_by_loop),
        ("squared_cost", by_library(losses.SquaredError("half_mean"))),
        ("absolute_cost", absolute_by_cases),
        ("absolute_cost", by_library(losses.MeanAbsoluteError())),
        ("huber_cost", huber_by_cases),
        ("huber_cost", lambda y, y_hat, delta: by_library(losses.Huber(delta))(y, y_hat)),
        ("fitted_with", ["MAE", "MSE", "Huber"]),
        ("fitted_with", ("mae", "mse", "huber ")),
        ("fitted_with", np.array(["MAE", "MSE", "HUBER"])),
    ],
)
def test_right_answers_in_any_style(name, answer):
    assert judge(getattr(check, name).exercise, answer).status == RIGHT


@pytest.mark.parametrize(
    "answer, words",
    [
        (lambda y, y_hat: np.mean((y_hat - y) ** 2) / 2, "expected 2 results"),
        (lambda y, y_hat: (0.0, y, y_hat), "3 results, expected 2"),
        (lambda y, y_hat: (np.mean((y_hat - y) ** 2) / 2, 0.0), "result 2 of 2"),
        (lambda y, y_hat: ((y_hat - y) ** 2 / 2, (y_hat - y) / len(y)), "expected a single number"),
    ],
)
def test_results_of_another_shape_get_a_sentence(answer, words):
    verdict = judge(check.squared_cost.exercise, answer)
    assert verdict.status == WRONG and words in verdict.message


def test_dots_in_a_list_are_not_an_attempt():
    assert judge(check.fitted_with.exercise, [..., "MSE", ...]).status == NOT_ATTEMPTED


@pytest.mark.parametrize("name", ["squared_cost", "huber_cost"])
def test_the_solution_can_be_pasted_and_run(name):
    exercise = getattr(check, name).exercise
    space = {"np": np}
    exec(exercise.solution_text, space)
    assert judge(exercise, space[name]).status == RIGHT


def test_each_of_the_three_lines_is_the_best_by_its_own_loss():
    km = np.arange(1.0, 10)
    minutes = np.array([9.0, 11, 16, 18, 22, 24, 29, 59, 37])
    lines = ((11 / 3, 11 / 3), (4.8, 1.0), (3.609, 4.308))  # as the lesson gives them
    costs = {"MAE": losses.MeanAbsoluteError(), "MSE": losses.MeanSquaredError()}
    costs["Huber"] = losses.Huber(2.0)
    said = check.fitted_with.exercise.answer
    for name, cost in costs.items():
        best = min(range(3), key=lambda k: cost(minutes, lines[k][0] * km + lines[k][1]))
        assert said[best] == name
