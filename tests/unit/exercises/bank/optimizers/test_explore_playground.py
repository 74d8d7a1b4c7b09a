"""What the checks beside the playground claim is what the playground shows."""

from coursekit import explore
from coursekit.exercises.bank.optimizers.explore_playground import EXERCISES

ANSWERS = {exercise.name: exercise.answer for exercise in EXERCISES}


def test_optimizers_on_the_spiral():
    w = explore.playground(dataset="spiral", noise=0, hidden=[8, 8], lr=0.03, stop_loss=0.05)
    table = w.sweep("optimizer", ["SGD", "momentum", "Adam"], epochs=500)
    assert list(table["ending"]) == ["", "", "loss"]
    assert table["epoch"][2] == ANSWERS["adam_epoch"]
    w.optimizer = "momentum"
    table = w.sweep("lr", [0.003, 0.01, 0.03, 0.1, 0.3], epochs=500)
    assert list(table["lr"][table["ending"] == "loss"]) == [ANSWERS["momentum_rate"]]
    assert list(table["epoch"][table["ending"] == "loss"]) == [70]
