"""RandomFlip and RandomTranslation: seeds, probabilities, gradients, and idleness elsewhere."""

import numpy as np
import pytest

from coursekit import nn
from coursekit.nn.layers import RandomFlip, RandomTranslation
from tests.unit.nn.layer_checks import Repeated, check_all

RNG = np.random.default_rng(0)
PICTURES = RNG.normal(size=(3, 4, 5, 2))
LAYERS = [
    lambda seed: RandomFlip(seed=seed),
    lambda seed: RandomFlip("horizontal", seed),
    lambda seed: RandomTranslation(0.3, (-0.1, 0.4), seed=seed),
    lambda seed: RandomTranslation(0.3, 0.6, "constant", fill_value=2.0, seed=seed),
    lambda seed: RandomTranslation(0.3, 0.6, "wrap", "nearest", seed=seed),
]


@pytest.mark.parametrize("make", LAYERS)
def test_gradients_and_manners(make):
    check_all(Repeated(lambda: make(1)), PICTURES)


@pytest.mark.parametrize("make", LAYERS)
def test_nothing_happens_outside_training(make):
    layer = make(0)
    assert layer(PICTURES) is PICTURES
    assert layer.backward(PICTURES) is PICTURES
    layer(PICTURES, training=True)
    layer(PICTURES)
    assert layer.backward(PICTURES) is PICTURES


@pytest.mark.parametrize("make", LAYERS)
def test_a_seed_repeats_the_draws(make):
    one, two, other = make(5), make(5), make(6)
    for _ in range(3):
        y = one(PICTURES, training=True)
        np.testing.assert_array_equal(two(PICTURES, training=True), y)
    many = np.repeat(PICTURES, 10, axis=0)
    assert (other(many, training=True) != one(many, training=True)).any()


def test_half_of_the_pictures_are_mirrored():
    x = np.broadcast_to(np.arange(6.0).reshape(2, 3, 1), (4000, 2, 3, 1))
    y = RandomFlip(seed=0)(x, training=True)
    assert abs((y[:, 0, 0, 0] % 3 == 2).mean() - 0.5) < 0.03, "left and right"
    assert abs((y[:, 0, 0, 0] >= 3).mean() - 0.5) < 0.03, "up and down"
    assert abs(np.isin(y[:, 0, 0, 0], [0, 5]).mean() - 0.5) < 0.03, "one draw for each"
    rows = RandomFlip("vertical", seed=0)(x, training=True)
    assert set(rows[:, 0, 0, 0]) == {0.0, 3.0}


def test_shifts_by_hand():
    row = np.array([1.0, 2.0, 4.0])
    expected = {
        "reflect": [1, 1, 2],
        "wrap": [4, 1, 2],
        "nearest": [1, 1, 2],
        "constant": [0, 1, 2],
    }
    for mode, values in expected.items():
        layer = RandomTranslation(0, 1 / 3, mode)
        assert (layer.matrix(np.array([1.0]), 3)[0] @ row).tolist() == values, mode
    layer = RandomTranslation(0, 0.5, "reflect")
    assert (layer.matrix(np.array([-2.0]), 3)[0] @ row).tolist() == [4, 4, 2]
    assert (layer.matrix(np.array([0.25]), 3)[0] @ row).tolist() == [1, 1.75, 3.5]
    x = np.ones((1, 2, 2, 1))
    layer = RandomTranslation((0.5, 0.5), (0.5, 0.5), "constant", fill_value=3.0)
    assert layer(x, training=True)[0, :, :, 0].tolist() == [[3, 3], [3, 1]]


def test_shifts_stay_within_their_range():
    layer = RandomTranslation((0.25, 0.5), 0.1, seed=0)
    down, right = layer.draw_change((1000, 8, 10, 1))
    rows = np.arange(8) - (down @ np.arange(8.0)[:, None])[:, :, 0]  # 2 to 4 rows down
    assert rows[:, 7].min() >= 2 and rows[:, 7].max() <= 4
    assert rows[:, 7].max() - rows[:, 7].min() > 1.8
    columns = 5 - (right @ np.arange(10.0)[:, None])[:, 5, 0]
    assert -1 <= columns.min() < -0.9 and 0.9 < columns.max() <= 1


def test_a_model_augments_only_while_it_trains():
    model = nn.Sequential(
        [
            nn.Input((4, 4, 1)),
            RandomFlip(seed=0),
            RandomTranslation(0.2, 0.2, seed=0),
            nn.layers.Flatten(),
            nn.layers.Dense(1),
        ]
    )
    model.compile("sgd", "mse")
    x = RNG.normal(size=(10, 4, 4, 1))
    np.testing.assert_array_equal(model.predict(x), model.predict(x))
    model.fit(x, x[:, 0, 0, 0], verbose=0)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: RandomFlip("sideways"), "Unknown mode of RandomFlip"),
        (lambda: RandomFlip(data_format="channels_first"), "channels to the last axis"),
        (lambda: RandomFlip().build((None, 3)), "RandomFlip expects pictures"),
        (lambda: RandomTranslation(1.5, 0), "height_factor of RandomTranslation"),
        (lambda: RandomTranslation(0, (0.1, 0.2, 0.3)), "width_factor of RandomTranslation"),
        (lambda: RandomTranslation("a", 0), "height_factor"),
        (lambda: RandomTranslation(0, 0, "mirror"), "Unknown fill_mode"),
        (lambda: RandomTranslation(0, 0, interpolation="cubic"), "Unknown interpolation"),
    ],
)
def test_mistakes_get_one_clear_sentence(make, words):
    with pytest.raises(ValueError, match=words):
        make()
