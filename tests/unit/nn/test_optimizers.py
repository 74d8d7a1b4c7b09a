"""Optimizers: the textbook's formulas, validation, and a valley to walk down."""

import importlib

import numpy as np
import pytest

from coursekit.nn import optimizers
from tests.support.checks import optimizers as checks

EACH = pytest.mark.parametrize("cls", optimizers.ALL.values(), ids=optimizers.ALL)


@EACH
def test_forty_steps_of_the_textbook(cls):
    checks.check(importlib.import_module(cls.__module__))


def test_first_steps_by_hand():
    g = np.array([2.0, -4.0])
    assert optimizers.SGD(0.5).step(g).tolist() == [-1.0, 2.0]
    momentum = optimizers.SGD(0.5, momentum=0.5)
    assert [momentum.step(g)[0] for _ in range(3)] == [-1.0, -1.5, -1.75]
    nesterov = optimizers.SGD(0.5, momentum=0.5, nesterov=True)
    assert [nesterov.step(g)[0] for _ in range(2)] == [-1.5, -1.75]
    np.testing.assert_allclose(optimizers.Adam(0.1).step(g), [-0.1, 0.1], rtol=1e-5)
    np.testing.assert_allclose(
        optimizers.Adagrad(1.0, initial_accumulator_value=0.0).step(g), [-1, 1], rtol=1e-7
    )
    np.testing.assert_allclose(optimizers.RMSprop(0.1, rho=0.75).step(g), [-0.2, 0.2], rtol=1e-6)


@pytest.mark.parametrize(
    "optimizer",
    [
        optimizers.SGD(0.05),
        optimizers.SGD(0.02, momentum=0.8),
        optimizers.SGD(0.02, momentum=0.8, nesterov=True),
        optimizers.Adagrad(0.5),
        optimizers.Adadelta(1.0, epsilon=1e-3),
        optimizers.RMSprop(0.01),
        optimizers.RMSprop(0.01, centered=True),
        optimizers.Adam(0.05),
        optimizers.Adam(0.05, amsgrad=True),
    ],
    ids=repr,
)
def test_every_optimizer_finds_the_bottom_of_a_valley(optimizer):
    w = np.array([3.0, -2.0])
    for _ in range(600):
        w += optimizer.step(np.array([2.0, 10.0]) * (w - 1.0))
    assert np.abs(w - 1.0).max() < 0.02


@EACH
@pytest.mark.parametrize("wrong", [0, -0.1, np.nan, np.inf, "fast", None, True, [0.1]])
def test_learning_rate_must_be_a_positive_number(cls, wrong):
    with pytest.raises(ValueError, match="learning_rate must be"):
        cls(learning_rate=wrong)
    optimizer = cls()
    kept = optimizer.learning_rate
    with pytest.raises(ValueError, match="learning_rate must be"):
        optimizer.learning_rate = wrong
    assert optimizer.learning_rate == kept


@pytest.mark.parametrize(
    ("cls", "name", "wrong"),
    [
        (optimizers.SGD, "momentum", 1.0),
        (optimizers.RMSprop, "momentum", -0.1),
        (optimizers.RMSprop, "rho", 1.0),
        (optimizers.Adadelta, "rho", 1.5),
        (optimizers.Adam, "beta_1", 1.0),
        (optimizers.Adam, "beta_2", -1e-9),
        (optimizers.Adam, "epsilon", 0.0),
        (optimizers.Adagrad, "epsilon", -1e-7),
        (optimizers.Adagrad, "initial_accumulator_value", -0.1),
        (optimizers.Adam, "beta_1", "0.9"),
        (optimizers.Adam, "beta_2", float("nan")),
    ],
)
def test_other_arguments_are_checked(cls, name, wrong):
    with pytest.raises(ValueError, match=f"{name} must be"):
        cls(**{name: wrong})


@EACH
def test_learning_rate_may_change_between_steps(cls):
    g, one, two = np.array([0.5, -1.0]), cls(0.1), cls(0.1)
    one.learning_rate = np.float64(0.2)
    assert type(one.learning_rate) is float
    w = np.zeros(2)
    np.testing.assert_allclose(one.step(g, w), 2 * two.step(g, w), rtol=1e-15)


def test_the_averaging_form_of_momentum_is_a_smaller_learning_rate():
    eta, beta, v, g = 0.3, 0.9, 0.0, checks.gradients(1.0)[:, :1]
    sgd = optimizers.SGD(eta * (1 - beta), momentum=beta)
    for x in g:
        v = beta * v + (1 - beta) * x
        np.testing.assert_allclose(sgd.step(x), -eta * v, rtol=1e-12)


def test_another_shape_is_refused_until_it_is_built():
    adam = optimizers.Adam()
    adam.step(np.ones(3))
    with pytest.raises(ValueError, match=r"gradients of shape \(3,\), now it got \(4,\)"):
        adam.step(np.ones(4))
    assert adam.iterations == 1
    adam.build((2, 2), "float64")
    assert adam.iterations == 0
    assert adam.step(np.ones((2, 2))).shape == (2, 2)


def test_optimizers_share_nothing():
    one, two = optimizers.Adam(), optimizers.Adam()
    one.step(np.ones(2))
    assert two.iterations == 0 and not two.built


def test_get_takes_names_and_objects():
    for name, cls in (
        ("adam", optimizers.Adam),
        ("SGD", optimizers.SGD),
        ("RMSprop", optimizers.RMSprop),
    ):
        assert type(optimizers.get(name)) is cls
    mine = optimizers.SGD(0.5)
    assert optimizers.get(mine) is mine
    assert type(optimizers.get(optimizers.Adagrad)) is optimizers.Adagrad
    for wrong in ("adan", "Adma"):
        with pytest.raises(ValueError, match=f"Unknown optimizer '{wrong}'. Did you mean 'Adam'?"):
            optimizers.get(wrong)
    assert repr(mine) == "SGD(learning_rate=0.5, momentum=0.0, nesterov=False)"
