"""The answers found by playing with the explorers of lessons 05, 07 and 08 agree with them."""

import numpy as np
import pytest

from coursekit import explore
from coursekit.exercises.checkers import chain, race, slope
from coursekit.exercises.diagnosis import judge

(DECIMALS,), (RATE,), (EDGE, TOGETHER) = chain.EXERCISES, slope.EXERCISES, race.EXERCISES


def test_so_many_decimals_are_the_first_with_which_the_weight_moves():
    w = explore.backprop(example="one neuron", how="half-even", step=13)
    moved = {}
    for decimals in range(1, 11):
        w.decimals = decimals
        assert w.numbers["symbol"] == "w1'"
        moved[decimals] = w.numbers["value"] != 0.5
    assert min(d for d in moved if moved[d]) == DECIMALS.answer
    assert all(moved[d] for d in range(DECIMALS.answer, 11))


@pytest.mark.parametrize(("rate", "grows"), [(0.79, False), (0.81, True)])
def test_the_walk_moves_away_above_the_rate_and_not_below(rate, grows):
    w = explore.descent(curvature=2.5, lr=rate, step=100)
    assert (abs(w.numbers["w"]) > 2) == grows
    assert judge(RATE, rate)


def test_rates_far_from_the_edge_are_refused():
    assert not any(judge(RATE, rate) for rate in (0.5, 0.77, 0.85, 1.0))


@pytest.mark.parametrize("rate", [0.094, 0.0945, 0.0955, 0.096])
def test_momentum_diverges_above_its_edge_and_not_below(rate):
    w = explore.optimizers(lr=rate, sgd=False, adam=False, steps=1000, step=1000)
    gone = w.numbers["runners"][0]["diverged"] is not None
    assert gone == (rate > EDGE.answer) and judge(EDGE, rate)


@pytest.mark.parametrize("rate", [0.01, 0.02, 0.03, 0.04, 0.045, 0.048, 0.049, 0.05, 0.06, 0.5])
def test_the_shared_rate_is_judged_as_the_explorer_judges_it(rate):
    assert bool(judge(TOGETHER, rate)) == explore.optimizers(lr=rate).numbers["goal"]


def test_who_is_late_and_who_is_lost_is_told():
    assert "Diverged: SGD." in judge(TOGETHER, 0.06).message
    assert "Not there after 100 steps: SGD, Adam." in judge(TOGETHER, 0.02).message
    assert judge(TOGETHER, np.float64(0.045))
    assert "one number" in judge(TOGETHER, [0.045]).message
    assert "0.0001 to 50" in judge(TOGETHER, -1).message
