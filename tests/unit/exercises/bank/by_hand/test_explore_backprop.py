"""The answer found by playing with backpropagation agrees with the explorer."""

from coursekit import explore
from coursekit.exercises.bank.by_hand.explore_backprop import EXERCISES

(DECIMALS,) = EXERCISES


def test_so_many_decimals_are_the_first_with_which_the_weight_moves():
    w = explore.backprop(example="one neuron", how="half-even", step=13)
    moved = {}
    for decimals in range(1, 11):
        w.decimals = decimals
        assert w.numbers["symbol"] == "w1'"
        moved[decimals] = w.numbers["value"] != 0.5
    assert min(d for d in moved if moved[d]) == DECIMALS.answer
    assert all(moved[d] for d in range(DECIMALS.answer, 11))
