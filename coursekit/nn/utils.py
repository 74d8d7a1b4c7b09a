"""Seeds for everything random, and one-hot coding of labels."""

import numpy as np

from coursekit._checks import not_empty, numeric_array, positive_integer, seed_or_generator

FIRST_SEED = 0
_shared = {"generator": None}  # made when first used: numpy.random takes its time to load


def set_random_seed(seed):
    """Start all unseeded draws (initial weights, shuffling, dropout) again from ``seed``."""
    if seed is None:
        raise ValueError("set_random_seed needs a whole number of at least 0.")
    _shared["generator"] = np.random.default_rng(seed_or_generator(seed))


def random_generator(seed=None):
    """Return the generator that ``seed`` stands for.

    Parameters
    ----------
    seed : None, int or numpy.random.Generator
        ``None`` is the generator shared by all unseeded draws, which starts the same way in every
        new session; an integer starts a new one; a generator is returned as it is.
    """
    if seed is None:
        if _shared["generator"] is None:
            _shared["generator"] = np.random.default_rng(FIRST_SEED)
        return _shared["generator"]
    return np.random.default_rng(seed_or_generator(seed))


def to_categorical(x, num_classes=None):
    """One-hot code: row i has a one in column ``x[i]`` and zeros elsewhere.

    Parameters
    ----------
    x : array of int, shape (n,) or (n, 1)
        Classes 0, 1, …, k−1.
    num_classes : int, optional
        Number k of columns; the largest class plus one when left out.

    Returns
    -------
    ndarray, shape (n, k)
    """
    labels = numeric_array(x, "x")
    not_empty(labels, "x")
    if labels.ndim > 1 and labels.shape[-1] == 1:
        labels = labels[..., 0]
    classes = labels.astype(np.intp)
    if (classes != labels).any() or classes.min() < 0:
        raise ValueError("to_categorical needs classes 0, 1, 2, …, got negative or broken ones.")
    k = classes.max() + 1 if num_classes is None else positive_integer(num_classes, "num_classes")
    if classes.max() >= k:
        raise ValueError(f"Class {classes.max()} does not fit num_classes={k}: it counts from 0.")
    return (classes[..., None] == np.arange(k)).astype(float)
