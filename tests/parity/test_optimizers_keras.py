"""Optimizers against Keras: the same path over forty steps at three sizes of gradient."""

import keras
import numpy as np
import pytest

from coursekit.nn import optimizers
from tests.support.checks.optimizers import SCALES, STEPS, gradients
from tests.support.checks.signatures import check_same_arguments

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
    ("AdamW", EXACT | {"weight_decay": 2**-8}),
    ("AdamW", EXACT | {"weight_decay": 0.5, "learning_rate": 0.125}),
    ("SGD", {"weight_decay": 0.25, "momentum": 0.5}),
    ("RMSprop", {"weight_decay": 0.25}),
    ("Adagrad", {"clipvalue": 0.5, "initial_accumulator_value": 0.125}),
    ("Adadelta", {"clipnorm": 0.75}),
    ("SGD", {"clipnorm": 0.75, "weight_decay": 0.125}),
    ("SGD", {"global_clipnorm": 0.75}),
]
START = 0.5
FIRST = 2  # how many of the columns are one weight array; the others are a second one


@pytest.fixture
def float64():
    keras.config.set_floatx("float64")
    yield
    keras.config.set_floatx("float32")


def keras_path(name, options, g):
    """Return Keras' weights, two arrays side by side, after every step."""
    optimizer = getattr(keras.optimizers, name)(**options)
    pieces = np.split(np.full(g.shape[1], START), [FIRST])
    variables = [keras.Variable(piece, dtype=str(g.dtype)) for piece in pieces]
    optimizer.build(variables)
    path = []
    for x in g:
        gradients_ = [keras.ops.convert_to_tensor(piece) for piece in np.split(x, [FIRST])]
        optimizer.apply_gradients(zip(gradients_, variables, strict=True))
        path.append(np.concatenate([variable.numpy() for variable in variables]))
    return np.array(path)


def our_path(name, options, g):
    optimizer = getattr(optimizers, name)(**options)
    optimizer.build(g.shape[1], g.dtype, [slice(0, FIRST), slice(FIRST, g.shape[1])])
    w, path = np.full(g.shape[1], START, g.dtype), []
    for x in g:
        w = w + optimizer.step(x, w)
        path.append(w)
    return np.array(path)


def assert_same_path(found, expected, tolerance):
    """Compare each column by its own size: the columns differ by seven powers of ten."""
    size = np.abs(expected - START).max(axis=0)
    # the weights themselves are rounded at the size of START
    floor = 100 * np.finfo(found.dtype).eps / size
    assert (np.abs(found - expected) / size <= tolerance + floor).all()


@pytest.mark.parametrize(("name", "options"), CASES)
def test_same_path_in_float64(float64, name, options):
    expected = keras_path(name, options, ALL_SCALES)
    found = our_path(name, options, ALL_SCALES)
    assert len(found) == STEPS >= 30
    assert_same_path(found, expected, 1e-12)


def test_adam_with_default_betas_differs_only_by_keras_rounding(float64):
    expected = keras_path("Adam", {}, ALL_SCALES)
    rounded = START + np.cumsum(list(adam_with_rounded_powers(ALL_SCALES)), axis=0)
    assert_same_path(rounded, expected, 1e-12)
    assert_same_path(our_path("Adam", {}, ALL_SCALES), expected, 2e-5)


def test_nadam_differs_from_keras_only_by_its_rounding(float64):
    exact = {"beta_1": 0.5, "beta_2": 0.75}
    expected = keras_path("Nadam", exact, ALL_SCALES)
    rounded = [list(nadam_with_rounded_decay(column, **exact)) for column in ALL_SCALES.T]
    assert_same_path(START + np.cumsum(rounded, axis=1).T, expected, 1e-12)
    assert_same_path(our_path("Nadam", exact, ALL_SCALES), expected, 1e-6)


def nadam_with_rounded_decay(g, beta_1, beta_2, eta=0.001, epsilon=1e-7):
    """Nadam as Keras runs it: the momentum, but not its product, takes 0.96 rounded to float32."""
    m = v = 0.0
    product = 1.0
    for t, x in enumerate(g, start=1):
        u, u_next = (beta_1 * (1 - 0.5 * float(np.float32(0.96)) ** k) for k in (t, t + 1))
        product *= beta_1 * (1 - 0.5 * 0.96**t)
        m = m + (1 - beta_1) * (x - m)
        v = v + (1 - beta_2) * (x * x - v)
        m_hat = u_next * m / (1 - product * u_next) + (1 - u) * x / (1 - product)
        yield -eta * m_hat / (np.sqrt(v / (1 - beta_2**t)) + epsilon)


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


RATES = [
    ("ExponentialDecay", {"decay_steps": 7, "decay_rate": 0.5}),
    ("ExponentialDecay", {"decay_steps": 7, "decay_rate": 0.5, "staircase": True}),
    ("CosineDecay", {"decay_steps": 25}),
    ("CosineDecay", {"decay_steps": 20, "alpha": 0.125, "warmup_target": 0.5, "warmup_steps": 8}),
    ("CosineDecay", {"decay_steps": 20, "warmup_target": 0.5}),
    ("InverseTimeDecay", {"decay_steps": 7, "decay_rate": 0.5}),
    ("InverseTimeDecay", {"decay_steps": 7, "decay_rate": 0.5, "staircase": True}),
    ("PolynomialDecay", {"decay_steps": 25, "end_learning_rate": 0.0625}),
    ("PolynomialDecay", {"decay_steps": 8, "end_learning_rate": 0.125, "power": 2.0}),
    (
        "PolynomialDecay",
        {"decay_steps": 8, "end_learning_rate": 0.5, "power": 0.5, "cycle": True},
    ),
    ("CosineDecayRestarts", {"first_decay_steps": 5}),
    ("CosineDecayRestarts", {"first_decay_steps": 8, "t_mul": 1.0, "m_mul": 0.5, "alpha": 0.25}),
    ("CosineDecayRestarts", {"first_decay_steps": 3, "t_mul": 1.5, "m_mul": 0.75}),
]
ALL_RATES = [(n, {"initial_learning_rate": 0.25} | options) for n, options in RATES] + [
    ("PiecewiseConstantDecay", {"boundaries": [5, 11], "values": [0.5, 0.25, 0.125]})
]


@pytest.mark.parametrize(("name", "options"), ALL_RATES)
def test_schedules(float64, name, options):
    ours = getattr(optimizers.schedules, name)(**options)
    # Keras computes in float32 unless the first rate says otherwise
    wide = {k: np.float64(v) if k == "initial_learning_rate" else v for k, v in options.items()}
    theirs = getattr(keras.optimizers.schedules, name)(**wide)
    expected = [float(theirs(step)) for step in range(STEPS)]
    np.testing.assert_allclose([ours(step) for step in range(STEPS)], expected, rtol=1e-12)
    assert ours.get_config() == theirs.get_config()
    check_same_arguments(type(ours), type(theirs))
    g = gradients(1.0)
    for optimizer in ("SGD", "RMSprop"):
        found = our_path(optimizer, {"learning_rate": ours}, g)
        assert_same_path(found, keras_path(optimizer, {"learning_rate": theirs}, g), 1e-12)


@pytest.mark.parametrize("name", optimizers.ALL)
def test_configuration_of_keras_makes_ours(name):
    rate = keras.optimizers.schedules.ExponentialDecay(0.25, 3, 0.5)
    theirs = getattr(keras.optimizers, name)(rate, clipnorm=0.5)
    ours = optimizers.get(keras.optimizers.serialize(theirs))
    assert type(ours).__name__ == name
    assert ours.schedule(6) == pytest.approx(float(rate(6)))
    plain = {k: v for k, v in theirs.get_config().items() if k not in ("learning_rate", "name")}
    mine = ours.get_config()
    assert all(mine[k] == pytest.approx(v) for k, v in plain.items() if k in mine and v is not None)


@pytest.mark.parametrize("name", optimizers.ALL)
def test_names_and_arguments(name):
    check_same_arguments(getattr(optimizers, name), getattr(keras.optimizers, name))
    assert type(keras.optimizers.get(name)).__name__ == type(optimizers.get(name)).__name__
