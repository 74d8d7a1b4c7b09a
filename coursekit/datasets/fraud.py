"""Card transactions for the fraud lesson, drawn from a few stated distributions."""

import numpy as np
import pandas as pd

from coursekit._checks import fraction, positive_integer

FEATURES = ["amount", "distance", "purchases_24h", "night"]


def make_transactions(rows=4000, fraud_share=0.03, seed=0):
    """Invent card transactions, a few of them fraudulent.

    The table is made up: it has the shape of the real problem (few frauds, classes that overlap)
    and describes no bank.  A fraud tends to be larger, farther from home, one of many purchases in
    a day, and at night; none of these is certain.

    Parameters
    ----------
    rows : int, default 4000
    fraud_share : float, default 0.03
        Share of fraudulent rows, rounded to whole rows (at least one).
    seed : int, default 0

    Returns
    -------
    pandas.DataFrame
        ``amount`` in euro, ``distance`` from home in km, ``purchases_24h`` (count of the card in
        the last 24 hours), ``night`` (1 between midnight and six), ``fraud`` (1 or 0).
    """
    rows = positive_integer(rows, "rows")
    frauds = max(1, round(rows * fraction(fraud_share, "fraud_share")))
    random = np.random.default_rng(seed)
    fraud = random.permutation(np.arange(rows) < frauds).astype(int)
    amount = np.exp(random.normal(np.where(fraud, 4.8, 3.4), np.where(fraud, 1.0, 0.9)))
    distance = np.exp(random.normal(np.where(fraud, 3.9, 1.6), np.where(fraud, 1.4, 1.3)))
    purchases = 1 + random.poisson(np.where(fraud, 4.0, 1.3))
    night = random.random(rows) < np.where(fraud, 0.45, 0.08)
    return pd.DataFrame(
        {
            "amount": amount.round(2),
            "distance": distance.round(1),
            "purchases_24h": purchases,
            "night": night.astype(int),
            "fraud": fraud,
        }
    )
