"""The answer found by playing with hinges is the explorer's."""

from coursekit import explore
from coursekit.exercises.bank.xor.explore_bumps import EXERCISES

[TENT] = EXERCISES


def distance(weights):
    v1, v2, v3 = weights
    w = explore.bumps(curve="tent", v1=v1, v2=v2, v3=v3, t1=0.25, t2=0.5, t3=0.75)
    return w.numbers["worst"]


def test_only_the_right_bends_make_the_tent():
    assert distance(TENT.answer) < 1e-12
    assert all(distance(mistake.answer) > 0.4 for mistake in TENT.mistakes)
