"""Invented flats with their rents: a table for regression, made by a program with a fixed seed."""

import numpy as np

#: Columns that describe a flat; the last column of the table, ``rent``, is what to predict.
FEATURES = ["area", "rooms", "age", "distance", "floor"]


def make_flats(rows=2000, seed=7):
    """Return a DataFrame of flats: the five `FEATURES` and the rent.

    Parameters
    ----------
    rows : int, default 2000
    seed : int, default 7

    Returns
    -------
    DataFrame with the columns
        ``area`` (m², 30 to 120), ``rooms`` (1 to 6), ``age`` (years), ``distance`` to the centre
        (km), ``floor`` (0 to 8) and ``rent`` (a month, in the coins of an invented town).

    Notes
    -----
    The rent is a weighted sum of the features plus normal noise of 120 coins; area and rooms go
    together, so their weights are hard to tell apart.
    """
    import pandas as pd

    rng = np.random.default_rng(seed)
    area = rng.uniform(30, 120, rows)
    rooms = np.clip(np.rint(area / 28 + rng.normal(0, 0.5, rows)), 1, 6)
    age, distance = rng.uniform(0, 80, rows), rng.exponential(4, rows)
    floor = rng.integers(0, 9, rows)
    rent = 300 + 9 * area + 20 * rooms - 2.5 * age - 25 * distance + 6 * floor
    rent = rent + rng.normal(0, 120, rows)
    columns = [area, rooms, age, distance, floor, rent]
    return pd.DataFrame(dict(zip([*FEATURES, "rent"], columns, strict=True)))
