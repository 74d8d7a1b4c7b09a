"""Metrics: hand numbers, scikit-learn's area, and data in pieces."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import roc_auc_score

from coursekit.nn import metrics

Y = np.array([1, 0, 1, 1])
P = np.array([0.9, 0.5, 0.5, 0.8])


def test_binary_accuracy_counts_sides_of_the_threshold():
    assert metrics.BinaryAccuracy()(Y, P) == 0.75
    assert metrics.BinaryAccuracy(threshold=0.45)(Y, P) == 0.75
    assert metrics.BinaryAccuracy(threshold=0.85)(Y, P) == 0.5
    assert metrics.BinaryAccuracy()(Y, P[:, None]) == 0.75


def test_accuracy_of_several_classes():
    p = np.array([[0.1, 0.6, 0.3], [0.5, 0.2, 0.3], [0.2, 0.2, 0.6], [0.4, 0.4, 0.2]])
    numbers = np.array([1, 0, 0, 1])
    assert metrics.SparseCategoricalAccuracy()(numbers, p) == 0.5
    assert metrics.SparseCategoricalAccuracy()(numbers[:, None], p) == 0.5
    assert metrics.CategoricalAccuracy()(np.eye(3)[numbers], p) == 0.5
    accuracy = metrics.get("accuracy")
    assert accuracy(numbers, p) == accuracy(np.eye(3)[numbers], p) == 0.5
    assert accuracy(Y, P[:, None]) == 0.75


def test_errors():
    y, p = np.array([1.0, 2.0]), np.array([[2.0], [5.0]])
    assert metrics.MeanSquaredError()(y, p) == 5.0
    assert metrics.MeanAbsoluteError()(y, p) == 2.0


@pytest.mark.parametrize(
    "metric",
    [metrics.get(name) for name in ("accuracy", "binary_accuracy", "mse", "mae", "auc")],
    ids=lambda metric: metric.name,
)
def test_pieces_give_the_same_as_the_whole(metric):
    rng = np.random.default_rng(3)
    y, p = rng.integers(0, 2, 101), rng.random(101)
    assert metric.result() == 0.0
    for piece in (slice(0, 7), slice(7, 64), slice(64, 101)):
        metric.update_state(y[piece], p[piece])
    assert metric.result() == pytest.approx(metric(y, p), abs=1e-12)
    metric(y[:3], p[:3])
    assert metric.result() == pytest.approx(metric(y, p), abs=1e-12)
    metric.reset_state()
    assert metric.result() == 0.0


@given(seed=st.integers(0, 10_000), n=st.integers(5, 60))
def test_area_is_exact_when_scores_lie_apart(seed, n):
    rng = np.random.default_rng(seed)
    y = np.append(rng.integers(0, 2, n - 2), [0, 1])
    p = rng.permutation(180)[:n] / 199 + 0.01
    assert metrics.AUC()(y, p) == pytest.approx(roc_auc_score(y, p), abs=1e-12)


def test_area_by_hand():
    assert metrics.AUC()([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) == 0.75
    assert metrics.AUC()([0, 1], [0.3, 0.3]) == 0.5
    assert metrics.AUC()([0, 1], [0.0, 1.0]) == 1.0
    assert metrics.AUC()([1, 1], [0.0, 1.0]) == 0.0
    assert metrics.AUC(num_thresholds=2)([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) == 0.5


def test_area_needs_two_thresholds():
    with pytest.raises(ValueError, match="num_thresholds must be at least 2"):
        metrics.AUC(num_thresholds=1)


def test_get_names_metrics_as_they_were_asked_for():
    assert metrics.get("acc").name == "acc"
    assert metrics.get("mse").name == "mse"
    assert metrics.get(metrics.AUC).name == "auc"
    assert type(metrics.get("BinaryAccuracy")) is metrics.BinaryAccuracy
    mine = metrics.AUC(name="area")
    assert metrics.get(mine) is mine and mine.name == "area"
    with pytest.raises(ValueError, match="Unknown metric 'acuracy'. Did you mean 'accuracy'?"):
        metrics.get("acuracy")


def test_config_rebuilds_the_metric():
    for metric in (metrics.AUC(50, name="a"), metrics.BinaryAccuracy(threshold=0.2)):
        again = type(metric)(**metric.get_config())
        assert again.get_config() == metric.get_config()
