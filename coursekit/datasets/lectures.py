"""The ledger of the figures that the five lectures print."""

from coursekit.paths import data_dir


def load_lecture_figures():
    """Load the ledger: every printed figure beside what the lecture's own inputs give.

    Returns
    -------
    pandas.DataFrame
        Columns ``lecture`` (three digits), ``example``, ``quantity``, ``printed`` and ``computed``
        (both text, as a few entries are formulas), ``verdict`` (``exact``, ``rounded``, ``carried``
        or ``wrong``) and ``cause`` (empty where there is nothing to explain).
    """
    import pandas as pd

    return pd.read_csv(data_dir() / "lecture_figures.csv", dtype=str, keep_default_na=False)
