"""The two numbers found by playing with the losses agree with the explorer."""

import pytest

from coursekit import explore
from coursekit.exercises.bank.regression.explore_losses import BORDER, RATE
from coursekit.exercises.diagnosis import judge
from coursekit.explorers.losses.explorer import SLIP


@pytest.mark.parametrize("rate", [0.0085, 0.009, 0.0092, 0.0095])
def test_the_swings_of_the_sum_shrink_below_the_rate_only(rate):
    w = explore.losses(loss="squared", convention="sum", eta=rate, step=30)
    path, goal = w.numbers["paths"][0], w.numbers["target"]
    assert (abs(path[1] - goal) > abs(path[30] - goal)) == (rate < RATE.answer)
    assert judge(RATE, 0.0091)


@pytest.mark.parametrize("delta", [0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0])
def test_the_goal_is_reached_up_to_the_border(delta):
    w = explore.losses(loss="Huber", delta=delta, points=SLIP)
    assert w.numbers["goal"] == (delta <= BORDER.answer)
    assert judge(BORDER, 0.7)
