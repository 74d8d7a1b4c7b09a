"""The embedded churn table behaves like the real one, whose figures are typed in here."""

import hashlib

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from coursekit.datasets import load_churn
from coursekit.datasets.churn import EMBEDDED_SHA256, churn_inputs
from coursekit.paths import data_dir
from workshop.data.churn_table import churn_csv

AGES = [17, 25, 30, 35, 40, 45, 50, 55, 60, 65, 70, 100]

# mean, standard deviation, and the quantiles .05, .25, .5, .75, .95 of the real table,
# with the difference allowed in each
COLUMNS = {
    "CustomerId": (15_690_940.6, 71_936, (15_578_824, 15_628_528, 15_690_738, 15_753_234, 15_803_034), 2_800),  # noqa: E501
    "CreditScore": (650.5, 96.65, (489, 584, 652, 718, 812), 6),
    "Age": (38.92, 10.49, (25, 32, 37, 44, 60), 1.1),
    "Tenure": (5.01, 2.89, (1, 3, 5, 7, 9), 0.2),
    "Balance": (76_486, 62_397, (0, 0, 97_199, 127_644, 162_711), 2_100),
    "EstimatedSalary": (100_090, 57_510, (9_852, 51_002, 100_194, 149_388, 190_155), 2_300),
}  # fmt: skip

# value: (rows of the real table, share of them who left)
SHARES = {
    "Geography": {"France": (5014, 0.1615), "Germany": (2509, 0.3244), "Spain": (2477, 0.1667)},
    "Gender": {"Female": (4543, 0.2507), "Male": (5457, 0.1646)},
    "NumOfProducts": {1: (5084, 0.2771), 2: (4590, 0.0758), 3: (266, 0.8271), 4: (60, 1.0)},
    "HasCrCard": {0: (2945, 0.2081), 1: (7055, 0.2018)},
    "IsActiveMember": {0: (4849, 0.2685), 1: (5151, 0.1427)},
}

# by age group: rows, share who left, share who are active
BY_AGE = [
    (611, 0.075, 0.529), (1357, 0.075, 0.503), (2185, 0.091, 0.512), (2266, 0.150, 0.484),
    (1470, 0.268, 0.473), (850, 0.464, 0.469), (461, 0.584, 0.536), (336, 0.533, 0.637),
    (200, 0.400, 0.715), (131, 0.183, 0.847), (133, 0.083, 0.910),
]  # fmt: skip

# (country, zero balance): rows, share who left, shares of 1 to 4 products
BY_BALANCE = {
    ("France", 0): (2596, 0.182, (0.733, 0.242, 0.018, 0.007)),
    ("France", 1): (2418, 0.139, (0.252, 0.719, 0.024, 0.005)),
    ("Germany", 0): (2509, 0.324, (0.538, 0.415, 0.038, 0.010)),
    ("Spain", 0): (1278, 0.196, (0.725, 0.252, 0.020, 0.004)),
    ("Spain", 1): (1199, 0.136, (0.246, 0.718, 0.034, 0.002)),
}

CORRELATIONS = {
    ("Age", "Exited"): 0.285, ("Balance", "Exited"): 0.119, ("IsActiveMember", "Exited"): -0.156,
    ("NumOfProducts", "Exited"): -0.048, ("CreditScore", "Exited"): -0.027,
    ("Tenure", "Exited"): -0.014, ("EstimatedSalary", "Exited"): 0.012,
    ("Balance", "NumOfProducts"): -0.304, ("Age", "IsActiveMember"): 0.085,
}  # fmt: skip


@pytest.fixture(scope="module")
def table():
    return load_churn("embedded")


def near(share, real, rows, extra=0.02):
    """Whether two samples of `rows` may differ so: 3 standard errors and a little more."""
    return abs(share - real) <= 3 * np.sqrt(2 * max(real * (1 - real), 0.01) / rows) + extra


def test_the_generator_writes_the_committed_file_to_the_byte():
    content = churn_csv()
    assert content == (data_dir() / "churn.csv").read_bytes()
    assert hashlib.sha256(content).hexdigest() == EMBEDDED_SHA256
    assert churn_csv(seed=1) != content


def test_what_holds_exactly(table):
    assert table["RowNumber"].tolist() == list(range(1, 10_001))
    assert table["CustomerId"].is_unique
    assert table["Exited"].sum() == 2037
    assert not ((table["Geography"] == "Germany") & (table["Balance"] == 0)).any()
    limits = {
        "CustomerId": (15_565_701, 15_815_690), "CreditScore": (350, 850), "Age": (18, 92),
        "Tenure": (0, 10), "NumOfProducts": (1, 4), "EstimatedSalary": (12, 199_992),
    }  # fmt: skip
    for name, (low, high) in limits.items():
        assert table[name].between(low, high).all(), name
    assert table.loc[table["Balance"] > 0, "Balance"].between(3_000, 260_000).all()
    assert (table["CreditScore"] == 850).mean() == pytest.approx(0.0233, abs=0.006)
    assert table["Surname"].nunique() > 2_000 and table["Surname"].value_counts().iloc[0] <= 32


@pytest.mark.parametrize("name", COLUMNS)
def test_columns_spread_as_in_the_real_table(table, name):
    mean, deviation, quantiles, allowed = COLUMNS[name]
    column = table[name]
    assert column.mean() == pytest.approx(mean, abs=allowed)
    assert column.std() == pytest.approx(deviation, abs=allowed)
    found = column.quantile([0.05, 0.25, 0.5, 0.75, 0.95])
    assert found.to_numpy() == pytest.approx(np.array(quantiles), abs=max(allowed, 1))


@pytest.mark.parametrize("name", SHARES)
def test_groups_are_as_large_and_leave_as_often(table, name):
    groups = table.groupby(name)["Exited"].agg(["size", "mean"])
    for value, (rows, rate) in SHARES[name].items():
        assert near(groups.loc[value, "size"] / 10_000, rows / 10_000, 10_000, extra=0.005), value
        assert near(groups.loc[value, "mean"], rate, rows), value


def test_age_bends_leaving_and_activity_as_in_the_real_table(table):
    groups = table.groupby(pd.cut(table["Age"], AGES), observed=False)
    found = groups.agg(
        n=("Exited", "size"), rate=("Exited", "mean"), active=("IsActiveMember", "mean")
    )
    for (rows, rate, active), (_, group) in zip(BY_AGE, found.iterrows(), strict=True):
        assert near(group["n"] / 10_000, rows / 10_000, 10_000, extra=0.02)
        assert near(group["rate"], rate, rows, extra=0.05)
        assert near(group["active"], active, rows, extra=0.05)


def test_products_depend_on_country_and_balance_as_in_the_real_table(table):
    groups = table.groupby(["Geography", (table["Balance"] == 0).astype(int)])
    for key, (rows, rate, products) in BY_BALANCE.items():
        group = groups.get_group(key)
        assert near(len(group) / 10_000, rows / 10_000, 10_000)
        assert near(group["Exited"].mean(), rate, rows)
        for number, share in enumerate(products, start=1):
            assert near((group["NumOfProducts"] == number).mean(), share, rows), (key, number)


def test_columns_go_together_as_in_the_real_table(table):
    for (first, second), real in CORRELATIONS.items():
        assert table[first].corr(table[second]) == pytest.approx(real, abs=0.04), (first, second)


def numbers(table):
    """The 11 inputs of the lesson and the label."""
    return churn_inputs(table), table["Exited"].to_numpy()


def auc_of(model, x, y):
    """AUC over the whole table, each fifth scored by a model that has not seen it."""
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    return roc_auc_score(y, cross_val_predict(model, x, y, cv=folds, method="predict_proba")[:, 1])


def test_models_score_as_on_the_real_table(table):
    """Cross-validated AUC on the real table: logistic regression .765, boosting .866.

    Over seeds the generator gives .7635 ± .006 and .869 ± .004: the bands hold two such deviations.
    """
    x, y = numbers(table)
    logistic = make_pipeline(StandardScaler(), LogisticRegression())
    boosting = GradientBoostingClassifier(random_state=0)
    assert auc_of(logistic, x, y) == pytest.approx(0.765, abs=0.012)
    assert auc_of(boosting, x, y) == pytest.approx(0.866, abs=0.008)


def test_the_standard_split_scores_as_on_the_real_table(table):
    """The real table's split: 405 leavers, logistic .811 and AUC .772, boosting .867 and .875."""
    x, y = numbers(table)
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=0)
    assert y_test.sum() == pytest.approx(405, abs=5)
    logistic = make_pipeline(StandardScaler(), LogisticRegression()).fit(x_train, y_train)
    boosting = GradientBoostingClassifier(random_state=0).fit(x_train, y_train)
    for model, accuracy, auc in ((logistic, 0.811, 0.772), (boosting, 0.867, 0.875)):
        assert model.score(x_test, y_test) == pytest.approx(accuracy, abs=0.008)
        assert roc_auc_score(y_test, model.predict_proba(x_test)[:, 1]) == pytest.approx(
            auc, abs=0.01
        )
