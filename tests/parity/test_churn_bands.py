"""On the embedded churn table both engines land in the band that lesson 11 states."""

import keras
import pytest

from coursekit import nn
from coursekit.datasets import load_churn
from tests.support.checks.churn import prepare, scores


@pytest.fixture(scope="module")
def data():
    return prepare(load_churn("embedded"))


@pytest.mark.parametrize(
    ("engine", "seeds", "options"),
    [(nn, range(5), {}), (keras, range(2), {"steps_per_execution": 16})],
    ids=["nn", "keras"],
)
def test_accuracy_and_auc(data, engine, seeds, options):
    accuracy, auc = scores(engine, data, seeds, **options)
    assert accuracy.min() >= 0.84 and accuracy.max() <= 0.88, accuracy
    assert auc.min() >= 0.83 and auc.max() <= 0.88, auc
