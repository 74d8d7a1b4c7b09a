"""Checks of the losses beyond the lessons: numbers by hand and gradients by complex step."""

import math

import numpy as np
import pytest

from tests.support.checks.losses import check_gradient, check_types

Y = np.array([[1.0, 2.0], [4.0, 0.5]])
P = np.array([[1.5, 1.0], [3.0, 0.75]])  # errors ½, −1, −1, ¼


def check_relative(module):
    """Percentages, logarithms and ln cosh."""
    mape, msle = module.MeanAbsolutePercentageError(), module.MeanSquaredLogarithmicError()
    np.testing.assert_allclose(mape(Y, P), 100 * (0.5 + 0.5 + 0.25 + 0.5) / 4, rtol=1e-14)
    np.testing.assert_allclose(mape(0 * Y, 0 * P + 1e-7), 100, rtol=1e-9)
    logs = [math.log(2.5 / 2), math.log(2 / 3), math.log(4 / 5), math.log(1.75 / 1.5)]
    np.testing.assert_allclose(msle(Y, P), sum(v * v for v in logs) / 4, rtol=1e-13)
    low = msle.gradient(Y, -P)
    np.testing.assert_array_equal(low, 0 * P)
    np.testing.assert_allclose(msle(Y, -P), np.square(np.log1p(Y) - np.log1p(1e-7)).mean())
    cosh = module.LogCosh()
    expected = np.log(np.cosh([0.5, 1, 1, 0.25])).sum() / 4
    np.testing.assert_allclose(cosh(Y, P), expected, rtol=1e-13)
    np.testing.assert_allclose(cosh([0.0], [-900.0]), 900 - math.log(2), rtol=1e-14)
    for loss in (mape, msle, cosh, module.LogCosh(reduction="sum")):
        check_gradient(loss, Y, P)
        check_types(loss, Y, P)
    for name, kind in (
        ("mean_absolute_percentage_error", mape),
        ("mean_squared_logarithmic_error", msle),
        ("log_cosh", cosh),
    ):
        np.testing.assert_array_equal(getattr(module, name)(Y, P), kind.per_sample(Y, P))


def check_hinge(module):
    """Margins, for labels −1 and 1 and for 0 and 1."""
    hinge, squared = module.Hinge(), module.SquaredHinge()
    y, p = np.array([[1.0, -1.0], [1.0, -1.0]]), np.array([[0.25, 0.5], [2.0, -3.0]])
    assert hinge(y, p) == (0.75 + 1.5) / 4 == hinge((y + 1) / 2, p)
    assert squared(y, p) == (0.5625 + 2.25) / 4 == squared((y + 1) / 2, p)
    assert hinge(2 * y, p) == (0.5 + 2) / 4, "other labels stay as they are"
    np.testing.assert_array_equal(hinge.gradient(y, p), [[-0.25, 0.25], [0.0, 0.0]])
    for loss in (hinge, squared):
        check_gradient(loss, y, p)
        check_types(loss, y, p)
    np.testing.assert_array_equal(module.hinge(y, p), [1.125, 0.0])
    np.testing.assert_array_equal(module.squared_hinge(y, p), [1.40625, 0.0])


def check_divergence(module):
    """Distributions and counts."""
    kl, poisson = module.KLDivergence(), module.Poisson()
    y, p = np.array([[0.5, 0.5], [0.25, 0.75]]), np.array([[0.25, 0.75], [0.5, 0.5]])
    first = 0.5 * math.log(2) + 0.5 * math.log(2 / 3)
    second = 0.25 * math.log(0.5) + 0.75 * math.log(1.5)
    np.testing.assert_allclose(kl(y, p), (first + second) / 2, rtol=1e-14)
    np.testing.assert_allclose(module.kl_divergence(y, p), [first, second], rtol=1e-14)
    assert kl(np.eye(2), np.eye(2)) == 0
    np.testing.assert_allclose(kl(np.eye(2), 1 - np.eye(2)), -math.log(1e-7), rtol=1e-5)
    assert kl.gradient(y, np.array([[0.0, 1.5], [0.5, 0.5]]))[0].tolist() == [0, 0]
    np.testing.assert_allclose(poisson(Y, P), (P - Y * np.log(P + 1e-7)).mean(), rtol=1e-14)
    np.testing.assert_allclose(poisson([2.0], [0.0]), 2 * -math.log(1e-7), rtol=1e-12)
    np.testing.assert_array_equal(module.poisson(Y, P), poisson.per_sample(Y, P))
    for loss in (kl, module.KLDivergence(reduction="sum"), poisson):
        check_gradient(loss, y, p)
        check_types(loss, y, p)


def check_own(module):
    """A function of one's own has the value and gradient of the loss it copies."""
    from coursekit.nn import losses

    y, p = np.array([[1.0, 2.0], [4.0, 0.5], [1.0, 0.0]]), np.array([[1.5, 1], [3, 0.75], [0, 2]])

    def each(y_true, y_pred):
        return (np.abs(y_pred - y_true) + (y_pred - y_true) ** 2).mean(axis=-1)

    known = losses.MeanAbsoluteError(), losses.MeanSquaredError()
    w = np.array([1.0, 0.0, 3.0])
    for options in ((), (w,)):
        value = sum(loss(y, p, *options) for loss in known)
        slope = sum(loss.gradient(y, p, *options) for loss in known)
        own = module.OwnLoss(each)
        np.testing.assert_allclose(own(y, p, *options), value, rtol=1e-14)
        np.testing.assert_allclose(own.gradient(y, p, *options), slope, rtol=1e-8, atol=1e-9)
    total = module.OwnLoss(each, reduction="sum")
    np.testing.assert_allclose(total.gradient(y, p), 3 * own.gradient(y, p), rtol=1e-12)
    whole = module.OwnLoss(lambda y_true, y_pred: each(y_true, y_pred).mean())
    assert whole.whole_batch and own.name == "each"
    np.testing.assert_allclose(whole(y, p), each(y, p).mean(), rtol=1e-14)
    np.testing.assert_allclose(whole.gradient(y, p), own.gradient(y, p), rtol=1e-8, atol=1e-9)
    steps_y, steps_p = y.reshape(1, 3, 2), p.reshape(1, 3, 2)
    slope = module.OwnLoss(each).gradient(steps_y, steps_p)
    np.testing.assert_allclose(slope.reshape(3, 2), own.gradient(y, p), rtol=1e-12)
    far = module.OwnLoss(losses.mean_squared_error).gradient(y, 1e6 + p)
    np.testing.assert_allclose(far, 2 * (1e6 + p - y) / 6, rtol=1e-8)
    curved = module.OwnLoss(lambda y_true, y_pred: np.exp(y_pred - y_true).mean(axis=-1))
    np.testing.assert_allclose(curved.gradient(y, p), np.exp(p - y) / 6, rtol=1e-8)
    with pytest.raises(ValueError, match="one value for each sample"):
        module.OwnLoss(lambda a, b: np.ones(2))(y, p)
    with pytest.raises(ValueError, match="cannot have weights"):
        whole.gradient(y, p, w)
