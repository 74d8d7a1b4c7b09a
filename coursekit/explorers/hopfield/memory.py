"""The memory behind the explorer: what it stores, where it starts, and every flip to its rest."""

import numpy as np

from coursekit.explorers.kit.chance import Chance
from coursekit.machines import letters

ROWS, COLUMNS = letters.HEIGHT, letters.WIDTH
NEURONS = ROWS * COLUMNS
MOST = 16  # patterns of the set
LETTERS = "HLOSXAPTZ"  # lesson 14 stores the first five
NOISE, ORDER = 10_000, 20_000  # one seed, three independent sources of chance


def stored(state):
    """Return the names and the patterns, ±1, that the state stores: the set, then own ones."""
    chance = Chance(state.seed)
    coins = [[coin(chance) for _ in range(NEURONS)] for _ in range(MOST)]
    names, patterns = [f"r{k + 1}" for k in range(MOST)], coins
    if state.kind == "letters":
        names = [*LETTERS, *names[len(LETTERS) :]]
        patterns = [*map(letters.letter, LETTERS), *coins[len(LETTERS) :]]
    own = [from_text(text) for text in state.own]
    names = [*names[: state.count], *(f"own {k + 1}" for k in range(len(own)))]
    return names, np.array([*patterns[: state.count], *own], dtype=float)


def coin(chance):
    """Return +1 or −1, each with probability ½."""
    return 1.0 if chance.uniform() < 0.5 else -1.0


def from_text(text):
    """Return 63 dots of text as numbers: ``#`` is +1, anything else −1."""
    return [1.0 if dot == "#" else -1.0 for dot in text]


def begin(pattern, state):
    """Return the pattern with ``noise`` dots turned over by chance, then ``turned`` by hand."""
    begun = np.array(pattern)
    by_chance = Chance(state.seed + NOISE).shuffle(range(NEURONS))[: state.noise]
    for i in (*by_chance, *state.turned):
        begun[i] = -begun[i]
    return begun


def settle(memory, begun, seed):
    """Ask one neuron at a time, in a new random order each sweep, until none wants to flip.

    Returns
    -------
    states : array of shape (flips + 1, N)
    neurons : list of int
        Which one flipped each time.
    """
    whole = np.rint(memory.weights_ * NEURONS)  # whole numbers: a sum of 0 is exactly 0
    chance, now = Chance(seed + ORDER), begun.copy()
    states, neurons, flipped = [now.copy()], [], True
    while flipped:
        flipped = False
        for i in chance.shuffle(range(NEURONS)):
            if now[i] * (whole[i] @ now) < 0:
                now[i], flipped = -now[i], True
                states.append(now.copy())
                neurons.append(i)
    return np.array(states), neurons
