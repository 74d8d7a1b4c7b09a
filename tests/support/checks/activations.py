"""Checks of a module of activations: numbers by hand, complex steps, kinks, extremes, types."""

import math
import warnings

import numpy as np

from coursekit.nn.activations import Activation

H = 1e-30

# name: (z, a) with z chosen so that a can be worked out by hand
BY_HAND = {
    "linear": ([-2.0, 3.0], [-2.0, 3.0]),
    "step": ([-2.0, 0.0, 1e-300], [0.0, 0.0, 1.0]),
    "sign": ([-2.0, 0.0, 5.0], [-1.0, 0.0, 1.0]),
    "relu": ([-2.0, 0.0, 5.0], [0.0, 0.0, 5.0]),
    "leaky_relu": ([-2.0, 0.0, 5.0], [-0.4, 0.0, 5.0]),
    "sigmoid": ([0.0, math.log(3), -math.log(4)], [0.5, 0.75, 0.2]),
    "tanh": ([0.0, math.log(2), -math.log(2)], [0.0, 0.6, -0.6]),
    "exponential": ([0.0, math.log(7)], [1.0, 7.0]),
    "elu": ([-math.log(2), 0.0, 3.0], [-0.5, 0.0, 3.0]),
    "softplus": ([0.0, math.log(math.e - 1)], [math.log(2), 1.0]),
    "silu": ([0.0, math.log(3)], [0.0, 0.75 * math.log(3)]),
    "gelu": ([-1.0, 0.0, 1.0], [-0.15865525393145707, 0.0, 0.8413447460685429]),
    "selu": ([-math.log(2), 0.0, 2.0], [-0.8790496704236883, 0.0, 2 * 1.0507009873554805]),
    "mish": ([0.0, math.log(math.e - 1)], [0.0, math.tanh(1) * math.log(math.e - 1)]),
    "softsign": ([-3.0, 0.0, 1.0], [-0.75, 0.0, 0.5]),
    "relu6": ([-2.0, 0.0, 5.0, 6.5], [0.0, 0.0, 5.0, 6.0]),
    "hard_sigmoid": ([-4.0, -1.5, 0.0, 3.5], [0.0, 0.25, 0.5, 1.0]),
    "softmax": ([0.0, math.log(2), math.log(5)], [1 / 8, 2 / 8, 5 / 8]),
}

# name: (z, f′(z)), worked out without complex steps
SLOPE_BY_HAND = {
    "gelu": (1.0, 0.8413447460685429 + 0.24197072451914337),  # Φ(1) + φ(1)
    "selu": (1.0, 1.0507009873554805),
    "softsign": (1.0, 0.25),
    "hard_sigmoid": (1.0, 1 / 6),
}

# derivative at exactly 0, as TensorFlow takes it
SLOPE_AT_ZERO = {
    "linear": 1.0, "step": 0.0, "sign": 0.0, "relu": 0.0, "leaky_relu": 0.2, "sigmoid": 0.25,
    "tanh": 1.0, "exponential": 1.0, "elu": 1.0, "softplus": 0.5, "silu": 0.5,
    "gelu": 0.5, "selu": 1.0507009873554805, "mish": 0.6, "softsign": 1.0, "relu6": 0.0,
    "hard_sigmoid": 1 / 6,
}  # fmt: skip

# values and derivatives at -1000 and 1000
FAR_OUT = {
    "linear": ((-1000, 1000), (1, 1)),
    "step": ((0, 1), (0, 0)),
    "sign": ((-1, 1), (0, 0)),
    "relu": ((0, 1000), (0, 1)),
    "leaky_relu": ((-200, 1000), (0.2, 1)),
    "sigmoid": ((0, 1), (0, 0)),
    "tanh": ((-1, 1), (0, 0)),
    "exponential": ((0, np.inf), (0, np.inf)),
    "elu": ((-1, 1000), (0, 1)),
    "softplus": ((0, 1000), (0, 1)),
    "silu": ((0, 1000), (0, 1)),
    "gelu": ((0, 1000), (0, 1)),
    "selu": ((-1.7580993408473766, 1050.7009873554805), (0, 1.0507009873554805)),
    "mish": ((0, 1000), (0, 1)),
    "softsign": ((-1000 / 1001, 1000 / 1001), (1 / 1001**2, 1 / 1001**2)),
    "relu6": ((0, 6), (0, 0)),
    "hard_sigmoid": ((0, 1), (0, 0)),
    "softmax": ((0, 1), None),
}


def kinds(module):
    """Return one activation of every class that the module defines."""
    classes = [
        value
        for value in vars(module).values()
        if isinstance(value, type)
        and issubclass(value, Activation)
        and value.__module__ == module.__name__
    ]
    assert classes
    return [cls() for cls in classes]


def check_all(module):
    """All checks below, for every activation of the module."""
    for f in kinds(module):
        check_by_hand(f)
        check_far_out(f)
        check_types(f)
        for array in ([[-3.1, -0.4, 0.3, 2.2]], [[[-40.0, 1.0], [30.0, -0.5]]]):
            check_derivative(f, np.array(array))
        if f.name == "softmax":
            check_jacobian(f)
        else:
            check_at_zero(f)
        if hasattr(f, "alpha") or hasattr(f, "negative_slope"):
            check_parameter(type(f))


def check_by_hand(f):
    z, a = BY_HAND[f.name]
    np.testing.assert_allclose(f(np.array(z)), a, rtol=1e-14, atol=1e-16)
    z, slope = SLOPE_BY_HAND.get(f.name, (None, None))
    if slope is not None:
        np.testing.assert_allclose(f.derivative(np.array([z])), slope, rtol=1e-14)


def check_derivative(f, z):
    """The complex step of Σ r·f(z) must be ``vjp``, and r·f′(z) unless f mixes its inputs."""
    r = np.cos(np.arange(z.size)).reshape(z.shape)
    expected = np.empty(z.shape)
    for i in range(z.size):
        moved = z.astype(complex)
        moved.flat[i] += 1j * H
        expected.flat[i] = (r * f(moved)).sum().imag / H
    np.testing.assert_allclose(f.vjp(z, f(z), r), expected, rtol=1e-12, atol=1e-15)
    if f.name != "softmax":
        np.testing.assert_allclose(r * f.derivative(z), expected, rtol=1e-12, atol=1e-15)


def check_at_zero(f):
    z = np.zeros(1)
    slope = SLOPE_AT_ZERO[f.name]
    assert f.derivative(z) == slope
    assert f.vjp(z, f(z), np.ones(1)) == slope


def check_far_out(f):
    values, slopes = FAR_OUT[f.name]
    for dtype in (np.float32, np.float64):
        z = np.array([-1000.0, 1000.0], dtype)
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            np.testing.assert_allclose(f(z), values, rtol=1e-7, atol=1e-30)
            if slopes is None:
                assert np.isfinite(f.vjp(z, f(z), z)).all()
            else:
                np.testing.assert_allclose(f.derivative(z), slopes, rtol=1e-7, atol=1e-30)
                if f.name != "exponential":
                    np.testing.assert_allclose(f.vjp(z, f(z), z / z), slopes, rtol=1e-7, atol=1e-30)


def check_types(f):
    for dtype in (np.float32, np.float64):
        z = np.array([[-1.5, 0.0, 2.0]], dtype)
        kept = z.copy()
        a = f(z)
        assert a.dtype == dtype and f.vjp(z, a, a).dtype == dtype
        if f.name != "softmax":
            assert f.derivative(z).dtype == dtype
        assert (z == kept).all()
    assert np.asarray(f([1, 2])).shape == (2,)


def check_jacobian(f):
    z = np.array([[0.3, -1.0, 0.7], [2.0, 0.1, -0.4]])
    jacobian = f.jacobian(z)
    for j in range(3):
        moved = z.astype(complex)
        moved[:, j] += 1j * H
        np.testing.assert_allclose(jacobian[:, :, j], f(moved).imag / H, rtol=1e-13)
    r = np.array([[1.0, -2.0, 0.5]])
    np.testing.assert_allclose(f.vjp(z, f(z), r), np.einsum("nij,ni->nj", jacobian, r + 0 * z))


def check_parameter(cls):
    """A slope or depth of 0.3 given at the start, or at the call, has the same effect."""
    f, z = cls(0.3), np.array([-2.0, -0.5, 0.0, 1.5])
    negative = 0.3 * (np.expm1(z) if hasattr(f, "alpha") else z)
    expected = np.where(z > 0, z, negative)
    np.testing.assert_allclose(f(z), expected, rtol=1e-15)
    np.testing.assert_allclose(cls()(z, 0.3), expected, rtol=1e-15)
    np.testing.assert_allclose(f.derivative(z), cls().derivative(z, 0.3), rtol=1e-15)
    check_derivative(f, np.array([-2.0, -0.5, 1.5]))
    assert f.derivative(np.zeros(1)) == 0.3 == f.vjp(np.zeros(1), np.zeros(1), np.ones(1))
    assert list(f.get_config().values()) == [0.3]
