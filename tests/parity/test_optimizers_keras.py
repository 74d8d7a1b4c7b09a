"""Optimizers against Keras: the same path over forty steps at three sizes of gradient."""

import keras
import numpy as np
import pytest

from coursekit.nn import optimizers
from tests.checks.optimizers import SCALES, STEPS, gradients
from tests.checks.signatures import check_same_arguments

# numbers that float32 holds exactly, because Keras rounds these options to it
EXACT = {"beta_1": 0.875, "beta_2": 1 - 2**-10}
ALL_SCALES = np.concatenate([gradients(scale) for scale in SCALES], axis=1)
CASES = [
    ("SGD", {}),
    ("SGD", {"learning_rate": 0.1, "momentum": 0.875}),
    ("SGD", {"momentum": 0.875, "nesterov": True}),
    ("Adagrad", {"initial_accumulator_value": 0.125}),
    ("Adagrad", {"learning_rate": 0.5, "initial_accumulator_value": 0.0}),
    ("Adadelta", {}),
    ("Adadelta", {"learning_rate": 1.0, "rho": 0.8, "epsilon": 1e-5}),
    ("RMSprop", {}),
    ("RMSprop", {"momentum": 0.75}),
    ("RMSprop", {"centered": True, "rho": 0.8}),
    ("RMSprop", {"centered": True, "momentum": 0.5, "epsilon": 1e-4}),
    ("Adam", EXACT),
    ("Adam", EXACT | {"amsgrad": True}),
    ("Adam", EXACT | {"learning_rate": 0.1, "epsilon": 1e-3}),
]


@pytest.fixture
def float64():
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")


def keras_path(name, options, g):
    """Return Keras' weights after every step, starting at zero."""
    optimizer = getattr(keras.optimizers, name)(**options)
    variable = keras.Variable(np.zeros(g.shape[1]), dtype=str(g.dtype))
    optimizer.build([variable])
    path = []
    for x in g:
        optimizer.apply_gradients([(keras.ops.convert_to_tensor(x), variable)])
        path.append(variable.numpy().copy())
    return np.array(path)


def our_path(name, options, g):
    optimizer = getattr(optimizers, name)(**options)
    return np.cumsum([optimizer.step(x) for x in g], axis=0)


def assert_same_path(found, expected, tolerance):
    """Compare each column by its own size: the columns differ by seven powers of ten."""
    size = np.abs(expected).max(axis=0)
    np.testing.assert_allclose(found / size, expected / size, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize(("name", "options"), CASES)
def test_same_path_in_float64(float64, name, options):
    expected = keras_path(name, options, ALL_SCALES)
    found = our_path(name, options, ALL_SCALES)
    assert len(found) == STEPS >= 30
    assert_same_path(found, expected, 1e-12)


def test_adam_with_default_betas_differs_only_by_keras_rounding(float64):
    expected = keras_path("Adam", {}, ALL_SCALES)
    rounded = np.cumsum(list(adam_with_rounded_powers(ALL_SCALES)), axis=0)
    assert_same_path(rounded, expected, 1e-12)
    assert_same_path(our_path("Adam", {}, ALL_SCALES), expected, 2e-5)


def adam_with_rounded_powers(g, eta=0.001, beta_1=0.9, beta_2=0.999, epsilon=1e-7):
    """Adam as Keras runs it: the bias correction takes β₁ and β₂ rounded to float32."""
    m = v = 0.0
    for t, x in enumerate(g, start=1):
        m = m + (1 - beta_1) * (x - m)
        v = v + (1 - beta_2) * (x * x - v)
        root = np.sqrt(1 - float(np.float32(beta_2)) ** t)
        yield -eta * root / (1 - float(np.float32(beta_1)) ** t) * m / (np.sqrt(v) + epsilon)


@pytest.mark.parametrize("name", optimizers.ALL)
def test_same_path_in_float32(name):
    g = gradients(1.0).astype("float32")
    found = our_path(name, {}, g)
    assert found.dtype == np.float32
    np.testing.assert_allclose(found, keras_path(name, {}, g), rtol=2e-4, atol=1e-6)


@pytest.mark.parametrize("name", optimizers.ALL)
def test_names_and_arguments(name):
    check_same_arguments(getattr(optimizers, name), getattr(keras.optimizers, name))
    assert type(keras.optimizers.get(name)).__name__ == type(optimizers.get(name)).__name__
