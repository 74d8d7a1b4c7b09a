"""Which printed figures rest on which earlier slip."""

import re

_FOLLOWS = re.compile(r"follows from (.+) as printed")


def influences(rows):
    """Pairs (source, target) of figures, read from the causes of the carried ones.

    Parameters
    ----------
    rows : pandas.DataFrame
        Rows of one worked example of the ledger.

    Returns
    -------
    list of (str, str)
        In the order of print.
    """
    pairs = []
    for row in rows.itertuples():
        match = _FOLLOWS.fullmatch(row.cause)
        if row.verdict == "carried" and match:
            pairs += [(source, row.quantity) for source in match[1].split(", ")]
    return pairs


def reached(pairs, start):
    """Figures that ``start`` touches, directly or through others, in the order of print."""
    touched = [start]
    for source, target in pairs:
        if source in touched and target not in touched:
            touched.append(target)
    return touched[1:]
