"""On real CIFAR-10 photographs the classic network of lesson 13 lands in the band it states.

The photographs are not part of the course: `COURSEKIT_CIFAR10` names an .npz, and `make test` runs
this folder only where it is set.
"""

import os

import keras
import numpy as np
import pytest

from coursekit.datasets import load_cifar10

EPOCHS = 15


@pytest.fixture(scope="module")
def record():
    """The history of 15 epochs with the test photographs watched, seed 0."""
    (x, y), (x_test, y_test) = load_cifar10(os.environ["COURSEKIT_CIFAR10"])
    keras.utils.set_random_seed(0)
    model = classic()
    assert model.count_params() == 122_570
    return model.fit(
        scaled(x), y, batch_size=32, epochs=EPOCHS, validation_data=(scaled(x_test), y_test),
        verbose=0,
    ).history  # fmt: skip


def classic():
    """Conv32, Pool, Conv64, Pool, Conv64, Flatten, Dense64, Dense10, with logits."""
    layers = keras.layers
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.MaxPooling2D(2),
            layers.Conv2D(64, 3, activation="relu"),
            layers.Flatten(),
            layers.Dense(64, activation="relu"),
            layers.Dense(10),
        ]
    )
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer="adam", loss=loss, metrics=["accuracy"])
    return model


def scaled(pixels):
    return pixels.astype("float32") / 255


def test_accuracy_after_fifteen_epochs(record):
    # 761 photographs: one epoch's accuracy has a standard error of .018, so five are averaged.
    accuracy = np.mean(record["val_accuracy"][-5:])
    assert 0.44 <= accuracy <= 0.54, record["val_accuracy"]


def test_too_few_photographs_are_learned_by_heart(record):
    assert np.mean(record["accuracy"][-5:]) > np.mean(record["val_accuracy"][-5:]) + 0.1
    assert record["accuracy"][-1] > 0.65
