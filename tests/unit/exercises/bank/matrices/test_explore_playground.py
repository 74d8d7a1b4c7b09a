"""What the checks beside the playground claim is what the playground shows."""

import pytest

from coursekit import explore
from coursekit.exercises.bank.matrices.explore_playground import EXERCISES

(DEPTH,) = EXERCISES


def losses(epochs, **settings):
    return explore.playground(step=epochs, **settings).numbers


def test_depth_at_which_sigmoids_stand_still():
    table = [
        [
            losses(300, activation=activation, hidden=[8] * depth)["train_loss"]
            for depth in range(1, 5)
        ]
        for activation in ("sigmoid", "tanh")
    ]
    assert [loss > 0.6 for loss in table[0]] == [False, False, True, True]
    assert DEPTH.answer == 3
    assert table[0][:2] == pytest.approx([0.086, 0.064], abs=0.005)
    assert max(table[1]) < 0.03
    faster = losses(300, activation="sigmoid", hidden=[8] * 3, lr=0.3)["train_loss"]
    assert faster < 0.05
