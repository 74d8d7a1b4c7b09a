"""Walks downhill: step by step on a landscape, or batch by batch through the rows of a table."""

import math
from dataclasses import dataclass

import numpy as np

from coursekit.nn import optimizers


def walk(gradient, start, optimizer, steps):
    """Return the path of ``steps`` updates w ← w + Δw.

    Parameters
    ----------
    gradient : callable
        ∂E/∂w at the weights w, of the same shape.
    start : array_like
        The first weights; they are not changed.
    optimizer : coursekit.nn optimizer or float
        A number is the learning rate η of plain gradient descent, Δw = −η ∂E/∂w.
    steps : int

    Returns
    -------
    ndarray, shape (steps + 1, weights)
        All weights on the way, the start first.  A path that diverges ends in ``inf`` or ``nan``.
    """
    if isinstance(optimizer, (int, float)):
        optimizer = optimizers.SGD(learning_rate=optimizer)
    optimizer.reset()
    w = np.array(start, dtype=float)
    path = [w]
    with np.errstate(all="ignore"):
        for _ in range(steps):
            w = w + optimizer.step(gradient(w))
            path.append(w)
    return np.array(path)


def batches(n, size, rng):
    """Yield the row numbers of one epoch: all ``n`` rows in a new order, ``size`` at a time."""
    order = rng.permutation(n)
    for first in range(0, n, size):
        yield order[first : first + size]


@dataclass(frozen=True)
class BatchRun:
    """A walk through batches of rows.

    Attributes
    ----------
    path : ndarray, shape (updates + 1, weights)
    losses : ndarray, shape (updates + 1,)
        The loss of *all* rows before the first and after each update.
    rows_seen : ndarray, shape (updates + 1,)
        Rows that have entered a gradient so far.
    """

    path: np.ndarray
    losses: np.ndarray
    rows_seen: np.ndarray

    @property
    def updates(self):
        """Number of updates made."""
        return len(self.path) - 1

    def first_below(self, target, stay=1):
        """Return ``(updates, rows)`` when the loss comes to ``target`` and stays, or ``None``.

        Staying means: from there on, ``stay`` losses in a row are at most ``target`` on average.
        With ``stay=1`` the first touch counts.
        """
        if stay > len(self.losses):
            return None
        with np.errstate(all="ignore"):  # a run that diverges
            total = np.append(0, np.cumsum(self.losses))
            average = (total[stay:] - total[:-stay]) / stay
        reached = np.flatnonzero((average <= target) & (self.losses[: len(average)] <= target))
        return (int(reached[0]), int(self.rows_seen[reached[0]])) if len(reached) else None


def walk_in_batches(
    loss, gradient, data, start, learning_rate, batch_size, epochs, seed=0, target=-np.inf, stay=1
):
    """Run gradient descent with a new gradient from every batch of rows.

    A run that diverges ends where its loss is no longer a number.

    Parameters
    ----------
    loss, gradient : callable
        ``loss(w, *rows)`` and ``gradient(w, *rows)``; rows are slices of ``data``.
    data : tuple of ndarray
        Arrays with the rows on their first axis.
    start : array_like
    learning_rate : float or callable
        η, or a function of the number of the update (from 0) that returns it.
    batch_size : int
        ``len(data[0])`` is full batch, 1 stochastic gradient descent.
    epochs : int
    seed : int
        Start of the shuffling.
    target : float, optional
        Stop as soon as the loss of all rows has come to this and stayed.
    stay : int, default 1
        Losses in a row that must be at most ``target`` on average; with 1 the first touch counts.

    Returns
    -------
    BatchRun
    """
    rate = learning_rate if callable(learning_rate) else lambda update: learning_rate
    rng, w = np.random.default_rng(seed), np.array(start, dtype=float)
    path, losses, rows_seen = [w], [loss(w, *data)], [0]
    total = [0.0, losses[0]]  # sums of the losses so far, so that an average is one subtraction
    with np.errstate(all="ignore"):
        for _ in range(epochs):
            for rows in batches(len(data[0]), batch_size, rng):
                step = rate(len(path) - 1) * gradient(w, *(array[rows] for array in data))
                w = w - step
                path.append(w)
                losses.append(loss(w, *data))
                total.append(total[-1] + losses[-1])
                rows_seen.append(rows_seen[-1] + len(rows))
                if _stayed(losses, total, target, stay) or not math.isfinite(losses[-1]):
                    return BatchRun(np.array(path), np.array(losses), np.array(rows_seen))
    return BatchRun(np.array(path), np.array(losses), np.array(rows_seen))


def _stayed(losses, total, target, stay):
    if stay > len(losses) or losses[-stay] > target:
        return False
    return (total[-1] - total[-1 - stay]) / stay <= target


def cheapest(run, rates, target, stay=1, seeds=(0, 1, 2)):
    """Return the rate that reaches a loss with the fewest rows, and what it took.

    Parameters
    ----------
    run : callable
        ``run(rate, seed)`` returns a `BatchRun`.
    rates : iterable of float
        Learning rates to try.
    target : float
        The loss to reach, with every seed.
    stay : int, default 1
        How many losses in a row count, see `BatchRun.first_below`.
    seeds : tuple of int

    Returns
    -------
    tuple (learning rate, updates, rows, fewest rows, most rows) or None
        Medians and the range over the seeds; ``None`` when no rate reaches the target.
    """
    found = []
    for rate in rates:
        costs, dearer = [], 0  # seeds that need more rows than the best rate so far
        for seed in seeds:
            costs.append(run(rate, seed).first_below(target, stay))
            if costs[-1] is None:  # this rate does not arrive: no need for other seeds
                break
            dearer += bool(found) and costs[-1][1] > min(found)[0]
            if dearer > len(seeds) / 2:  # so its median is dearer, too
                break
        else:
            updates, rows = np.median(costs, axis=0).astype(int).tolist()
            found.append((rows, updates, rate, min(costs)[1], max(costs)[1]))
    if not found:
        return None
    rows, updates, rate, fewest, most = min(found)
    return rate, updates, rows, fewest, most


def steps_until_low(surface, path, share=0.01):
    """Return after how many steps the loss is down to a share of its first height, and stays.

    Parameters
    ----------
    surface : coursekit.studies.surfaces.Surface
        Heights are measured from its lowest point.
    path : ndarray, shape (steps + 1, weights)
    share : float, default 0.01

    Returns
    -------
    int or None
        ``None`` when the path never gets there, or leaves again until its end.
    """
    lowest = surface.value(np.array(surface.minima[0]))
    with np.errstate(all="ignore"):
        height = surface.value(np.asarray(path).T) - lowest
        above = np.flatnonzero(~(height <= share * height[0]))
    steps = int(above[-1]) + 1 if len(above) else 0
    return steps if steps < len(path) else None
