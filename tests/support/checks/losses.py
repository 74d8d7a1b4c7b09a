"""Checks of a module of losses: numbers by hand, gradients by complex steps, fused gradients."""

import math

import numpy as np
import pytest

from coursekit.nn import activations, gradcheck

Y = np.array([[0.0, 2.0], [1.0, -1.0]])
P = np.array([[1.0, 5.0], [0.5, -1.0]])  # errors 1, 3, −0.5, 0


def check_regression(module):
    """Squared, absolute and Huber's error by hand and by complex step."""
    mse, mae, huber = module.MeanSquaredError(), module.MeanAbsoluteError(), module.Huber()
    assert mse(Y, P) == 10.25 / 4
    assert mae(Y, P) == 4.5 / 4
    assert huber(Y, P) == (0.5 + 2.5 + 0.125) / 4
    assert module.Huber(2.0)(Y, P) == (0.5 + 4.0 + 0.125) / 4
    np.testing.assert_array_equal(mae.gradient(Y, P), [[0.25, 0.25], [-0.25, 0.0]])
    np.testing.assert_array_equal(huber.gradient(Y, P), [[0.25, 0.25], [-0.125, 0.0]])
    np.testing.assert_array_equal(module.mean_squared_error(Y, P), [5.0, 0.125])
    np.testing.assert_array_equal(module.mean_absolute_error(Y, P), [2.0, 0.25])
    np.testing.assert_array_equal(module.huber(Y, P), [1.5, 0.0625])
    np.testing.assert_array_equal(huber.gradient(P, Y), [[-0.25, -0.25], [0.125, 0.0]])
    for loss in (mse, mae, huber, module.Huber(2.0), module.MeanSquaredError(reduction="sum")):
        check_gradient(loss, Y, P + 0.01)
        check_types(loss, Y, P)
    check_conventions(module)


def check_conventions(module):
    """The four ways to write a squared error: SSE, ½SSE, 1/n and 1/2n."""
    for convention, value in (
        ("sum", 10.25),
        ("half", 5.125),
        ("mean", 5.125),
        ("half_mean", 2.5625),
    ):
        loss = module.SquaredError(convention)
        assert loss(Y, P) == value
        check_gradient(loss, Y, P)
        check_types(loss, Y, P)
        check_gradient(loss, Y[0], P[0])
        check_gradient(loss, Y.reshape(1, 2, 2), P.reshape(1, 2, 2))  # two steps of a sequence
    assert module.SquaredError("mean")(Y[0], P[0]) == 5.0
    assert module.SquaredError("mean")(Y[:, :1], P[:, :1]) == module.MeanSquaredError()(
        Y[:, :1], P[:, :1]
    )


def check_binary(module):
    """Binary cross-entropy by hand, by complex step, at the clipping limits, and fused."""
    loss, logits = module.BinaryCrossentropy(), module.BinaryCrossentropy(from_logits=True)
    y, p = np.array([[1.0], [0.0]]), np.array([[0.25], [0.5]])
    np.testing.assert_allclose(loss(y, p), 1.5 * math.log(2), rtol=1e-15)
    np.testing.assert_allclose(module.binary_crossentropy(y, p), [2 * math.log(2), math.log(2)])
    np.testing.assert_allclose(loss.gradient(y, p), [[-2.0], [1.0]], rtol=1e-15)
    np.testing.assert_allclose(loss(y, 1 - y), -math.log(1e-7), rtol=1e-9)
    np.testing.assert_array_equal(loss.gradient(y, 1 - y), [[0.0], [0.0]])
    z = np.array([[-3.0, 0.2], [800.0, -800.0]])
    soft = np.array([[0.1, 0.9], [0.0, 1.0]])
    np.testing.assert_allclose(logits(y, np.log([[3.0], [7.0]])), math.log(32 / 3) / 2, rtol=1e-15)
    assert logits(soft[1:], z[1:]) == 800.0
    for one, labels, outputs in (
        (loss, soft, np.array([[0.2, 0.7], [0.9, 0.4]])),
        (logits, soft, z),
    ):
        check_gradient(one, labels, outputs)
        check_types(one, labels, outputs)
    check_fused(loss, activations.sigmoid, soft, z / 100)
    smooth = module.BinaryCrossentropy(label_smoothing=0.25)
    np.testing.assert_allclose(smooth(y, p), loss([[0.875], [0.125]], p), rtol=1e-15)
    check_gradient(smooth, y, p)
    check_fused(smooth, activations.sigmoid, soft, z / 100)
    np.testing.assert_allclose(
        module.binary_crossentropy(y, p, label_smoothing=0.25).mean(), smooth(y, p)
    )
    check_fused(logits, activations.sigmoid, soft, z / 100, of=loss)
    for other in ("tanh", "softmax", "linear"):
        assert loss.fused_gradient(other, y, p) is None


SHARES = np.array([[0.5, 0.25, 0.25], [0.125, 0.75, 0.125]])
NUMBERS = np.array([1, 0])
ONE_HOT = np.eye(3)[NUMBERS]
SUMS = np.array([[0.3, -1.0, 2.0], [800.0, 0.0, -800.0]])


def check_one_hot(module):
    """Categorical cross-entropy of one-hot labels, as for the binary one."""
    check_categorical(module.CategoricalCrossentropy, ONE_HOT)
    np.testing.assert_allclose(module.categorical_crossentropy(ONE_HOT, SHARES), np.log([4.0, 8.0]))
    smooth = module.CategoricalCrossentropy(label_smoothing=0.3)
    softer = np.full((2, 3), 0.1) + 0.7 * ONE_HOT
    np.testing.assert_allclose(
        smooth(ONE_HOT, SHARES), module.CategoricalCrossentropy()(softer, SHARES)
    )
    check_gradient(smooth, ONE_HOT, SHARES)
    check_fused(smooth, activations.softmax, ONE_HOT, SUMS / 100)


def check_sparse(module):
    """The same by class number."""
    check_categorical(module.SparseCategoricalCrossentropy, NUMBERS)
    np.testing.assert_allclose(
        module.sparse_categorical_crossentropy(NUMBERS, SHARES), np.log([4.0, 8.0])
    )
    check_label_limits(module.SparseCategoricalCrossentropy())


def check_categorical(kind, y):
    loss, logits = kind(), kind(from_logits=True)
    np.testing.assert_allclose(loss(y, SHARES), 2.5 * math.log(2), rtol=1e-15)
    np.testing.assert_allclose(loss.per_sample(y, SHARES), np.log([4.0, 8.0]), rtol=1e-15)
    np.testing.assert_allclose(logits(y, np.log(SHARES)), 2.5 * math.log(2), rtol=1e-15)
    np.testing.assert_allclose(logits(y[1:], np.array([[-800.0, 800.0, 0.0]])), 1600.0)
    np.testing.assert_allclose(loss(y, np.eye(3)[[2, 1]]), -math.log(1e-7), rtol=1e-6)
    for one, outputs in ((loss, SHARES), (loss, 2.5 * SHARES / 3), (logits, SUMS)):
        check_gradient(one, y, outputs)
    check_gradient(kind(reduction="sum"), y, SHARES)
    check_types(loss, y, SHARES)
    check_types(logits, y, SUMS)
    clipped = loss.gradient(y, np.array([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))
    assert np.isfinite(clipped).all() and clipped[0, 1] == 0 and clipped[1, 0] == 0
    check_fused(loss, activations.softmax, y, SUMS / 100)
    check_fused(logits, activations.softmax, y, SUMS / 100, of=loss)
    for other in ("tanh", "sigmoid", "linear"):
        assert loss.fused_gradient(other, y, SHARES) is None


def check_label_limits(loss):
    loss.check_labels(np.array([0, 2]), (None, 3))
    for wrong in ([0, 3], [-1, 0], [0.5, 1.0]):
        with pytest.raises(ValueError, match="whole numbers from 0 to 2"):
            loss.check_labels(np.array(wrong), (None, 3))


def check_gradient(loss, y_true, y_pred):
    """The gradient must be the complex step of the loss itself."""
    expected = gradcheck.complex_step(lambda p: loss(y_true, p), y_pred)
    np.testing.assert_allclose(loss.gradient(y_true, y_pred), expected, rtol=1e-12, atol=1e-15)
    check_weights(loss, y_true, y_pred)


def check_fused(loss, activation, y_true, z, of=None):
    """The shortcut must be the derivative of loss(activation(z)) with respect to z.

    A loss for sums that stands behind its activation takes the sums before it: it has the gradient
    ``of`` the same loss for probabilities.
    """
    expected = gradcheck.complex_step(lambda z: (of or loss)(y_true, activation(z)), z)
    a = activation(z)
    fused = loss.fused_gradient(activation.name, y_true, a)
    assert (a == activation(z)).all()
    np.testing.assert_allclose(fused, expected, rtol=1e-9, atol=1e-14)
    w = np.linspace(0.5, 2.0, len(a))
    weighted = loss.fused_gradient(activation.name, y_true, a, w)
    expected = gradcheck.complex_step(lambda z: (of or loss)(y_true, activation(z), w), z)
    np.testing.assert_allclose(weighted, expected, rtol=1e-9, atol=1e-14)
    np.testing.assert_allclose(loss.on_sums()(y_true, z), (of or loss)(y_true, a), rtol=1e-6)


def check_weights(loss, y_true, y_pred):
    """Weighted, a loss is the mean of weight times each sample's own loss; its gradient follows."""
    w = np.arange(1.0, len(y_pred) + 1)
    alone = [float(loss(y_true[i : i + 1], y_pred[i : i + 1])) for i in range(len(w))]
    expected = np.dot(w, alone) / (1 if loss.reduction == "sum" else len(w))
    np.testing.assert_allclose(loss(y_true, y_pred, w), expected, rtol=1e-12)
    found = loss.gradient(y_true, y_pred, w)
    step = gradcheck.complex_step(lambda p: loss(y_true, p, w), y_pred)
    np.testing.assert_allclose(found, step, rtol=1e-12, atol=1e-15)


def check_types(loss, y_true, y_pred):
    for dtype in (np.float32, np.float64):
        p, y = y_pred.astype(dtype), y_true.copy()
        kept = p.copy()
        assert loss(y, p).dtype == dtype and loss.gradient(y, p).dtype == dtype
        assert (p == kept).all() and (y == y_true).all()
