"""The loop twins against SciPy, NumPy and complex steps: a yardstick must itself be straight."""

import numpy as np
import pytest
from scipy import ndimage, signal

from coursekit.nn import naive

RNG = np.random.default_rng(0)
SIZES = [((1, 1), (1, 1)), ((2, 3), (1, 2)), ((3, 2), (2, 1)), ((3, 3), (3, 2))]


@pytest.mark.parametrize(("size", "strides"), SIZES)
def test_convolution_is_scipys_correlation(size, strides):
    x, kernel = RNG.normal(size=(2, 6, 7, 3)), RNG.normal(size=(*size, 3, 2))
    bias = RNG.normal(size=2)
    z = naive.convolution(x, kernel, bias, strides)
    for sample in range(2):
        for k in range(2):
            planes = [
                signal.correlate2d(x[sample, ..., c], kernel[..., c, k], "valid") for c in range(3)
            ]
            expected = sum(planes)[:: strides[0], :: strides[1]] + bias[k]
            np.testing.assert_allclose(z[sample, ..., k], expected, atol=1e-12)


@pytest.mark.parametrize(("size", "strides"), SIZES)
def test_convolution_backward_by_complex_step(size, strides):
    arrays = [RNG.normal(size=(1, 4, 5, 2)), RNG.normal(size=(*size, 2, 2)), RNG.normal(size=2)]
    dz = RNG.normal(size=naive.convolution(*arrays, strides).shape)
    gradients = naive.convolution_backward(*arrays[:2], dz, strides)
    for place, gradient in enumerate(gradients):
        direction = RNG.normal(size=gradient.shape)
        bent = [a.astype(complex) for a in arrays]
        bent[place] += 1e-30j * direction
        slope = (naive.convolution(*bent, strides) * dz).sum().imag / 1e-30
        np.testing.assert_allclose((gradient * direction).sum(), slope, rtol=1e-11)


@pytest.mark.parametrize(
    ("pick", "peer"),
    [
        (np.max, ndimage.maximum_filter),
        (np.min, ndimage.minimum_filter),
        (np.mean, ndimage.uniform_filter),
    ],
)
def test_pooling_is_scipys_filter(pick, peer):
    x = RNG.normal(size=(1, 7, 8, 1))
    y = naive.pooling(x, (3, 3), (2, 1), pick)
    inside = peer(x[0, ..., 0], size=3)[1:-1, 1:-1]  # where the whole window lies in the picture
    np.testing.assert_allclose(y[0, ..., 0], inside[::2], atol=1e-13)


def test_pooling_backward_by_hand():
    x = np.array([[1.0, 3, 3], [0, 3, 2]]).reshape(1, 2, 3, 1)
    dy = np.array([10.0, 100]).reshape(1, 1, 2, 1)
    best = naive.extreme_pooling_backward(x, dy, (2, 2), (1, 1))[0, ..., 0]
    np.testing.assert_array_equal(best, [[0, 110, 0], [0, 0, 0]])
    least = naive.extreme_pooling_backward(x, dy, (2, 2), (1, 1), np.argmin)[0, ..., 0]
    np.testing.assert_array_equal(least, [[0, 0, 0], [10, 0, 100]])
    mean = naive.average_pooling_backward(x, dy, (2, 2), (1, 1))[0, ..., 0]
    np.testing.assert_array_equal(mean, [[2.5, 27.5, 25], [2.5, 27.5, 25]])


def test_dense_and_recurrent_step_are_matrix_products():
    x, kernel, bias = RNG.normal(size=(3, 4)), RNG.normal(size=(4, 2)), RNG.normal(size=2)
    dz, h, recurrent = RNG.normal(size=(3, 2)), RNG.normal(size=(3, 2)), RNG.normal(size=(2, 2))
    np.testing.assert_allclose(naive.dense(x, kernel, bias), x @ kernel + bias)
    expected = dz @ kernel.T, x.T @ dz, dz.sum(axis=0)
    for found, want in zip(naive.dense_backward(x, kernel, dz), expected, strict=True):
        np.testing.assert_allclose(found, want)
    step = naive.recurrent_step(x, h, kernel, recurrent, bias)
    np.testing.assert_allclose(step, np.tanh(x @ kernel + h @ recurrent + bias))


def test_inputs_are_not_changed():
    x, kernel, dz = (
        RNG.normal(size=(1, 3, 3, 1)),
        RNG.normal(size=(2, 2, 1, 1)),
        np.ones((1, 2, 2, 1)),
    )
    before = [a.copy() for a in (x, kernel, dz)]
    naive.convolution_backward(x, kernel, dz)
    naive.extreme_pooling_backward(x, dz, (2, 2), (1, 1))
    for a, b in zip((x, kernel, dz), before, strict=True):
        np.testing.assert_array_equal(a, b)
