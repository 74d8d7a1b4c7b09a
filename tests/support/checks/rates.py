"""Checks of precision, recall, F1 and the areas under curves, by counts made by hand."""

import numpy as np
import pytest

Y = np.array([1, 1, 1, 0, 0, 0, 0, 1])
P = np.array([0.9, 0.6, 0.2, 0.7, 0.5, 0.1, 0.3, 0.5])  # yes: 3 of them, 2 right; 2 of 4 ones


def check_rates(module):
    """Precision 2/3 and recall 1/2, and so on."""
    assert module.Precision()(Y, P) == 2 / 3 and module.Recall()(Y, P) == 2 / 4
    assert module.Precision(0.65)(Y, P) == 1 / 2 and module.Recall(thresholds=0.15)(Y, P) == 1
    assert module.Precision()(Y, 0 * P) == 0 and module.Recall()(0 * Y, P) == 0
    weights = np.arange(8.0)
    # found: samples 0, 1 (right) and 3; ones missed: 2 and 7
    assert module.Precision()(Y, P, weights) == 1 / 4
    assert module.Recall()(Y, P, weights) == 1 / 10
    for kind in (module.Precision, module.Recall):
        metric = kind()
        for part in (slice(0, 3), slice(3, 8)):
            metric.update_state(Y[part, None], P[part, None])
        assert metric.result() == kind()(Y, P) and metric.direction == "up"
        metric.reset_state()
        assert metric.result() == 0
    with pytest.raises(ValueError):
        module.Precision([0.1, 0.2])
    check_f1(module)


def check_f1(module):
    f1 = module.F1Score(threshold=0.5)
    assert f1(Y[:, None], P[:, None]) == pytest.approx(2 / (3 / 2 + 2), rel=1e-6)
    one_hot = np.eye(3)[[0, 1, 2, 0]]
    scores = np.array([[0.6, 0.3, 0.1], [0.6, 0.3, 0.1], [0.1, 0.2, 0.7], [0.0, 0.0, 0.0]])
    # columns: (TP, FP, FN) = (1, 1, 1), (0, 0, 1), (1, 0, 0): F1 = 1/2, 0, 1
    each = module.F1Score()(one_hot, scores)
    assert each == pytest.approx([0.5, 0, 1], rel=1e-6, abs=1e-6)
    for average, value in (("macro", 0.5), ("weighted", 0.5), ("micro", 4 / 7)):
        assert module.F1Score(average)(one_hot, scores) == pytest.approx(value, rel=1e-6)
    w = [3.0, 1.0, 1.0, 1.0]
    # (TP, FP, FN) = (3, 1, 1), (0, 0, 1), (1, 0, 0): F1 = 3/4, 0, 1; ones 4, 1, 1
    weighted = module.F1Score("weighted")(one_hot, scores, w)
    assert weighted == pytest.approx((4 * 0.75 + 1) / 6, rel=1e-6)
    with pytest.raises(ValueError, match="average"):
        module.F1Score("mean")


def check_auc(module):
    """Areas of hand-made rankings, and of a fine grid beside the pairs that are ranked right."""
    roc, pr = module.AUC(), module.AUC(curve="PR")
    assert roc([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]) == pytest.approx(0.75)
    assert roc([0, 1], [0.1, 0.9]) == pytest.approx(1) == pr([0, 1], [0.1, 0.9])
    assert roc([0, 1], [0.9, 0.1]) == pytest.approx(0)
    assert roc([0, 1], [0.5, 0.5]) == pytest.approx(0.5)
    rng = np.random.default_rng(0)
    y, p = rng.integers(0, 2, 300), rng.uniform(size=300)
    p = np.clip(p + 0.3 * y, 0, 1) / 1.3
    fine = module.AUC(20001)
    pairs = np.sign(p[y == 1][:, None] - p[y == 0]).mean() / 2 + 0.5
    assert fine(y, p) == pytest.approx(pairs, abs=1e-4)
    order = np.argsort(-p)
    precision = np.cumsum(y[order]) / np.arange(1, 301)
    average = precision[y[order] == 1].mean()
    assert module.AUC(20001, "PR")(y, p) == pytest.approx(average, abs=5e-3)
    twice = np.r_[y, y[:50]], np.r_[p, p[:50]]
    weights = np.r_[np.full(50, 2.0), np.ones(250)]
    for metric in (roc, pr):
        assert metric(y, p, weights) == pytest.approx(metric(*twice), rel=1e-12)
        assert metric([0, 0], [0.2, 0.4]) == 0
    with pytest.raises(ValueError, match="curve"):
        module.AUC(curve="prc")
