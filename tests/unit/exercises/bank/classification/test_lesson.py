"""The exercises of lesson 06: right answers in several styles, and sentences for wrong ones."""

import numpy as np
import pytest

from coursekit.exercises.bank.classification.lesson import TASKS
from coursekit.exercises.checking import check
from coursekit.exercises.diagnosis import judge
from coursekit.exercises.verdict import NOT_ATTEMPTED, RIGHT, WRONG
from coursekit.nn import losses


def log_by_branch(y, p):
    p = np.minimum(np.maximum(p, 1e-7), 1 - 1e-7)
    right = np.where(y == 1, p, 1 - p)
    return -np.log(right).sum() / len(y), np.where(y == 1, -1 / p, 1 / (1 - p)) / len(y)


def log_in_one_fraction(y, p):
    p = np.clip(p, 1e-7, 1 - 1e-7)
    return np.mean(-np.log(np.abs(1 - y - p))), (p - y) / (p * (1 - p)) / y.size


def log_flat_at_the_ends(y, p):
    loss = losses.BinaryCrossentropy()
    y, p = y[:, None], p[:, None]
    return loss(y, p), loss.gradient(y, p)[:, 0]


def class_by_pick(Y, P):
    return -np.log(np.maximum(P[np.arange(len(Y)), Y.argmax(axis=1)], 1e-7)).mean()


@pytest.mark.parametrize(
    "name, answer",
    [
        ("log_cost", log_by_branch),
        ("log_cost", log_in_one_fraction),
        ("log_cost", log_flat_at_the_ends),
        ("class_cost", class_by_pick),
        ("class_cost", losses.CategoricalCrossentropy()),
        ("cost_by_hand", 1.04),
        ("cost_by_hand", np.float64(1.0395)),
        ("choose_loss", lambda task: TASKS[task].upper()),
        ("find_the_fault", ["sum", "twice", "right", "labels", "log10"]),
        ("find_the_fault", ("SUM", "Twice", "right ", "labels", "log10")),
        ("find_the_fault", np.array(["sum", "twice", "right", "labels", "log10"])),
    ],
)
def test_right_answers_in_any_style(name, answer):
    assert judge(getattr(check, name).exercise, answer).status == RIGHT


def test_dots_in_the_table_are_not_an_attempt():
    assert judge(check.choose_loss.exercise, lambda task: ...).status == NOT_ATTEMPTED
    assert judge(check.cost_by_hand.exercise, ...).status == NOT_ATTEMPTED
    assert judge(check.find_the_fault.exercise, [...] * 5).status == NOT_ATTEMPTED


def test_the_solution_can_be_pasted_and_run():
    exercise = check.log_cost.exercise
    space = {"np": np}
    exec(exercise.solution_text, space)
    assert judge(exercise, space["log_cost"]).status == RIGHT


def test_the_gradient_of_the_solution_is_the_slope_of_its_cost():
    log_cost = check.log_cost.exercise.answer
    y, y_hat, h = np.array([1.0, 0.0, 1.0]), np.array([0.0, 1.0, 0.3]), 1e-9
    _, gradient = log_cost(y, y_hat)
    for i, nudge in enumerate(h * np.eye(3)):
        slope = (log_cost(y, y_hat + nudge)[0] - log_cost(y, y_hat - nudge)[0]) / (2 * h)
        np.testing.assert_allclose(gradient[i], slope, rtol=1e-5)


@pytest.mark.parametrize("wrong", [3.0, (1.0,), (1.0, "text"), (1.0, [0.0]), None])
def test_a_result_of_another_form_is_refused_with_a_sentence(wrong):
    verdict = judge(check.log_cost.exercise, lambda y, y_hat: wrong)
    assert verdict.status in (WRONG, NOT_ATTEMPTED) and "cannot be read" not in verdict.message


def test_a_wrong_gradient_is_refused_where_no_limit_acts():
    def halved(y, y_hat):
        cost, gradient = check.log_cost.exercise.answer(y, y_hat)
        return cost, gradient / 2

    assert judge(check.log_cost.exercise, halved).status == WRONG


def test_a_wrong_list_of_faults_does_not_give_the_right_one_away():
    verdict = judge(check.find_the_fault.exercise, ["right", "twice", "sum", "labels", "log10"])
    assert verdict.status == WRONG and "log10" not in verdict.message
