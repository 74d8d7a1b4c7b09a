"""The running-parity task: after each bit of a sequence, say whether the ones so far are odd."""

import numpy as np

from coursekit._checks import positive_integer
from coursekit.machines.gates import binary_inputs


def running_parity(bits):
    """``y_t = x_1 + … + x_t mod 2``, a running XOR; same shape as ``bits`` (…, steps)."""
    return np.cumsum(bits, axis=-1) % 2


def all_sequences(steps):
    """Every sequence of ``steps`` bits and its running parity, each of shape (2**steps, steps)."""
    bits = binary_inputs(positive_integer(steps, "steps"))
    return bits, running_parity(bits)


def random_sequences(rows, steps, seed=0):
    """Fair coin flips and their running parity; both of shape (rows, steps)."""
    bits = np.random.default_rng(seed).integers(0, 2, (rows, steps))
    return bits, running_parity(bits)


def windows(bits, k):
    """What a network sees that looks at the last ``k`` bits: shape (rows, steps, k).

    A bit 1 becomes +1, a bit 0 becomes −1, and places before the beginning are 0.  The newest bit
    stands last.
    """
    signs = 2.0 * np.asarray(bits) - 1
    padded = np.pad(signs, ((0, 0), (positive_integer(k, "k") - 1, 0)))
    return np.stack([padded[:, i : i + signs.shape[1]] for i in range(k)], axis=-1)
