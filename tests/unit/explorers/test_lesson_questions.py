"""The questions that lessons 04, 05 and 11 ask of explorers have the answers that are checked."""

import numpy as np

from coursekit.exercises import check
from coursekit.explorers.activations import explorer as activations
from coursekit.explorers.losses import explorer as losses
from coursekit.explorers.overfitting import explorer as overfitting


def answer(name):
    return getattr(check, name).exercise.answer


def test_tanh_scale():
    scales = np.arange(10, 31) / 10
    arriving = [
        activations.frame(activations.State("tanh", scale=float(scale)))["arriving"][0]
        for scale in scales
    ]
    assert scales[np.abs(np.log(arriving)).argmin()] == answer("tanh_scale")
    assert activations.frame(activations.State("tanh", scale=1.5))["goal"]


def test_deadly_bias():
    preset = next(p for p in activations.Activations.PRESETS if p.name == "ReLU with √2")

    def dead(bias):
        state = activations.State("ReLU", scale=preset.state.scale, bias=bias)
        return activations.frame(state)["dead"]

    assert dead(-0.75)[4] < 1 == dead(answer("deadly_bias"))[4]
    assert dead(-0.9)[3] < 1 == dead(-0.95)[3]
    assert dead(-1.2)[2] < 1 == dead(-1.25)[2]


def test_rate_of_the_sum():
    def swings(eta):
        state = losses.State("squared", "sum", eta=eta)
        frame = losses.frame(state)
        return np.abs(np.array(frame["paths"][0]) - frame["target"])

    rate = answer("rate_of_the_sum")
    assert swings(0.98 * rate)[-1] < swings(0.98 * rate)[-2]
    assert swings(1.02 * rate)[-1] > swings(1.02 * rate)[-2]


def test_largest_delta():
    def reached(delta):
        state = losses.State("Huber", delta=delta, points=losses.SLIP)
        return losses.frame(state)["goal"]

    deltas = [k / 10 for k in range(1, 21)]
    assert max(filter(reached, deltas)) == answer("largest_delta")


def test_one_patience():
    given = overfitting.given()
    states = (overfitting.State(dropout=0.5, patience=p) for p in range(51))
    reached = [s.patience for s in states if overfitting.frame(s, given)["goal"]]
    assert reached == [answer("one_patience")]
