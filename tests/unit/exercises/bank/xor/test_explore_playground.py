"""What the checkers of the playground claim is what the playground shows."""

import pytest

from coursekit import explore
from coursekit.exercises.checkers import depth, spiral, units

ANSWERS = {e.name: e.answer for module in (units, depth, spiral) for e in module.EXERCISES}


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


def test_depth_at_which_sigmoids_stand_still():
    table = [
        [
            losses(300, activation=activation, hidden=[8] * depth)["train_loss"]
            for depth in range(1, 5)
        ]
        for activation in ("sigmoid", "tanh")
    ]
    assert [loss > 0.6 for loss in table[0]] == [False, False, True, True]
    assert ANSWERS["sigmoid_depth"] == 3
    assert table[0][:2] == pytest.approx([0.086, 0.064], abs=0.005)
    assert max(table[1]) < 0.03
    faster = losses(300, activation="sigmoid", hidden=[8] * 3, lr=0.3)["train_loss"]
    assert faster < 0.05


def test_optimizers_on_the_spiral():
    w = explore.playground(dataset="spiral", noise=0, hidden=[8, 8], lr=0.03, stop_loss=0.05)
    table = w.sweep("optimizer", ["SGD", "momentum", "Adam"], epochs=500)
    assert list(table["ending"]) == ["", "", "loss"]
    assert table["epoch"][2] == ANSWERS["adam_epoch"]
    w.optimizer = "momentum"
    table = w.sweep("lr", [0.003, 0.01, 0.03, 0.1, 0.3], epochs=500)
    assert list(table["lr"][table["ending"] == "loss"]) == [ANSWERS["momentum_rate"]]
    assert list(table["epoch"][table["ending"] == "loss"]) == [70]
