"""Measures a Hopfield memory: how many patterns it holds, and where it comes to rest."""

from itertools import combinations, product

import numpy as np

from coursekit._checks import positive_integer, seed_or_generator
from coursekit.machines.hopfield import Hopfield, check_states


def recalled_share(neurons, load, seeds, damage=0.0, closeness=0.95):
    """Share of stored random patterns that the network still recalls, for each seed.

    For each seed, ``round(load · neurons)`` patterns of fair coin flips are stored.  Recall starts
    at each of them with a share ``damage`` of its neurons flipped, and counts when the overlap of
    the final state with the pattern is at least ``closeness`` (0.95: one neuron in 40 wrong).

    Parameters
    ----------
    neurons : int
        N.
    load : float
        P/N.
    seeds : iterable of int

    Returns
    -------
    array of shape (seeds,)
    """
    neurons = positive_integer(neurons, "neurons")
    count, shares = max(1, round(load * neurons)), []
    for seed in seeds:
        random = np.random.default_rng(seed)
        patterns = random.choice([-1.0, 1.0], size=(count, neurons))
        starts = np.array([flip(p, damage, random) for p in patterns])
        final = Hopfield().fit(patterns).settle(starts, seed=random)
        shares.append(np.mean((final * patterns).mean(axis=1) >= closeness))
    return np.array(shares)


def flip(pattern, share, seed=0):
    """A copy of ``pattern`` with a share of its entries, drawn at random, turned over."""
    if not 0 <= share <= 1:
        raise ValueError(f"share must be a number from 0 to 1, got {share!r}.")
    pattern = check_states(pattern, "pattern")
    random = np.random.default_rng(seed_or_generator(seed))
    chosen = random.choice(pattern.size, size=round(share * pattern.size), replace=False)
    pattern.flat[chosen] *= -1
    return pattern


def endings(memory, starts, seed=0):
    """Where recall ends from random states: shares of stored, complement and spurious states.

    Parameters
    ----------
    memory : Hopfield
        With its patterns stored.
    starts : int
        Number of random starts.
    seed : int

    Returns
    -------
    shares : dict of str to float
        ``"stored"``, ``"complement"`` (a stored pattern with every sign turned) and ``"spurious"``.
    spurious : array of shape (k, N)
        The different spurious states, the most frequent first.
    """
    random = np.random.default_rng(seed)
    neurons = memory.patterns_.shape[1]
    states = random.choice([-1.0, 1.0], size=(positive_integer(starts, "starts"), neurons))
    final = memory.settle(states, seed=random)
    overlap = memory.overlap(final)
    stored, complement = (overlap == 1).any(axis=1), (overlap == -1).any(axis=1)
    other = final[~stored & ~complement & memory.is_stable(final)]
    kinds, counts = np.unique(other, axis=0, return_counts=True)
    shares = {
        "stored": float(stored.mean()),
        "complement": float((complement & ~stored).mean()),
        "spurious": len(other) / starts,
    }
    return shares, kinds[np.argsort(-counts, kind="stable")]


def mixtures(patterns, count=3):
    """All majorities of ``count`` patterns, each taken as it is or as its complement.

    ``sign(±p ± q ± …)``; ``count`` must be odd, so that no majority is a draw.  Shape (k, N).
    """
    if positive_integer(count, "count") % 2 == 0:
        raise ValueError(f"count must be odd, got {count}: an even number of votes can be a draw.")
    patterns = check_states(patterns, "patterns")
    return np.array(
        [
            np.sign(np.array(signs) @ patterns[list(chosen)])
            for chosen in combinations(range(len(patterns)), count)
            for signs in product((1, -1), repeat=count)
        ]
    )
