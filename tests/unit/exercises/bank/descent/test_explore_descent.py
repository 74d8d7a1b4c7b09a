"""The answer found by playing with gradient descent agrees with the explorer."""

import pytest

from coursekit import explore
from coursekit.exercises.bank.descent.explore_descent import EXERCISES
from coursekit.exercises.diagnosis import judge

(RATE,) = EXERCISES


@pytest.mark.parametrize(("rate", "grows"), [(0.79, False), (0.81, True)])
def test_the_walk_moves_away_above_the_rate_and_not_below(rate, grows):
    w = explore.descent(curvature=2.5, lr=rate, step=100)
    assert (abs(w.numbers["w"]) > 2) == grows
    assert judge(RATE, rate)


def test_rates_far_from_the_edge_are_refused():
    assert not any(judge(RATE, rate) for rate in (0.5, 0.77, 0.85, 1.0))
