"""Schedules, clipping, weight decay and the memory of an optimizer that can be saved."""

import json
import math

import numpy as np
import pytest

from coursekit import nn
from coursekit.nn import optimizers
from coursekit.nn.optimizers import schedules
from coursekit.nn.serialize import rebuild, spec
from tests.support.checks import schedules as checks

EACH = pytest.mark.parametrize("cls", optimizers.ALL.values(), ids=optimizers.ALL)


def test_schedules_by_hand():
    checks.check_schedules(schedules)


def test_clipping_by_hand():
    checks.check_clipping(optimizers.clipping)


def test_an_optimizer_follows_its_schedule():
    checks.check_optimizer(optimizers.base)


def test_memory_by_hand():
    checks.check_memory(optimizers.memory)


@EACH
def test_a_scheduled_rate_is_the_same_as_setting_it(cls):
    rate = schedules.ExponentialDecay(0.5, 3, 0.7)
    one, two, w = cls(rate), cls(0.5), np.ones(2)
    for step in range(5):
        assert one.learning_rate == pytest.approx(0.5 * 0.7 ** (step / 3))
        two.learning_rate = rate(step)
        g = np.array([1.0, -0.5]) * (step + 1)
        np.testing.assert_array_equal(one.step(g, w), two.step(g, w))
    one.reset()
    assert one.learning_rate == 0.5


@EACH
def test_memory_can_be_taken_out_and_put_back(cls):
    one, two, w = cls(), cls(), np.ones(3)
    gradients = np.random.default_rng(0).normal(size=(6, 3))
    for g in gradients[:3]:
        one.step(g, w)
    two.build(3, "float64")
    two.set_state(one.get_state())
    assert two.iterations == 3
    for g in gradients[3:]:
        np.testing.assert_array_equal(two.step(g, w), one.step(g, w))
    assert cls().get_state() == {}
    with pytest.raises(ValueError, match="Call build"):
        cls().set_state(one.get_state())
    with pytest.raises(ValueError, match="lacks iterations"):
        two.set_state({slot: 0 for slot in two.slots})


@EACH
def test_every_option_survives_json(cls):
    rate = schedules.CosineDecay(0.0, 10, 0.1, warmup_target=0.5, warmup_steps=3)
    optimizer = cls(rate, weight_decay=0.25, global_clipnorm=2.0)
    again = rebuild(json.loads(json.dumps(spec(optimizer))))
    assert again.get_config() == optimizer.get_config()
    assert repr(again.schedule) == repr(rate)
    assert cls.from_config(optimizer.get_config()).weight_decay == 0.25


@EACH
@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (dict(lr=0.1), "knows no lr, got 0.1: write learning_rate"),
        (dict(decay=0.1), "ExponentialDecay"),
        (dict(use_ema=True), "knows only use_ema=False"),
        (dict(gradient_accumulation_steps=2), "larger batch_size"),
        (dict(learning_rat=0.1), "Did you mean 'learning_rate'"),
        (dict(clipnorm=0), "clipnorm must be above 0"),
        (dict(clipvalue=1.0, global_clipnorm=1.0), "Choose one way of clipping"),
        (dict(weight_decay=-0.1), "weight_decay must be at least 0"),
    ],
)
def test_arguments_without_effect_get_one_sentence(cls, arguments, words):
    with pytest.raises(ValueError, match=words):
        cls(**arguments)


def test_a_schedule_is_not_overruled():
    optimizer = optimizers.SGD(schedules.ExponentialDecay(0.1, 10, 0.5))
    with pytest.raises(ValueError, match="follows ExponentialDecay"):
        optimizer.learning_rate = 0.5
    optimizer.learning_rate = schedules.ExponentialDecay(0.2, 10, 0.5)
    assert optimizer.learning_rate == 0.2
    with pytest.raises(ValueError, match="call step.gradient, weights."):
        optimizers.SGD(weight_decay=0.1).step(np.ones(2))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: schedules.ExponentialDecay(0, 10, 0.5), "initial_learning_rate must be"),
        (lambda: schedules.ExponentialDecay(0.1, 0, 0.5), "decay_steps must be"),
        (lambda: schedules.CosineDecay(0.1, 10, warmup_steps=3), "warmup_target"),
        (lambda: schedules.PiecewiseConstantDecay([5], [0.1]), "1 boundaries need 2 values"),
        (lambda: schedules.PiecewiseConstantDecay([5, 3], [1, 1, 1]), "boundaries must rise"),
    ],
)
def test_mistakes_in_schedules_get_one_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()


def test_your_own_schedule():
    class Harmonic(schedules.LearningRateSchedule):
        def __call__(self, step):
            return 1 / (step + 1)

    sgd = optimizers.SGD(Harmonic())
    assert [sgd.step(np.ones(1)).item() for _ in range(3)] == [-1, -1 / 2, -1 / 3]


def test_a_model_trains_with_all_of_it():
    nn.utils.set_random_seed(0)
    rate = schedules.CosineDecay(0.01, 60, warmup_target=0.1, warmup_steps=5)
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1)])
    model.compile(optimizers.AdamW(rate, weight_decay=1e-3, clipnorm=1.0), "mse")
    x = np.random.default_rng(0).normal(size=(64, 2))
    before = model.evaluate(x, x[:, :1], verbose=0)
    model.fit(x, x[:, :1], epochs=30, verbose=0)
    assert model.evaluate(x, x[:, :1], verbose=0) < 0.1 * before
    assert model.optimizer.learning_rate == pytest.approx(rate(60), abs=1e-12)


def test_clipping_each_weight_array_of_a_model():
    model = nn.Sequential([nn.Input((2,)), nn.layers.Dense(1, dtype="float64")])
    model.compile(optimizers.SGD(1.0, clipnorm=0.5), "mse")
    model.set_weights([np.zeros((2, 1)), np.zeros(1)])
    model.fit(np.array([[3.0, 4.0]]), np.array([10.0]), verbose=0)
    # both gradients are longer than 0.5: −20·(3, 4) and −20
    kernel, bias = model.get_weights()
    np.testing.assert_allclose(kernel.ravel(), [0.3, 0.4])
    assert bias == pytest.approx(0.5) and math.hypot(*kernel.ravel()) == pytest.approx(0.5)
