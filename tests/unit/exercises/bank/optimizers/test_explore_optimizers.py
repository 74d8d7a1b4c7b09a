"""The answers found by playing with the race of the optimizers agree with the explorer."""

import numpy as np
import pytest

from coursekit import explore
from coursekit.exercises.bank.optimizers.explore_optimizers import EXERCISES
from coursekit.exercises.diagnosis import judge

EDGE, TOGETHER = EXERCISES


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
