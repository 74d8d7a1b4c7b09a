"""The measurements of lesson 11 rank as they should and find the column that matters."""

import numpy as np
import pytest
from sklearn.inspection import permutation_importance as of_sklearn
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from coursekit.studies.churn import SIX_MODELS, permutation_importance


def rows(n, seed):
    """Rows of which the second column alone decides."""
    x = np.random.default_rng(seed).normal(size=(n, 3))
    return x, (x[:, 1] > 0).astype(int)


@pytest.mark.parametrize("name", SIX_MODELS)
def test_every_model_learns_to_rank(name):
    (x, y), (new, wanted) = rows(300, 0), rows(200, 1)
    scores = SIX_MODELS[name](x, y, new)
    assert scores.shape == (200,)
    assert roc_auc_score(wanted, scores) > 0.9


def test_importance_lies_in_the_column_that_decides_and_leaves_the_rows_alone():
    x, y = rows(400, 2)
    before = x.copy()
    lost = permutation_importance(lambda rows: rows[:, 1], x, y)
    assert np.array_equal(x, before)
    assert lost[[0, 2]].tolist() == [0, 0]  # never looked at
    assert lost[1] == pytest.approx(0.5, abs=0.06)  # a shuffled column ranks by chance


def test_importance_is_that_of_scikit_learn():
    x, y = rows(400, 3)
    model = LogisticRegression().fit(x, y)
    lost = permutation_importance(lambda rows: model.predict_proba(rows)[:, 1], x, y, repeats=40)
    theirs = of_sklearn(model, x, y, scoring="roc_auc", n_repeats=40, random_state=1)
    np.testing.assert_allclose(lost, theirs.importances_mean, atol=0.02)
