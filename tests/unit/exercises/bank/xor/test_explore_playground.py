"""What the checks beside the playground claim is what the playground shows."""

import pytest

from coursekit import explore
from coursekit.exercises.bank.xor.explore_playground import EXERCISES

ANSWERS = {exercise.name: exercise.answer for exercise in EXERCISES}


def losses(epochs, **settings):
    return explore.playground(step=epochs, **settings).numbers


def test_one_feature_saves_the_hidden_layer():
    found = {
        feature: losses(
            100, dataset="XOR", noise=0, lr=0.3, hidden=[], features=["x1", "x2", feature]
        )["test_loss"]
        for feature in ("x1**2", "x2**2", "x1*x2", "sin x1", "sin x2")
    }
    assert [feature for feature, loss in found.items() if loss < 0.15] == [ANSWERS["xor_feature"]]


def test_fewest_units_for_a_plane_of_xor():
    found = {
        units: losses(300, dataset="XOR", noise=0, lr=0.3, hidden=[units])["train_loss"]
        for units in range(1, 9)
    }
    assert min(units for units, loss in found.items() if loss < 0.15) == ANSWERS["fewest_units"]
    assert found[3] == pytest.approx(0.2, abs=0.005) and found[4] == pytest.approx(0.13, abs=0.005)
    assert all(found[units] < 0.15 for units in (5, 6, 7, 8))


def test_another_start_may_need_another_number_of_units():
    loss = losses(300, dataset="XOR", noise=0, lr=0.3, hidden=[3], seed=3)["train_loss"]
    assert ANSWERS["fewest_units"] > 3 and loss < 0.15
