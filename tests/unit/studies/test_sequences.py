"""The running-parity task: its targets and its windows."""

from hypothesis import given
from hypothesis import strategies as st

from coursekit.studies.sequences import (
    random_sequences,
    running_parity,
    windows,
)


@given(st.lists(st.integers(0, 1), min_size=1, max_size=12))
def test_parity_is_a_running_xor(bits):
    state, expected = 0, []
    for bit in bits:
        state ^= bit
        expected.append(state)
    assert running_parity(bits).tolist() == expected


def test_windows_by_hand():
    seen = windows([[1, 0, 1]], 2)
    assert seen.tolist() == [[[0, 1], [1, -1], [-1, 1]]]
    assert windows([[1, 0, 1]], 1).tolist() == [[[1], [-1], [1]]]


def test_random_sequences_repeat_and_are_fair():
    bits, parity = random_sequences(500, 20, seed=3)
    again, _ = random_sequences(500, 20, seed=3)
    assert (bits == again).all() and (parity == running_parity(bits)).all()
    assert 0.47 < bits.mean() < 0.53 and 0.47 < parity[:, -1].mean() < 0.55
