"""The Hopfield memory against hand computation, the energy argument and random networks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from coursekit.machines import letters
from coursekit.machines.hopfield import Hopfield
from coursekit.studies.memory import endings, flip, mixtures, recalled_share

FIVE = np.array([letters.letter(name) for name in "HLOSX"])
sign = st.sampled_from([-1, 1])


@st.composite
def memories(draw):
    """A memory with 1 to 6 patterns of 2 to 12 neurons, a start and a seed."""
    neurons, count = draw(st.integers(2, 12)), draw(st.integers(1, 6))
    patterns = draw(arrays(int, (count, neurons), elements=sign))
    start = draw(arrays(int, neurons, elements=sign))
    return Hopfield().fit(patterns), start, draw(st.integers(0, 99))


def loop_energy(W, s):
    pairs = [(i, j) for i in range(len(s)) for j in range(i)]
    return -sum(W[i, j] * s[i] * s[j] for i, j in pairs)  # each pair once, so no half


def test_weights_by_hand():
    memory = Hopfield().fit([[1, -1, 1], [1, 1, 1]])
    np.testing.assert_allclose(memory.weights_, [[0, 0, 2 / 3], [0, 0, 0], [2 / 3, 0, 0]])


def test_recall_and_energy_by_hand():
    memory = Hopfield().fit([[1, -1, 1, -1]])
    run = memory.recall([-1, -1, 1, -1], seed=4)
    assert memory.field([-1, -1, 1, -1]).tolist() == [0.75, -0.25, 0.25, -0.25]
    assert run.states.tolist() == [[-1, -1, 1, -1], [1, -1, 1, -1]]
    assert run.energies.tolist() == [0, -1.5] and run.neurons.tolist() == [0] and run.converged


@given(memories())
def test_the_energy_falls_with_every_flip_until_rest(case):
    memory, start, seed = case
    run = memory.recall(start, seed=seed)
    assert run.converged and memory.is_stable(run.states[-1])
    assert (np.diff(run.energies) < 0).all()
    by_loop = [loop_energy(memory.weights_, s) for s in run.states]
    np.testing.assert_allclose(run.energies, by_loop, atol=1e-12)
    assert ((run.states[1:] != run.states[:-1]).sum(axis=1) == 1).all()


@given(memories())
def test_the_fall_of_a_flip_is_twice_its_sum(case):
    memory, start, seed = case
    run = memory.recall(start, seed=seed)
    for before, i, change in zip(run.states, run.neurons, np.diff(run.energies)):
        assert change == pytest.approx(-2 * abs(memory.weights_[i] @ before))


@given(memories())
def test_weights_are_symmetric_with_an_empty_diagonal(case):
    W = case[0].weights_
    assert (W == W.T).all() and (np.diag(W) == 0).all()


@given(memories())
def test_complement_has_the_same_energy_and_the_mirrored_path(case):
    memory, start, seed = case
    run, mirrored = memory.recall(start, seed=seed), memory.recall(-start, seed=seed)
    np.testing.assert_array_equal(run.states, -mirrored.states)
    np.testing.assert_array_equal(run.energies, mirrored.energies)


@given(memories())
def test_settle_is_recall_for_many(case):
    memory, start, seed = case
    final = memory.settle([start, -start], seed=seed)
    end = memory.recall(start, seed=seed).states[-1]
    np.testing.assert_array_equal(final, [end, -end])


@pytest.mark.parametrize("seed", range(5))
def test_stored_patterns_and_complements_rest_at_low_load(seed):
    patterns = np.random.default_rng(seed).choice([-1, 1], size=(6, 200))
    memory = Hopfield().fit(patterns)
    assert memory.is_stable(patterns).all() and memory.is_stable(-patterns).all()


def test_patterns_at_right_angles_rest_whatever_the_load():
    four = np.array([[1, 1, 1, 1], [1, -1, 1, -1], [1, 1, -1, -1]])
    assert Hopfield().fit(four).is_stable(four).all()


@pytest.mark.parametrize("k, name", list(enumerate("HLOSX")))
def test_letters_are_restored(k, name):
    memory = Hopfield().fit(FIVE)
    for start in (letters.cover(FIVE[k], 4), flip(FIVE[k], 0.25, seed=3)):
        assert (memory.recall(start).states[-1] == FIVE[k]).all()


def test_inputs_stay_and_orders_repeat():
    memory, start = Hopfield().fit(FIVE), flip(FIVE[0], 0.3, seed=1)
    copy = start.copy()
    first, again = (memory.recall(start, seed=8) for _ in range(2))
    assert (start == copy).all() and (first.neurons == again.neurons).all()
    assert not np.array_equal(first.neurons, memory.recall(start, seed=9).neurons)


def test_a_cap_that_is_too_small_is_reported():
    assert not Hopfield().fit(FIVE).recall(letters.cover(FIVE[1], 4), max_sweeps=1).converged


def test_overlap_and_tables():
    memory = Hopfield().fit(FIVE)
    assert memory.overlap(FIVE[2])[2] == 1 and memory.overlap(-FIVE[2])[2] == -1
    assert memory.overlap(FIVE).shape == (5, 5) and memory.energy(FIVE).shape == (5,)
    assert memory.field(FIVE).shape == (5, 63)


def test_capacity_falls_from_all_to_none():
    low, high = (recalled_share(200, load, range(3), 0.1) for load in (0.05, 0.3))
    assert (low == 1).all() and (high < 0.1).all()


def test_endings_are_shares_of_resting_states():
    shares, spurious = endings(Hopfield().fit(FIVE), 200)
    assert sum(shares.values()) == pytest.approx(1)
    assert Hopfield().fit(FIVE).is_stable(spurious).all() and len(spurious)
    one, none = endings(Hopfield().fit(FIVE[:1]), 50)
    assert one["spurious"] == 0 and len(none) == 0


def test_mixtures_are_majorities_of_patterns_or_complements():
    patterns = np.array([[1, 1, 1], [1, -1, 1], [-1, 1, 1]])
    found = mixtures(patterns).tolist()
    assert len(found) == 8 and [1, 1, 1] in found and [1, -1, 1] in found
    assert sorted(found) == sorted([-value for value in row] for row in found)
    assert len(mixtures(FIVE)) == 10 * 8 and len(mixtures(FIVE, 5)) == 32


def test_settling_leaves_the_starts_as_they_were():
    starts = np.array([flip(p, 0.3, seed=1) for p in FIVE])
    copy = starts.copy()
    Hopfield().fit(FIVE).settle(starts)
    flip(starts[0], 1.0)
    assert (starts == copy).all()


@pytest.mark.parametrize(
    "call, words",
    [
        (lambda m: Hopfield().recall([1, -1]), "call fit"),
        (lambda m: Hopfield().fit([1, -1, 1]), "put a single pattern into a list"),
        (lambda m: Hopfield().fit([[1]]), "at least 2 neurons"),
        (lambda m: Hopfield().fit([[1, 0, 1]]), r"2 \* x - 1"),
        (lambda m: Hopfield().fit([[1, 0.5]]), "np.where"),
        (lambda m: Hopfield().fit([["a", "b"]]), "text"),
        (lambda m: Hopfield().fit([[1, np.nan]]), "nan"),
        (lambda m: Hopfield().fit([]), "empty"),
        (lambda m: Hopfield().fit(1), "single number"),
        (lambda m: m.recall([1, -1]), "63 neurons"),
        (lambda m: m.recall(FIVE), r"settle\(table\)"),
        (lambda m: m.recall(FIVE[0], seed=-1), "seed"),
        (lambda m: m.recall(FIVE[0], max_sweeps=0), "max_sweeps"),
        (lambda m: flip(FIVE[0], 1.5), "from 0 to 1"),
        (lambda m: mixtures(FIVE, 2), "odd"),
        (lambda m: letters.letter("x"), "Did you mean 'X'"),
    ],
)
def test_bad_input_gets_a_sentence(call, words):
    memory = Hopfield().fit(FIVE)
    with pytest.raises(ValueError, match=words):
        call(memory)


def test_a_refused_fit_keeps_the_old_memory():
    memory = Hopfield().fit(FIVE)
    with pytest.raises(ValueError):
        memory.fit([[1, 2, 3]])
    assert memory.is_stable(FIVE).all()


@pytest.mark.parametrize("name", letters.names())
def test_letters_are_pictures_of_ink_and_paper(name):
    pattern = letters.letter(name)
    assert letters.picture(pattern).shape == (9, 7) and set(pattern) == {-1, 1}
    covered = letters.picture(letters.cover(pattern, 4))
    assert (covered[5:] == -1).all() and (covered[:5] == letters.picture(pattern)[:5]).all()
    np.testing.assert_array_equal(letters.cover(pattern, 0), pattern)
