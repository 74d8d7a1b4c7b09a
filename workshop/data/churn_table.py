"""Draw the embedded bank-churn table: *who leaves* first, then every other column given that.

The real table's licence is not established, so the course carries an invented one that behaves
like it: the same columns, the same ranges, nearly the same shares and dependencies, other
customers. Each function below is one column with the numbers it was calibrated to. NumPy froze
the stream of `RandomState`, and every value is rounded before it is written, so a seed gives the
same bytes on every machine. The seed is the one of 0 … 69 whose standard split is nearest to the
real table's: about as many leavers in the test part, about the same scores of logistic regression
and boosting.
"""

import numpy as np

SEED = 58
ROWS = 10_000
LEAVERS = 2_037
COUNTRIES = ("France", "Germany", "Spain")
FIRST_PARTS = """\
Al Bar Bel Bran Cal Cor Dal Dor El Fal Fen Gal Gor Hal Har Il Jor Kal Kel Kor Lan Lor Mal Mar Mel
Mor Nal Nor Ol Or Pal Pel Ral Ren Ros Sal Sel Sor Tal Tar Tel Tor Ul Val Vel Vor Wal Wil Wor Yal
Zan Zel Zor"""
LAST_PARTS = """\
ano ard aro bek bert by dale dan der din do ek elli en er escu ford gar gen gett han hart ia ick
ier in ini ka kin ko la lan ley lin lo man mer min mond nak ner nis no off ov ra ridge rik ron sen
ski son ston ta tin ton tov va ver vic wick win wood zak zen"""


def draw_churn(seed=SEED):
    """Return the table as a dict of columns, 10,000 rows each, in the order of the real file.

    Parameters
    ----------
    seed : int
        Start of the random stream; 58 gives the committed file `data/churn.csv`.

    Returns
    -------
    dict of str to ndarray, shape (10000,)
        Balance and EstimatedSalary are whole cents (int64), to be divided by 100.
    """
    rng = np.random.RandomState(seed)
    leaves = rng.permutation(ROWS) < LEAVERS
    country = draw_country(rng, leaves)
    male = rng.random_sample(ROWS) < np.where(leaves, 0.441, 0.572)
    age = draw_age(rng, leaves)
    active = draw_active(rng, leaves, age)
    balance = draw_balance(rng, leaves, country)
    return {
        "RowNumber": np.arange(1, ROWS + 1),
        "CustomerId": 15_565_701 + rng.permutation(15_815_690 - 15_565_701 + 1)[:ROWS],
        "Surname": draw_surname(rng),
        "CreditScore": draw_credit_score(rng, leaves),
        "Geography": np.array(COUNTRIES)[country],
        "Gender": np.where(male, "Male", "Female"),
        "Age": age,
        "Tenure": np.rint(rng.uniform(0, 10, ROWS)).astype(np.int64),
        "Balance": balance,
        "NumOfProducts": draw_products(rng, leaves, country, balance),
        "HasCrCard": (rng.random_sample(ROWS) < 0.7055).astype(np.int64),
        "IsActiveMember": active.astype(np.int64),
        "EstimatedSalary": cents(rng.uniform(12, 199_992, ROWS)),
        "Exited": leaves.astype(np.int64),
    }


def pick(rng, shares):
    """Return one category number a row from `shares` (n, k), each row of which adds to 1."""
    edges = np.cumsum(shares, axis=1)[:, :-1]
    return (rng.random_sample(len(shares))[:, None] >= edges).sum(axis=1)


def cents(money):
    """Return `money` in whole cents."""
    return np.rint(money * 100).astype(np.int64)


def redraw_outside(draw, low, high):
    """Return `draw(rows)` for all rows, drawn again wherever it falls outside low … high."""
    values = draw(np.arange(ROWS))
    outside = np.flatnonzero((values < low) | (values > high))
    while outside.size:
        values[outside] = draw(outside)
        outside = outside[(values[outside] < low) | (values[outside] > high)]
    return values


def draw_country(rng, leaves):
    """Return 0 France, 1 Germany, 2 Spain: leavers are German twice as often as stayers."""
    return pick(rng, np.where(leaves[:, None], [0.398, 0.400, 0.202], [0.528, 0.213, 0.259]))


def draw_age(rng, leaves):
    """Return the age in years: leavers about 45; stayers about 35 with an older group about 57."""

    def draw(rows):
        older = rng.random_sample(len(rows)) < 0.113
        mean = np.where(leaves[rows], 44.8, np.where(older, 57.3, 34.9))
        spread = np.where(leaves[rows], 9.76, np.where(older, 11.2, 6.6))
        return np.rint(mean + spread * rng.standard_normal(len(rows))).astype(np.int64)

    return redraw_outside(draw, 18, 92)


def draw_active(rng, leaves, age):
    """Return who is an active member: elderly stayers nearly all are, leavers seldom."""
    stayer = np.where(age <= 50, 0.518, np.where(age <= 55, 0.786, 0.955))
    return rng.random_sample(ROWS) < np.where(leaves, 0.361, stayer)


def draw_balance(rng, leaves, country):
    """Return the balance in cents: 0 for nearly half outside Germany, else a bell about 119,800."""
    german = country == COUNTRIES.index("Germany")
    zero = (rng.random_sample(ROWS) < np.where(leaves, 0.409, 0.498)) & ~german
    spread = np.where(leaves, np.where(german, 19_500, 39_500), 30_000)
    money = redraw_outside(
        lambda rows: 119_800 + spread[rows] * rng.standard_normal(len(rows)), 3_000, 260_000
    )
    return np.where(zero, 0, cents(money))


def draw_products(rng, leaves, country, balance):
    """Return the number of products, 1 to 4: stayers without a balance mostly hold two."""
    german = country == COUNTRIES.index("Germany")
    shares = np.where((balance == 0)[:, None], [0.182, 0.8065, 0.0115, 0], [0.742, 0.258, 0, 0])
    shares = np.where(german[:, None], [0.455, 0.539, 0.006, 0], shares)
    shares = np.where(leaves[:, None], [0.692, 0.171, 0.108, 0.029], shares)
    return 1 + pick(rng, shares)


def draw_credit_score(rng, leaves):
    """Return the credit score, clipped to 350 … 850: 850 is crowded, as in the real table."""
    score = np.where(leaves, 645.5, 652) + np.where(leaves, 101, 96) * rng.standard_normal(ROWS)
    return np.clip(np.rint(score), 350, 850).astype(np.int64)


def draw_surname(rng):
    """Return invented surnames of two parts; like real ones, many customers share one."""
    first = np.array(FIRST_PARTS.split())
    last = np.array(LAST_PARTS.split())
    i = rng.randint(0, len(first), ROWS, dtype=np.int64)
    j = rng.randint(0, len(last), ROWS, dtype=np.int64)
    return np.strings.add(first[i], last[j])


def churn_csv(seed=SEED):
    """Return the bytes of `data/churn.csv`: LF line ends, a zero balance as `0`."""
    table = draw_churn(seed)
    for name in ("Balance", "EstimatedSalary"):
        text = (f"{c // 100}.{c % 100:02d}" for c in table[name].tolist())
        table[name] = [number.rstrip("0").rstrip(".") for number in text]
    lines = [",".join(table)]
    lines += [",".join(map(str, row)) for row in zip(*table.values(), strict=True)]
    return ("\n".join(lines) + "\n").encode("ascii")
