"""The probability found by playing with the losses agrees with the explorer."""

import pytest

from coursekit import explore
from coursekit.exercises.bank.classification.explore_losses import WAKING
from coursekit.exercises.diagnosis import judge


@pytest.mark.parametrize("p", [0.002, 0.03, 0.05, 0.051, 0.052, 0.053, 0.1])
def test_squared_error_wakes_up_from_this_probability_on(p):
    w = explore.losses(loss="cross-entropy", convention="half", p=p, eta=1.0, step=30)
    cross, squared = w.numbers["now"]
    assert cross > 0.5 and (squared > 0.5) == (p >= WAKING.answer)


def test_the_answer_has_three_decimals():
    assert judge(WAKING, 0.052) and not judge(WAKING, 0.053) and not judge(WAKING, 0.051)
