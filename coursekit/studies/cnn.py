"""Three trainings on handwritten digits that went differently, to read their curves."""

import functools

from coursekit import nn
from coursekit.datasets import load_digits

EPOCHS = 40


@functools.cache
def three_records():
    """Return ``{letter: history}`` of three dense networks, one slow, one overfit, one jumping."""
    return {
        "A": _train(nn.optimizers.SGD(0.003), 900),
        "B": _train(nn.optimizers.Adam(0.03), 100),
        "C": _train(nn.optimizers.Adam(0.15), 900),
    }


def _train(optimizer, count):
    """Train a dense network on the first `count` digits, and watch it on 400 others."""
    (x, y), _ = load_digits(test_size=0.25)
    x = x.reshape(-1, 64) / 16
    nn.utils.set_random_seed(0)
    layers = nn.layers
    model = nn.Sequential([nn.Input((64,)), layers.Dense(48, activation="relu"), layers.Dense(10)])
    loss = nn.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(optimizer=optimizer, loss=loss, metrics=["accuracy"])
    watched = (x[-400:], y[-400:])
    run = model.fit(
        x[:count], y[:count], batch_size=30, epochs=EPOCHS, validation_data=watched, verbose=0
    )
    return run.history
