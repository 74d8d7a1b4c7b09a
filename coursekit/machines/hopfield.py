"""A Hopfield network: a feedback network that recalls a whole pattern from a damaged one."""

from typing import NamedTuple

import numpy as np

from coursekit._checks import (
    finite,
    not_empty,
    numeric_array,
    positive_integer,
    seed_or_generator,
)


class Recall(NamedTuple):
    """What happened from a first state until no neuron wanted to change.

    Attributes
    ----------
    states : array of shape (flips + 1, N)
        The start, then the state after each flip of a neuron.
    energies : array of shape (flips + 1,)
        The energy of each of these states; it falls from one to the next.
    neurons : array of shape (flips,)
        Which neuron flipped.
    converged : bool
        Whether the last state is at rest.
    """

    states: np.ndarray
    energies: np.ndarray
    neurons: np.ndarray
    converged: bool


class Hopfield:
    """A content-addressable memory of N neurons, each connected with every other.

    Hebb's rule stores P patterns of +1 and −1, ``W = (1/N) Σ p pᵀ`` with a zero diagonal.  To
    recall, one neuron at a time, in a random order, takes the sign of its sum
    ``s_i ← sign(Σ_j W_ij s_j)``; with a sum of exactly 0 it stays as it is.  Each flip lowers the
    energy ``E = −½ sᵀ W s``, so the network comes to rest.

    Attributes
    ----------
    weights_ : array of shape (N, N)
    patterns_ : array of shape (P, N)

    References
    ----------
    J. J. Hopfield, "Neural networks and physical systems with emergent collective computational
    abilities", 1982; lecture 000 (feedback networks as content-addressable memories).
    """

    def fit(self, patterns):
        """Store the rows of ``patterns``, shape (P, N), in one step; forget all earlier ones."""
        patterns = check_states(patterns, "patterns")
        if patterns.ndim != 2:
            raise ValueError(
                f"patterns must be a table of shape (patterns, neurons), got shape "
                f"{patterns.shape}: put a single pattern into a list."
            )
        if patterns.shape[1] < 2:
            raise ValueError("A Hopfield network needs at least 2 neurons, got patterns of 1.")
        # N·W holds whole numbers, which a computer adds without rounding: no sum that is 0 becomes
        # 1e-17, and the same neurons flip on every machine.
        whole = patterns.T @ patterns
        np.fill_diagonal(whole, 0.0)  # no neuron listens to itself
        self._whole, self.patterns_ = whole, patterns
        self.weights_ = whole / patterns.shape[1]
        return self

    def field(self, state):
        """The sums ``W s`` that the neurons hear: (N,) for one state, (n, N) for a table."""
        state = self._state(state)
        return state @ self._whole / state.shape[-1]  # W is symmetric, so s W = W s

    def energy(self, state):
        """``E = −½ sᵀ W s`` of one state, or of every row of a table."""
        state = self._state(state)
        return -0.5 * np.sum(state * (state @ self._whole), axis=-1) / state.shape[-1]

    def overlap(self, state):
        """``(1/N) p·s`` with each stored pattern p: 1 is equal, −1 the complement, 0 no likeness.

        Shape (P,) for one state, (n, P) for a table.
        """
        state = self._state(state)
        return state @ self.patterns_.T / state.shape[-1]

    def is_stable(self, state):
        """Whether no neuron wants to flip; one answer, or one for every row of a table."""
        state = self._state(state)
        return np.all(state * (state @ self._whole) >= 0, axis=-1)

    def recall(self, pattern, seed=0, max_sweeps=100):
        """Let the network run from one pattern, shape (N,), and keep every state on the way.

        Parameters
        ----------
        pattern : array of +1 and −1
        seed : int, Generator or None
            Decides the order of the neurons, a new one in each sweep.
        max_sweeps : int
            A sweep asks every neuron once.  Recall ends after a sweep without a flip.

        Returns
        -------
        Recall
        """
        state = self._state(pattern)
        if state.ndim != 1:
            raise ValueError(
                f"recall takes one pattern of {len(self.weights_)} numbers, got shape "
                f"{state.shape}: settle(table) takes many."
            )
        states, neurons, converged = [state.copy()], [], False
        for order in _orders(len(state), seed, max_sweeps):
            before = len(neurons)
            for i in order:
                if state[i] * (self._whole[i] @ state) < 0:
                    state[i] = -state[i]
                    states.append(state.copy())
                    neurons.append(i)
            if len(neurons) == before:
                converged = True
                break
        states = np.array(states)
        return Recall(states, self.energy(states), np.array(neurons, dtype=int), converged)

    def settle(self, states, seed=0, max_sweeps=100):
        """Final states only, for a table of starts (n, N) that share one random order."""
        states = np.atleast_2d(self._state(states))
        sums = states @ self._whole  # whole numbers, which stay exact when a flip changes them
        for order in _orders(states.shape[1], seed, max_sweeps):
            flips = 0
            for i in order:
                (wrong,) = (states[:, i] * sums[:, i] < 0).nonzero()
                if len(wrong):
                    states[wrong, i] *= -1
                    sums[wrong] += 2 * np.outer(states[wrong, i], self._whole[i])
                    flips += len(wrong)
            if flips == 0:
                break
        return states

    def _state(self, state):
        if not hasattr(self, "weights_"):
            raise ValueError("This Hopfield network is empty: call fit(patterns) first.")
        state, neurons = check_states(state, "state"), len(self.weights_)
        if state.shape[-1] != neurons or state.ndim > 2:
            raise ValueError(
                f"This network has {neurons} neurons, so a state is {neurons} numbers (or a table "
                f"of such rows); got shape {state.shape}."
            )
        return state


def check_states(values, what):
    """Return a copy of ``values`` as floats if each is +1 or −1; else say what to do."""
    states = numeric_array(values, what)
    not_empty(np.atleast_1d(states), what)
    finite(np.atleast_1d(states), what)
    if states.ndim == 0:
        raise ValueError(f"{what} must be a list of +1 and −1, got a single number.")
    wrong = (states != 1) & (states != -1)
    if wrong.any():
        advice = (
            "write 2 * x - 1 to turn 0 and 1 into −1 and +1"
            if set(np.unique(states)) <= {0, 1}
            else "use np.where(x > limit, 1, -1)"
        )
        raise ValueError(f"{what} must hold only +1 and −1, got {states[wrong][0]:g}: {advice}.")
    return states.real.astype(float)


def _orders(neurons, seed, max_sweeps):
    """One random order of the neurons for each sweep."""
    random = np.random.default_rng(seed_or_generator(seed))
    for _ in range(positive_integer(max_sweeps, "max_sweeps")):
        yield random.permutation(neurons)
