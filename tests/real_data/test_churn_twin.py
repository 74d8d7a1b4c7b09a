"""A classifier can hardly tell the embedded churn table from the real one (`COURSEKIT_CHURN`)."""

import os

import numpy as np
import pandas as pd
import pytest
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict

from coursekit.datasets import load_churn
from coursekit.datasets.churn import churn_inputs


@pytest.fixture(scope="module")
def tables():
    return load_churn(os.environ["COURSEKIT_CHURN"]), load_churn("embedded")


def test_a_classifier_told_to_separate_them_is_near_chance(tables):
    x = np.vstack([np.column_stack([churn_inputs(table), table["Exited"]]) for table in tables])
    origin = np.repeat([0, 1], 10_000)
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    model = GradientBoostingClassifier(n_estimators=50, random_state=0)
    p = cross_val_predict(model, x, origin, cv=folds, method="predict_proba")[:, 1]
    assert 0.47 < roc_auc_score(origin, p) < 0.53


def test_no_row_of_the_real_table_was_copied(tables):
    facts = ["CreditScore", "Age", "Tenure", "Balance", "EstimatedSalary"]
    assert pd.merge(*(table[facts] for table in tables), on=facts).empty


def test_columns_and_kinds_agree(tables):
    real, embedded = tables
    assert real.attrs["source"] == "real table"
    assert real.dtypes.equals(embedded.dtypes)
    assert real["Exited"].sum() == embedded["Exited"].sum()
